"""The part of the check-list that looks at single letters: what cannot be printed is named, with where it stands."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from publications.document import Document, Excused, ReportPart
from publications.document.year import Year
from publications.render import pdf

from .issues import Check, Issue

# Letters by which text runs from right to left or pretends to: nobody sees them, and what is seen is not what is said.
BIDIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# What may stand in place of signs that offices like to use; the staff decide, nothing is exchanged behind their backs.
IN_PLACE_OF = dict.fromkeys("✓✔☑●○▪☐□", "•") | dict.fromkeys("✗✘☒", "×") | {"⇒": "→", "►": "▶", "★": "*", "☆": "*"}


def check(document: Document, year: Year) -> Check:
    """Every letter of the content that the document's typeface lacks, or that hides what is written."""
    found = tuple(_issues(document, year))
    return Check(_("Every letter can be printed."), found)


def faults(text: str) -> str:
    """The letters of a text that cannot be printed, in words; empty where there is none."""
    return ", ".join(_named(letter) for letter in pdf.unprintable(text))


def _named(letter: str) -> str:
    code = f"U+{ord(letter):04X}"
    if letter in BIDIRECTIONAL:
        return _("a sign that turns the direction of the text (%(code)s)") % {"code": code}
    if unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs", "Cn"):
        return _("an invisible or unknown sign (%(code)s)") % {"code": code}
    other = _in_place_of(letter)
    if other:
        return _("“%(letter)s” (%(code)s; write %(other)s instead)") % {"letter": letter, "code": code, "other": other}
    return f"“{letter}” ({code})"


def _in_place_of(letter: str) -> str:
    """What can be printed and means the same: ① is 1, ℃ is °C; empty where nothing does."""
    other = IN_PLACE_OF.get(letter) or unicodedata.normalize("NFKC", letter).strip()
    return "" if pdf.unprintable(other) else other


def _issues(document: Document, year: Year) -> Iterator[Issue]:
    content = document.model_dump(include=_Places.parts())
    places = _Places(document, year)
    for path, text in _texts(content, ()):
        letters = faults(text)
        if letters:
            where, url = places.of(path)
            message = _("%(where)s contains what cannot be printed: %(letters)s. Write it in other letters.")
            yield Issue("unprintable", message % {"where": where, "letters": letters}, url)


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a part of the content, with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(part, (*path, name))
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from _texts(part, (*path, number))


class _Places:
    """Where the staff mend a text of the document, in words and as a page."""

    def __init__(self, document: Document, year: Year):
        self.document = document
        self.year = year
        self.measures = {measure.number: measure.pk for measure in year.plan.measures.all()}
        self.rounds = {round_.kind: round_ for round_ in year.plan.rounds.all()}

    @staticmethod
    def parts() -> set[str]:
        """What of a document people have written."""
        return {
            *("title", "introduction", "announcement", "agency", "approval", "signatories", "divisions", "result"),
            *("rounds", "measures", "reports", "excused"),
        }

    def of(self, path: tuple[str | int, ...]) -> tuple[str, str]:
        """Its words and the address of the page; a field has the words of the admin's forms."""
        part, number = str(path[0]), path[1] if len(path) > 1 and isinstance(path[1], int) else None
        if part in ("agency", "divisions"):
            return _("The agency's or a division's name"), self._change("agencies_agency", self.year.plan.agency_id)
        if part == "result":
            return self._of_result(path)
        if part == "measures" and number is not None:
            return self._of_measure(self.document.measures[number].number, path)
        if part == "rounds" and number is not None:
            round_ = self.rounds[self.document.rounds[number].kind]
            return str(round_), self._change("measures_round", round_.pk)
        if part in ("reports", "excused") and number is not None:
            return self._of_report(getattr(self.document, part)[number])
        if part in ("announcement", "signatories") and self.document.kind in self.rounds:
            round_ = self.rounds[self.document.kind]
            return str(round_), self._change("measures_round", round_.pk)
        return _("The plan, %(field)s") % {"field": self._field(part)}, self._change("measures_plan", self.year.plan.pk)

    def _of_result(self, path: tuple[str | int, ...]) -> tuple[str, str]:
        answered = self.year.answered
        url = self._change("assessments_assessment", answered.pk if answered else None)
        if path[1] == "indicators" and isinstance(path[2], int):
            values = {"number": self.document.result.indicators[path[2]].number, "field": self._field(str(path[3]))}
            return _("Indicator %(number)s, %(field)s") % values, url
        return _("The assessment result"), url

    def _of_measure(self, number: int, path: tuple[str | int, ...]) -> tuple[str, str]:
        url = self._change("measures_measure", self.measures.get(number))
        if path[2] == "steps" and isinstance(path[3], int):
            return _("Measure %(number)s, step %(step)s") % {"number": number, "step": path[3] + 1}, url
        return _("Measure %(number)s, %(field)s") % {"number": number, "field": self._field(str(path[2]))}, url

    def _of_report(self, part: ReportPart | Excused) -> tuple[str, str]:
        round_ = self.rounds[part.round]
        url = reverse("admin:measures_report_changelist") + f"?round__id__exact={round_.pk}"
        values = {"division": part.division, "number": part.measure, "round": round_}
        return _("The report of %(division)s on measure %(number)s (%(round)s)") % values, url

    def _field(self, name: str) -> str:
        known = {
            "title": _("title"),
            "introduction": _("introduction"),
            "announcement": _("text of the announcement"),
            "finding": _("finding"),
            "recommendation": _("recommendation"),
            "success_indicator": _("success indicator"),
            "target": _("value to be reached"),
            "approval": _("approval"),
            "signatories": _("signatures"),
        }
        return known.get(name, _("text"))

    def _change(self, page: str, pk: int | None) -> str:
        return reverse(f"admin:{page}_change", args=[pk]) if pk else reverse("admin:index")
