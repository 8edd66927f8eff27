"""What the hand-over page says of the documents: what was published, and at which addresses it is filed."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from agencies.models import Agency
from assessments.models import DisclosureItem
from measures.handover import register_section
from publications.models import Edition, Kind

# This year's documents and the year's before: what whoever takes over is asked for.
YEARS = 2


@dataclass(frozen=True, slots=True)
class Filed:
    """One document with its stable address and the codes under which it is filed in its year."""

    fiscal_year: int
    kind: Kind
    address: str
    codes: str


def documents(request: HttpRequest, agency: Agency) -> dict[str, Any] | None:
    """The published documents of the newest years; None before anything is published."""
    rows = Edition.objects.for_agency(agency).filter(withdrawn_at=None).order_by("-fiscal_year")
    published = list(dict.fromkeys(rows.values_list("fiscal_year", "kind")))
    years = sorted({year for year, _kind in published}, reverse=True)[:YEARS]
    codes: dict[tuple[int, str], list[str]] = {}
    for item in DisclosureItem.objects.filter(framework__fiscal_year__in=years).select_related("framework"):
        codes.setdefault((item.framework.fiscal_year, item.document), []).append(item.code)
    found = [
        Filed(year, kind, _address(request, agency, year, kind), ", ".join(codes.get((year, kind.filed_as), [])))
        for year in years
        for kind in Kind
        if (year, kind.value) in published
    ]
    return {"documents": found} if found else None


def _address(request: HttpRequest, agency: Agency, year: int, kind: Kind) -> str:
    address = reverse("files:document-download", args=[year, kind])
    base = agency.base_address
    return base + address if base else request.build_absolute_uri(address)


register_section("admin/publications/handover.html", documents)
