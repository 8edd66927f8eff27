"""Every address of an agency's site that can be a file: pages in each language, documents, data and evidence."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from agencies.models import SitePage
from publications.document import Document
from publications.models import Edition, Event, Kind, PublishedFile
from publications.public import narrowing, years
from publications.public.editions import PublishedEditions
from publications.render.opendata import FILES

GENERAL = ("year-latest", "indicator-list", "document-verify", "contact-detail", "page-list", "search-show")
OF_A_YEAR = ("year-detail", "analysis-detail", "measure-list", "progress-list", "edition-list", "data-list")


@dataclass(frozen=True, slots=True)
class Address:
    """A path of the site and the language that it speaks.

    `made_of` is the SHA-256 of the one thing that a file is made of, whatever else is published: as long as it and the
    portal's own code are the same, so is the file. Empty where a page depends on more.
    """

    path: str
    language: str
    made_of: str = ""


def addresses(editions: PublishedEditions) -> Iterator[Address]:
    """All addresses that an agency's editions give rise to, those of withdrawn ones too: they say why."""
    newest = {document.fiscal_year: document for document in years.newest_documents(editions)}
    for language, _name in settings.LANGUAGES:
        with override(language):
            paths = [*_general(editions, list(newest.values())), *_of_years(editions, newest)]
        yield from (Address(path, language) for path in paths)
    yield from (Address(path, settings.LANGUAGE_CODE, made_of) for path, made_of in _files(editions, newest))


def _path(name: str, *args: object) -> str:
    return reverse(f"publications:{name}", args=args)


def _general(editions: PublishedEditions, documents: list[Document]) -> Iterator[str]:
    yield from (_path(name) for name in GENERAL)
    yield from (_path("text-detail", page) for page in SitePage.values)
    numbers = {part.number for document in documents for part in document.result.indicators}
    yield from (_path("indicator-detail", number) for number in sorted(numbers))
    yield from (_path("hash-verify", sha256) for sha256 in _known_hashes(editions))
    if editions.editions and editions.origin:
        yield _path("edition-feed")


def _known_hashes(editions: PublishedEditions) -> list[str]:
    """The SHA-256 of every content, PDF and signed copy that was ever published."""
    scans = Event.objects.for_agency(editions.agency).scans().values_list("file__sha256", flat=True)
    known = [sha256 for edition in editions.editions for sha256 in (edition.sha256, edition.pdf_sha256)]
    return list(dict.fromkeys([*known, *scans]))


def _of_years(editions: PublishedEditions, newest: dict[int, Document]) -> Iterator[str]:
    for year in {edition.fiscal_year: None for edition in editions.editions}:
        yield from (_path(name, year) for name in OF_A_YEAR)
        for edition in editions.of_year(year):
            yield _path("edition-detail", year, edition.number)
            yield _path("edition-changes", year, edition.number)
        if year in newest:
            yield from _of_document(newest[year])


def _of_document(document: Document) -> Iterator[str]:
    year = document.fiscal_year
    yield from (_path("measure-detail", year, measure.number) for measure in document.measures)
    for group in narrowing.groups(document):
        yield from (_path("measure-choice", year, choice.by, choice.value) for choice in group.choices)


def _files(editions: PublishedEditions, newest: dict[int, Document]) -> Iterator[tuple[str, str]]:
    """Each file with what alone it is made of."""
    yield reverse("files:search-index"), ""
    if editions.origin:
        yield from ((reverse("files:sitemap-show"), ""), (reverse("files:robots-show"), ""))
    for edition in editions.editions:
        yield from _files_of_edition(edition)
    for year in {edition.fiscal_year: None for edition in editions.editions}:
        yield from _newest_files(editions, year, newest.get(year))
    yield from _evidence(editions)


def _files_of_edition(edition: Edition) -> Iterator[tuple[str, str]]:
    args = [edition.fiscal_year, edition.number]
    made_of = "" if edition.is_withdrawn or edition.pdf_erased_at else edition.sha256
    for name in ("pdf-download", "word-download", "json-download"):
        yield reverse(f"files:{name}", args=args), made_of
    if edition.is_scanned:  # type: ignore[attr-defined]  # annotated in PublishedEditions
        yield reverse("files:signed-download", args=args), ""


def _newest_files(editions: PublishedEditions, year: int, document: Document | None) -> Iterator[tuple[str, str]]:
    """The documents of a year by their stable addresses, and its open data."""
    kinds = {edition.kind for edition in editions.of_year(year)}
    for kind in (kind for kind in Kind if kind in kinds):
        readable = [edition for edition in editions.of_year(year) if edition.kind == kind and not edition.is_withdrawn]
        made_of = readable[0].sha256 if readable and not readable[0].pdf_erased_at else ""
        yield reverse("files:document-download", args=[year, kind.value]), made_of
        yield reverse("files:document-word", args=[year, kind.value]), made_of
    made_of = editions.latest(year).sha256 if document else ""
    yield from ((reverse("files:data-download", args=[year, name]), made_of) for name in FILES)


def _evidence(editions: PublishedEditions) -> Iterator[tuple[str, str]]:
    """Every published file under each year whose editions name it, readable or not; small pictures too."""
    named = _years_of_files(editions)
    for file in PublishedFile.objects.for_agency(editions.agency).filter(pk__in=named):
        for year, is_readable in sorted(named[file.pk].items()):
            made_of = file.sha256 if is_readable and not file.is_redacted else ""
            yield reverse("files:evidence-show", args=[year, file.sha256, file.extension]), made_of
            if file.thumbnail or file.is_redacted:
                yield reverse("files:evidence-small", args=[year, file.sha256]), made_of


def _years_of_files(editions: PublishedEditions) -> dict[int, dict[int, bool]]:
    """For each file the years whose editions name it, and whether one of them can be read."""
    found: dict[int, dict[int, bool]] = {}
    rows = PublishedFile.objects.for_agency(editions.agency).filter(editions__isnull=False)
    for pk, year, withdrawn_at in rows.values_list("pk", "editions__fiscal_year", "editions__withdrawn_at"):
        years_of_file = found.setdefault(pk, {})
        years_of_file[year] = years_of_file.get(year, False) or withdrawn_at is None
    return found
