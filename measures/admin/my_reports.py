"""The pages of reports at their addresses in the staff's room, and the officer's panel on its start page."""

from django.contrib import admin
from django.urls import path

from measures.reporting import deciding, files, views

admin.site.register_pages(  # type: ignore[attr-defined]
    "my/",
    [
        path("", views.my_reports, name="my_reports"),
        path("reports/<int:pk>/", views.report_page, name="my_report"),
        path("reports/<int:pk>/submit/", views.submit_page, name="my_report_submit"),
        path("reports/<int:pk>/decide/", deciding.decide, name="my_report_decide"),
        path("evidence/<int:pk>/<str:file_name>", files.evidence_file, name="my_evidence"),
    ],
)
admin.site.register_panel(  # type: ignore[attr-defined]
    "admin/measures/reporting/panel.html", views.start_panel, place=-10
)
