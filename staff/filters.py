"""What a list can be narrowed down to."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def year_filter(path: str) -> type[admin.SimpleListFilter]:
    """A filter by fiscal year that offers the years of one's own rows only; `path` leads to the year."""

    class YearFilter(admin.SimpleListFilter):
        title = _("fiscal year (B.E.)")
        parameter_name = "year"

        def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]") -> list[tuple[str, str]]:
            years = model_admin.get_queryset(request).order_by().values_list(path, flat=True).distinct()
            return [(str(year), str(year)) for year in sorted(years, reverse=True)]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            chosen = self.value()
            return queryset.filter(**{path: chosen}) if chosen in dict(self.lookup_choices) else queryset

    return YearFilter
