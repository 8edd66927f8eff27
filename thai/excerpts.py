"""Where the words that somebody looks for stand in a text, and the piece of it around the first of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from thai.clusters import edges
from thai.folding import fold

MISSING = "…"


class Piece(NamedTuple):
    """A part of a text, and whether it is what was looked for."""

    text: str
    is_match: bool


def pattern_of(words: Sequence[str], numbers: Sequence[str] = ()) -> re.Pattern[str]:
    """What finds folded words, the longest of those that begin alike, and numbers that are no part of a longer one."""
    longest_first = sorted(words, key=len, reverse=True)
    found = [rf"(?<![0-9]){number}(?![0-9])" for number in numbers] + [re.escape(word) for word in longest_first]
    return re.compile("|".join(found) or r"(?!)")


def excerpt(text: str, pattern: re.Pattern[str], *, around: int | None = None) -> list[Piece]:
    """
    The text in pieces, what the pattern finds in its folded form apart; no Thai cluster is cut.

    With `around` only so many letters before and after the first match, with … where something is missing; of a text
    without any match twice as many from its beginning.
    """
    cuts = edges(text)
    spans = _spans(text, pattern, cuts)
    start, end = _window(spans, cuts, around) if around is not None else (0, len(text))
    pieces = _pieces(text, [(first, last) for first, last in spans if last <= end], start, end)
    missing = [[Piece(MISSING, is_match=False)] if is_cut else [] for is_cut in (start > 0, end < len(text))]
    return [*missing[0], *pieces, *missing[1]]


def has_match(pieces: Sequence[Piece]) -> bool:
    """Whether anything that was looked for is in the excerpt."""
    return any(piece.is_match for piece in pieces)


def _spans(text: str, pattern: re.Pattern[str], cuts: Sequence[int]) -> list[tuple[int, int]]:
    """The parts of the original that were found, each made as wide as its clusters; touching ones are one."""
    searched = fold(text)
    spans: list[tuple[int, int]] = []
    for match in pattern.finditer(searched.text):
        first, last = searched.origin(*match.span())
        first, last = cuts[bisect_right(cuts, first) - 1], cuts[bisect_left(cuts, last)]
        if spans and first <= spans[-1][1]:
            spans[-1] = (min(spans[-1][0], first), max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return spans


def _window(spans: Sequence[tuple[int, int]], cuts: Sequence[int], around: int) -> tuple[int, int]:
    first, last = spans[0] if spans else (0, around)
    start = cuts[bisect_right(cuts, max(0, first - around)) - 1]
    end = cuts[min(bisect_left(cuts, last + around), len(cuts) - 1)]
    # A second match that begins within the window is shown to its end.
    return start, max([end, *(after for before, after in spans if before < end)])


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[Piece]:
    pieces, position = [], start
    for first, last in spans:
        pieces += [Piece(text[position:first], is_match=False), Piece(text[first:last], is_match=True)]
        position = last
    return [piece for piece in (*pieces, Piece(text[position:end], is_match=False)) if piece.text]
