"""The addresses of an agency's public pages, for search engines."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from agencies.models import SitePage
from publications.document import Document

from . import languages, narrowing, years
from .editions import PublishedEditions


@dataclass(frozen=True, slots=True)
class Entry:
    """A public page: its path in every language, and when it last changed, as far as an edition says so."""

    path: str
    changed: datetime | None = None

    @property
    def versions(self) -> list[languages.Version]:
        return languages.versions(self.path)


def entries(editions: PublishedEditions) -> list[Entry]:
    """Each public page's path and when it last changed: pages of a year with its newest edition."""
    general = [Entry(_path(name)) for name in ("indicator-list", "document-verify", "contact-detail", "page-list")]
    general += [Entry(_path("text-detail", page)) for page in SitePage.values]
    documents = years.newest_documents(editions)
    numbers = {part.number for document in documents for part in document.result.indicators}
    indicators = [Entry(_path("indicator-detail", number)) for number in sorted(numbers)]
    return general + [entry for document in documents for entry in _of_year(document, editions)] + indicators


def _of_year(document: Document, editions: PublishedEditions) -> list[Entry]:
    year = document.fiscal_year
    names = ("year-detail", "analysis-detail", "measure-list", "progress-list", "edition-list", "data-list")
    paths = [_path(name, year) for name in names]
    paths += [_path("measure-detail", year, measure.number) for measure in document.measures]
    paths += [
        _path("measure-choice", year, choice.by, choice.value)
        for group in narrowing.groups(document)
        for choice in group.choices
    ]
    changed = editions.latest(year).published_at
    readable = [edition for edition in editions.of_year(year) if not edition.is_withdrawn]
    return [
        *(Entry(path, changed) for path in paths),
        *(
            Entry(_path(name, year, edition.number), edition.published_at)
            for edition in readable
            for name in ("edition-detail", "edition-changes")
        ),
    ]


def _path(name: str, *args: int | str) -> str:
    return reverse(f"publications:{name}", args=args)
