"""What the body partials of a document need beside its fields: text as staff typed it, and rows in groups."""

import re
from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from publications.document import Document, FiledItem, IndicatorPart, InstrumentPart, MeasurePart, ReportPart, Result

register = template.Library()

Numbered = MeasurePart | IndicatorPart

# Addresses, e-mail and disclosure codes lose their meaning in Thai digits; line breaks were meant by whoever typed
# them. Possessive and anchored, so that a long text without blanks is read once.
_ADDRESS = r"(?:https?://|www\.)[!-~]++"
_EMAIL = r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+"
_CODE = r"(?<![A-Za-z0-9])O[0-9]{1,3}(?![A-Za-z0-9])"
_PARTS = re.compile(rf"({_ADDRESS}|{_EMAIL}|{_CODE}|\r?\n)")
_YEAR_PHRASE = re.compile(r"(ประจำปี\S* พ\.ศ\. [0-9๐-๙]+)")


@register.filter
def prose(text: str) -> SafeString:
    """Text that staff typed: everything escaped, line breaks kept, addresses and codes safe from Thai digits."""
    pieces = _PARTS.split(text.strip())
    return format_html_join("", "{}", ((_kept(piece) if index % 2 else piece,) for index, piece in enumerate(pieces)))


def _kept(piece: str) -> SafeString:
    if piece.endswith("\n"):
        return mark_safe("<br>")
    return format_html('<span translate="no">{}</span>', piece)


@register.filter
def has_declared(result: Result) -> bool:
    """Whether anything of the official result was entered beside the scores."""
    parts = result.instruments
    return (
        result.declared_total is not None
        or bool(result.declared_level)
        or any(part.declared_score is not None or part.declared_level for part in parts)
    )


@register.filter
def indicators_of(result: Result, instrument: InstrumentPart) -> tuple[IndicatorPart, ...]:
    """The indicators of one instrument, in their order."""
    return tuple(result.indicator(number) for number in instrument.indicators)


@register.filter
def reports_on(document: Document, measure: MeasurePart) -> tuple[ReportPart, ...]:
    """The accepted reports on one measure."""
    return document.reports_on(measure.number)


@register.simple_tag(takes_context=True)
def grouped_by_page(context: template.Context, parts: Iterable[Numbered], row: str) -> list[list[Numbered]]:
    """
    The rows beside which one merged cell stands, as groups: a new one where a row begins a page.

    `breaks` in the context names the rows (`measure-8`) that do so in print; on a screen there are none, and one group.
    """
    breaks = context.get("breaks") or ()
    groups: list[list[Numbered]] = []
    for part in parts:
        if not groups or f"{row}-{part.number}" in breaks:
            groups.append([])
        groups[-1].append(part)
    return groups


@register.filter
def filing(document: Document) -> tuple[FiledItem, ...]:
    """The disclosure items that this kind of document answers: a plan the plan's, a report the report's."""
    return tuple(item for item in document.filed_as if item.document == document.kind.filed_as)


@register.filter
def official_title(document: Document) -> str:
    """The title of the printed document: a report names the plan on which it reports."""
    return document.kind.title_of(document.title)


@register.filter
def in_phrases(title: str) -> SafeString:
    """A title whose "ประจำปีงบประมาณ พ.ศ. …" stays on one line, where the line would else end between its words."""
    pieces = _YEAR_PHRASE.split(title)
    return format_html_join(
        "", "{}", ((_unbroken(piece) if index % 2 else piece,) for index, piece in enumerate(pieces))
    )


def _unbroken(phrase: str) -> SafeString:
    return format_html('<span class="keep-together">{}</span>', phrase)
