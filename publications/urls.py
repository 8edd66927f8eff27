"""The public addresses (design: nouns that a citizen could guess, years in B.E., the format is the extension)."""

app_name = "publications"
urlpatterns = []
