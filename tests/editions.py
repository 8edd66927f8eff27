"""Editions for tests of the pages: frozen as publishing freezes them, but with a stand-in for the PDF."""

import datetime

from django.core.management import call_command

from measures.models import Plan
from publications import document, publishing
from publications.document import builder
from publications.models import Edition, Event, append
from publications.publishing.review import link_to
from tests import factories


def freeze(plan: Plan, kind: str = "plan", *, reason: str = "", **changed) -> Edition:
    """The next edition of a plan's year without the second that rendering a PDF takes; a minute later than the last.

    `changed` are fields of the document that say something else than the staff's tables.
    """
    previous = Edition.objects.for_agency(plan.agency).in_order().last()
    number = publishing.of_year(plan).count() + 1
    published_at = factories.at() + datetime.timedelta(minutes=Edition.objects.count())
    part = document.EditionPart(
        number=number, published_at=published_at, reason=reason, previous=previous and link_to(previous)
    )
    frozen = builder.build_document(plan, kind, reported=publishing.reported_rounds(plan, kind), edition=part)
    content = document.Document.model_validate(frozen.model_dump() | changed).canonical()
    pdf = b"%PDF-1.7 stand-in for " + document.sha256_of(content).encode()
    edition = Edition.objects.create(
        agency=plan.agency,
        fiscal_year=plan.fiscal_year,
        number=number,
        kind=kind,
        content=content.decode(),
        sha256=document.sha256_of(content),
        pdf=pdf,
        pdf_sha256=document.sha256_of(pdf),
        previous=previous,
        reason=reason,
        published_at=published_at,
    )
    append(Event.Act.PUBLISHED, edition=edition, reason=reason, at=published_at)
    return edition


def freeze_sample() -> Edition:
    """The real sample, frozen as its first edition."""
    call_command("loaddata", "fixtures/thamaling_2566.yaml", verbosity=0)
    return freeze(Plan.objects.get())


def withdraw(edition: Edition, reason: str = "มีข้อมูลส่วนบุคคล") -> Edition:
    """The edition, withdrawn by a publisher of its agency."""
    publisher = factories.make_user(f"publisher-{edition.pk}", agency=edition.agency, role="publisher")
    edition.withdraw(by=publisher, reason=reason)
    return edition


def addresses(edition: Edition) -> list[str]:
    """Every public address that shows something of an edition which is the latest of its year and kind."""
    year, number = edition.fiscal_year, edition.number
    return [
        *("/", f"/{year}/", f"/{year}/analysis/", f"/{year}/measures/", f"/{year}/measures/1/"),
        *(f"/{year}/progress/", f"/{year}/measures/division/1/", f"/{year}/measures/indicator/4/"),
        *(f"/{year}/{edition.kind}.pdf", f"/{year}/{edition.kind}.docx", f"/{year}/editions/", f"/{year}/data/"),
        *(f"/{year}/editions/{number}/", f"/{year}/editions/{number}.pdf", f"/{year}/editions/{number}.json"),
        *(f"/{year}/editions/{number}/changes/", f"/{year}/editions/{number}.docx"),
        *(f"/{year}/data/{name}" for name in ("edition.json", "indicators.csv", "measures.csv", "reports.csv")),
        *(f"/{year}/data/{name}" for name in ("evidence.csv", "progress.csv", "without-report.csv")),
        *(f"/{year}/data/{name}" for name in ("portal.xlsx", "schema.json", "datapackage.json")),
        *(f"/{year}/data/{name}" for name in ("dcat.jsonld", "ckan.json")),
        *("/indicators/", "/indicators/4/", "/verify/", f"/verify/{edition.sha256}/"),
        *("/privacy/", "/policy/", "/accessibility/", "/about/", "/licence/", "/contact/", "/site-map/"),
        *("/search/", f"/search/?q={year}", "/search/index.json"),
        *("/sitemap.xml", "/robots.txt", "/feed.xml"),
    ]
