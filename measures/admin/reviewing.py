"""The pages of rounds at their addresses in the staff's room, and the planners' panel on its start page."""

from django.contrib import admin
from django.urls import path

from measures.reviewing import panel, states, views

admin.site.register_pages(  # type: ignore[attr-defined]
    "review/",
    [
        path("", views.round_list, name="review_list"),
        path("<int:pk>/", views.round_page, name="review_round"),
        path("<int:pk>/open/", states.open_round, name="review_open"),
        path("<int:pk>/chosen/", views.chosen_reports, name="review_chosen"),
        path("<int:pk>/missing/", views.missing_reports, name="review_missing"),
        path("<int:pk>/close/", states.close_round, name="review_close"),
        path("<int:pk>/reopen/", states.reopen_round, name="review_reopen"),
    ],
)
admin.site.register_panel("admin/measures/reviewing/panel.html", panel.rounds_due, place=-5)  # type: ignore[attr-defined]
