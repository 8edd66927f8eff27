"""Which admin site is the portal's, and which of the packages' static files are served."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class ServedFilesConfig(StaticFilesConfig):
    """Of Bootstrap only the stylesheet, of Sarabun only the weights in use; the rest would be compressed in vain."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("bootstrap/LICENSE", "bootstrap/version.txt", "bootstrap/js", "bootstrap-*", "*.rtl.*"),
        *("bootstrap.css", "bootstrap.css.map"),
        *(
            "*Italic.ttf",
            "Sarabun-Thin.ttf",
            "Sarabun-ExtraLight.ttf",
            "Sarabun-Light.ttf",
            "Sarabun-ExtraBold.ttf",
        ),
    ]


class PortalAdminConfig(AdminConfig):
    """The admin with the portal's own site; what a person may do follows from the role, so groups have no page."""

    default_site = "ita_portal.admin_site.PortalAdminSite"

    def ready(self) -> None:
        super().ready()
        from django.apps import apps
        from django.contrib import admin
        from django.contrib.auth.models import Group

        # The queue has a page in Thai (staff/queued_jobs.py) in place of its package's own.
        admin.site.unregister([Group, apps.get_model("django_tasks_database.DBTaskResult")])
