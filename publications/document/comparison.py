"""What readers are shown of the way from one document to another: figures, texts, measures and reports that changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeVar

from django.utils.translation import gettext as _

from measures.kinds import ROUNDS
from publications.document import Document, MeasurePart
from thai.text_diff import Piece, pieces

from . import compared
from .compared import Value, Values

Act = Literal["changed", "new", "gone"]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, in pieces that stayed, went or came; none where it is not shown."""

    what: str
    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document in which something differs; `name` is how the document calls it, in Thai."""

    heading: str
    name: str
    act: Act
    changes: tuple[Change, ...]


def compare(before: Document, after: Document) -> tuple[Section, ...]:
    """Everything that readers see differ, in the order of the document; empty when nothing does.

    A measure is the same as long as it bears its title or its number, so that numbering anew is told as such.
    """
    renumbered = _renumbered(before, after)
    return (
        *_section(_("The document"), compared.of_document(before), compared.of_document(after)),
        *_section(_("Result of the assessment"), compared.of_result(before), compared.of_result(after)),
        *_section(_("Analysis of the indicators"), compared.of_analysis(before), compared.of_analysis(after)),
        *_rounds(before, after),
        *_measures(before, after, renumbered),
        *_reports(before, after, renumbered),
    )


def _section(heading: str, old: Values, new: Values, *, name: str = "", act: Act = "changed") -> Iterator[Section]:
    """The section, if anything in it differs."""
    changes = tuple(_changes(old, new))
    if changes:
        yield Section(heading, name, act, changes)


def _of_two(
    heading: str, old: Mapping[Key, Values], new: Mapping[Key, Values], key: Key, *, name: str = ""
) -> Iterator[Section]:
    """The section of a part that one of the documents may not have."""
    act: Act = "new" if key not in old else "gone" if key not in new else "changed"
    yield from _section(heading, old.get(key, {}), new.get(key, {}), name=name, act=act)


def _rounds(before: Document, after: Document) -> Iterator[Section]:
    old, new = ({part.kind: compared.of_round(part) for part in document.rounds} for document in (before, after))
    for kind in dict.fromkeys([*old, *new]):
        yield from _of_two(str(ROUNDS[kind].name), old, new, kind)


def _measures(before: Document, after: Document, renumbered: Mapping[int, int]) -> Iterator[Section]:
    """By the number of the newer document; those that are left out stand at the end."""
    then = {renumbered.get(part.number, -part.number): part for part in before.measures}
    now = {part.number: part for part in after.measures}
    old, new = _values_of(then), _values_of(now)
    for number in [*now, *(number for number in then if number not in now)]:
        part = now.get(number) or then[number]
        heading = _("Measure %(number)s") % {"number": part.number}
        yield from _of_two(heading, old, new, number, name=part.title)


def _values_of(measures: Mapping[int, MeasurePart]) -> dict[int, Values]:
    return {number: compared.of_measure(part) for number, part in measures.items()}


def _renumbered(before: Document, after: Document) -> dict[int, int]:
    """The number in the newer document of each measure that both have: the one of its title, else of its number."""
    titles = {part.title: part.number for part in after.measures}
    found = {part.number: titles.pop(part.title) for part in before.measures if part.title in titles}
    left = set(titles.values())
    same = {part.number: part.number for part in before.measures if part.number in left and part.number not in found}
    return found | same


def _reports(before: Document, after: Document, renumbered: Mapping[int, int]) -> Iterator[Section]:
    old = {
        (kind, renumbered.get(measure, -measure), division): values
        for (kind, measure, division), values in compared.of_reports(before).items()
    }
    new = compared.of_reports(after)
    for kind, measure, division in dict.fromkeys([*new, *old]):
        about = {"round": ROUNDS[kind].name, "number": abs(measure)}
        heading = _("%(round)s, report on measure %(number)s") % about
        yield from _of_two(heading, old, new, (kind, measure, division), name=division)


def _changes(old: Values, new: Values) -> Iterator[Change]:
    nothing = Value()
    for what in dict.fromkeys([*old, *new]):
        before, after = old.get(what, nothing), new.get(what, nothing)
        if before.lines or after.lines:
            yield from _lines(what, before, after)
        elif before.text != after.text:
            yield _change(what, before, after)


def _change(what: str, before: Value, after: Value) -> Change:
    kind = after.kind if after.text else before.kind
    shown = () if kind == "secret" else tuple(pieces(before.text, after.text))
    return Change(what, kind, shown)


def _lines(what: str, before: Value, after: Value) -> Iterator[Change]:
    """The entries of a list that were reworded, came or went, each by the number that it has (or had)."""
    matcher = SequenceMatcher(None, before.lines, after.lines, autojunk=False)
    for act, start, end, new_start, new_end in matcher.get_opcodes():
        if act == "equal":
            continue
        old, new = before.lines[start:end], after.lines[new_start:new_end]
        for place in range(max(len(old), len(new))):
            number = (new_start if place < len(new) else start) + place + 1
            pair = (Value(lines[place], "thai") if place < len(lines) else Value() for lines in (old, new))
            yield _change(f"{what} {number}", *pair)
