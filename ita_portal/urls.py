"""All addresses: the staff's rooms, and the citizens' room at the root."""

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

urlpatterns = [
    path("admin/password_reset/", include("staff.password_reset")),
    path("admin/", admin.site.urls),
    # For calendars, which cannot sign in; below the citizens' addresses but none of their pages.
    path("calendar/", include("measures.reminders.feed")),
    # Only a reader's choice of language: nothing that a forged request could harm, and pages stay free of tokens.
    path("language/", csrf_exempt(set_language), name="language-choose"),
    path("", include("publications.public.urls")),
]

handler403 = "publications.public.errors.forbidden"
handler404 = "publications.public.errors.not_found"
