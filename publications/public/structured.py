"""What a page says of itself to search engines: schema.org as JSON-LD, out of the edition that it shows."""

import json
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from agencies.models import Agency
from measures.kinds import Kind
from publications.document import AgencyPart, Document
from publications.models import Edition
from publications.render.opendata import FILES
from thai.calendar import fiscal_year_bounds

# Characters that could end the element in which the data stand, as JSON writes them otherwise.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def organisation(agency: AgencyPart | Agency, origin: str) -> dict[str, Any]:
    """The agency as a government organisation."""
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{origin}/#agency",
        "name": agency.name,
        "url": f"{origin}/",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": f"{agency.subdistrict} {agency.district}",
            "addressRegion": agency.province,
            "addressCountry": "TH",
        },
    }


def report(document: Document, edition: Edition, origin: str) -> dict[str, Any]:
    """One edition as a report; of a PDF that was erased there is nothing to download."""
    args = [edition.fiscal_year, edition.number]
    found = {
        "@type": "Report",
        "@id": f"{origin}{reverse('files:json-download', args=args)}",
        "name": document.title,
        "reportNumber": f"{edition.fiscal_year}/{edition.number}",
        "datePublished": edition.published_at.isoformat(),
        "inLanguage": "th",
        "publisher": {"@id": f"{origin}/#agency"},
        "alternativeHeadline": str(Kind(edition.kind).words.name),
    }
    if not edition.pdf_erased_at:
        found["encoding"] = {
            "@type": "MediaObject",
            "contentUrl": f"{origin}{reverse('files:pdf-download', args=args)}",
            "encodingFormat": "application/pdf",
            "sha256": edition.pdf_sha256,
        }
    return found


def dataset(document: Document, edition: Edition, origin: str) -> dict[str, Any]:
    """The open data of a year with each of its files."""
    year = document.fiscal_year
    return {
        "@type": "Dataset",
        "@id": f"{origin}{reverse('publications:data-list', args=[year])}#data",
        "name": document.title,
        "description": f"{document.title} {document.agency.name}",
        "temporalCoverage": "/".join(day.isoformat() for day in fiscal_year_bounds(year)),
        "spatialCoverage": f"{document.agency.subdistrict} {document.agency.district} {document.agency.province}",
        "dateModified": edition.published_at.isoformat(),
        "isAccessibleForFree": True,
        "inLanguage": "th",
        "creator": {"@id": f"{origin}/#agency"},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": str(file.title),
                "contentUrl": f"{origin}{reverse('files:data-download', args=[year, name])}",
                "encodingFormat": file.content_type.partition(";")[0],
            }
            for name, file in FILES.items()
        ],
    }


def as_script(*things: dict[str, Any]) -> SafeString:
    """The things as one JSON-LD text that can stand in a page."""
    text = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308  # nothing is left that ends the element
