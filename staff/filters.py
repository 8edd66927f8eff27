"""What a list can be narrowed down to."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


def year_filter(path: str):
    """A filter by fiscal year that offers the years of one's own rows only; `path` leads to the year."""

    class YearFilter(admin.SimpleListFilter):
        title = _("fiscal year (B.E.)")
        parameter_name = "year"

        def lookups(self, request, model_admin):
            years = model_admin.get_queryset(request).order_by().values_list(path, flat=True).distinct()
            return [(str(year), str(year)) for year in sorted(years, reverse=True)]

        def queryset(self, request, queryset):
            chosen = self.value()
            return queryset.filter(**{path: chosen}) if chosen in dict(self.lookup_choices) else queryset

    return YearFilter
