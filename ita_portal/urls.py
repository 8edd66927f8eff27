"""All addresses: the staff's rooms, and the citizens' room at the root, its pages in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from publications.public import urls

urlpatterns = [
    path("admin/password_reset/", include("staff.password_reset")),
    path("admin/", admin.site.urls),
    # For calendars, which cannot sign in; below the citizens' addresses but none of their pages.
    path("calendar/", include("measures.reminders.feed")),
    path("", include(urls.files)),
    *i18n_patterns(path("", include(urls.pages)), prefix_default_language=False),
]

handler403 = "publications.public.errors.forbidden"
handler404 = "publications.public.errors.not_found"
