"""The texts of the site in the admin: what the agency has written itself, and what the portal says where it has not."""

from itertools import product
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, SitePage, SiteText
from agencies.site_texts import default_text
from audit.changes import HistorySource

from .recorded import RecordedAdmin
from .scoping import own_agency

NAMED = ("page", "language")


class Unwritten(NamedTuple):
    """A page in a language in which the agency has written nothing, and where it would begin."""

    text: SiteText
    address: str


@admin.register(SiteText)
class SiteTextAdmin(RecordedAdmin):
    """One text; a new one is begun from the list, with the portal's own words to start from."""

    list_display = ["page", "language", "beginning"]
    list_display_links = NAMED

    def published_as(self, request, obj):
        return None  # no edition tells it

    def told(self, request, obj):
        return (HistorySource(SiteText.history.filter(id=obj.pk), lambda record: gettext("Text of the site")),)

    @admin.display(description=_("text"))
    def beginning(self, text):
        return text.text[:80]

    @admin.display(description=_("the portal's own text"))
    def portals_own(self, text):
        return default_text(text.agency, text.page, text.language)

    def get_fields(self, request, obj=None):
        return [*NAMED, "text", *(["portals_own"] if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        # What a text is of never changes: another page or language is another text.
        return [*super().get_readonly_fields(request, obj), *([*NAMED, "portals_own"] if obj else [])]

    def changelist_view(self, request, extra_context=None):
        agency = own_agency(request) if self.has_add_permission(request) else None
        begun = {"agency": agency, "unwritten": _unwritten(agency) if agency else []}
        return super().changelist_view(request, {**begun, **(extra_context or {})})

    def add_view(self, request, form_url="", extra_context=None):
        if self.has_add_permission(request) and own_agency(request) and not _asked_for(request):
            return HttpResponseRedirect(reverse("admin:agencies_sitetext_changelist"))
        return super().add_view(request, form_url, extra_context)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        asked = _asked_for(request)
        if asked and db_field.name in NAMED:
            chosen = asked[NAMED.index(db_field.name)]
            kwargs["choices"] = [choice for choice in db_field.choices if choice[0] == chosen]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        initial, agency, asked = super().get_changeform_initial_data(request), own_agency(request), _asked_for(request)
        return {**initial, "text": default_text(agency, *asked)} if agency and asked else initial


def _texts() -> list[tuple[str, str]]:
    """Every page in every language, as (page, language)."""
    return list(product(SitePage.values, dict(settings.LANGUAGES)))


def _asked_for(request) -> tuple[str, str] | None:
    """The text that the address names; None where it names none that there is."""
    asked = (request.GET.get("page", ""), request.GET.get("language", ""))
    return asked if asked in _texts() else None


def _unwritten(agency: Agency) -> list[Unwritten]:
    written = set(agency.site_texts.values_list(*NAMED))
    add = reverse("admin:agencies_sitetext_add")
    return [
        Unwritten(SiteText(page=page, language=language), f"{add}?{urlencode({'page': page, 'language': language})}")
        for page, language in _texts()
        if (page, language) not in written
    ]
