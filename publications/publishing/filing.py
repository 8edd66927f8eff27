"""What a year's filing sheet says: each disclosure item with its addresses and the way to them, for the assessors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from agencies.models import Agency
from agencies.models.agency import Digits
from assessments.models import DisclosureItem, Framework
from publications.models import Edition, Kind
from thai.digits import to_thai


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """One published document with its stable address, its newest edition and the moment when it was first published.

    `signed` is the address of the newest edition's signed copy; empty without one.
    """

    kind: Kind
    address: str
    newest: Edition
    first_published_at: datetime
    signed: str


@dataclass(frozen=True, slots=True)
class FiledAnswer:
    """The answer to one disclosure item; without documents there is nothing to file yet.

    `covers` is the fiscal year (B.E.) of the documents, `pages` are addresses of pages and data beside them.
    """

    item: DisclosureItem
    covers: int
    documents: tuple[FiledDocument, ...]
    pages: tuple[str, ...]
    click_path: str

    @property
    def addresses(self) -> tuple[str, ...]:
        """What is filed, the documents first, each with its signed copy."""
        documents = (address for document in self.documents for address in (document.address, document.signed))
        return (*filter(None, documents), *self.pages)


@dataclass(frozen=True, slots=True)
class FilingSheet:
    """All answers of the year in which they are filed; `base` is empty where nobody has said where the portal is."""

    fiscal_year: int
    agency: Agency
    base: str
    answers: tuple[FiledAnswer, ...]

    @classmethod
    def of(cls, agency: Agency, fiscal_year: int) -> Self:
        """The sheet by the rules of `fiscal_year` (B.E.); a year whose rules are not known has no answers."""
        rules = Framework.objects.filter(fiscal_year=fiscal_year).first()
        items = list(rules.disclosure_items.order_by("code")) if rules else []
        answers = tuple(_answer(agency, item, fiscal_year + item.year_offset) for item in items)
        return cls(fiscal_year, agency, agency.base_address, answers)


def _answer(agency: Agency, item: DisclosureItem, covers: int) -> FiledAnswer:
    published = Edition.objects.for_agency(agency).filter(fiscal_year=covers, withdrawn_at=None)
    editions = list(published.without_files().in_order())
    # The newest report first: the one at the year's end tells all that the one before it told.
    kinds = [kind for kind in reversed(Kind) if kind.filed_as == item.document]
    found = ((kind, [edition for edition in editions if edition.kind == kind]) for kind in kinds)
    documents = tuple(_document(agency, kind, of_kind) for kind, of_kind in found if of_kind)
    pages = ("publications:year-detail", "publications:data-list") if documents else ()
    return FiledAnswer(
        item=item,
        covers=covers,
        documents=documents,
        pages=tuple(_whole(agency, name, covers) for name in pages),
        click_path=_click_path(agency, documents[0]) if documents else "",
    )


def _document(agency: Agency, kind: Kind, editions: Sequence[Edition]) -> FiledDocument:
    address = _whole(agency, "files:document-download", editions[0].fiscal_year, kind.value)
    return FiledDocument(kind, address, editions[-1], editions[0].published_at, _signed(agency, editions[-1]))


def _signed(agency: Agency, edition: Edition) -> str:
    return _whole(agency, "files:signed-download", edition.fiscal_year, edition.number) if edition.signed_file else ""


def _whole(agency: Agency, name: str, *args: int | str) -> str:
    """The address as it is filed: of a page the Thai one, whoever asks."""
    with override(settings.LANGUAGE_CODE):
        return agency.base_address + reverse(name, args=args)


def _click_path(agency: Agency, document: FiledDocument) -> str:
    """What is chosen from the home page on, step by step, in the very words that the pages show; Thai only."""
    with override("th"):
        steps = [
            *_first_steps(agency),
            f"เลือก {_('Year %(year)s') % {'year': document.newest.fiscal_year}}",
            f"เลือกหัวข้อ {_('Official documents')} รายการ {document.kind.words.name}",
            f"เลือก {_('Open the PDF')} จะแสดงเอกสารฉบับที่ {document.newest.number}",
        ]
        text = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))
    return to_thai(text) if agency.digits == Digits.THAI else text


def _first_steps(agency: Agency) -> list[str]:
    """From the home page of the agency's main site to the portal, as far as it is known."""
    if not agency.menu_steps:
        return ["หน้าแรกของเว็บไซต์เผยแพร่มาตรการ"]
    first, *rest = agency.menu_steps
    return [f"หน้าหลักของเว็บไซต์ เลือกหัวข้อ {first}", *(f"เลือก {step}" for step in rest)]
