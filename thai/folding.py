"""
Thai and Latin as they are searched: written alike what is meant alike, whatever keys it was typed with.

Folded away are upper case, width and other forms of a letter (NFKD), accents of Latin letters, Thai digits, the order
in which marks were typed, marks typed twice, two เ for แ, sara am in one piece or in two, signs without width, kinds
of dashes and quotation marks, and runs of blanks. Tones go too, unless they are asked for. static/js/folding.js does
the same in a browser; a test holds one against the other.
"""

import re
import unicodedata
from dataclasses import dataclass

from thai.digits import to_arabic

_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
# What stands on a letter, in the order in which it is written down: below, above, tone, silencer. Sara am is nikhahit,
# a tone and sara aa, so that sara aa comes last.
_MARKS = "\u0e3a\u0e38\u0e39\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d\u0e4e" + _TONES + "\u0e4c\u0e32"
_TO_ORDER = re.compile(f" {{2,}}|\u0e40\u0e40|[{_MARKS}]{{2,}}")
_SAME = str.maketrans({"\u0e45": "\u0e32", "‘": "'", "’": "'", "“": '"', "”": '"'})
# More letters than any agency writes; what is beyond is folded anew each time, so that nobody can fill the memory.
_MOST_KEPT = 5000


class _Letters(dict[int, str]):
    """What each code point is folded to; a table for str.translate that writes itself."""

    def __init__(self, dropped: str) -> None:
        super().__init__({ord(letter): "" for letter in dropped})

    def __missing__(self, code: int) -> str:
        folded = _letter(chr(code))
        if len(self) < _MOST_KEPT:
            self[code] = folded
        return folded


def _letter(letter: str) -> str:
    alike = unicodedata.normalize("NFKD", to_arabic(letter)).lower().translate(_SAME)
    return "".join(map(_part, alike))


def _part(letter: str) -> str:
    category = unicodedata.category(letter)
    if category[0] == "Z" or category == "Cc":
        return " "
    if category == "Pd":
        return "-"
    is_dropped = category == "Cf" or (category == "Mn" and letter not in _MARKS)
    return "" if is_dropped else letter


_WITHOUT_TONES = _Letters(_TONES)
_WITH_TONES = _Letters("")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its letters, the position in the original at which that stands."""

    text: str
    origins: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original, from where to before where, of the letters `start` to before `end`."""
        found = self.origins[start:end]
        return min(found), max(found) + 1


def folded(text: str, *, tones: bool = False) -> str:
    """The text as it is searched, without tones unless `tones`; folding it again changes nothing."""
    letters = text.translate(_WITH_TONES if tones else _WITHOUT_TONES)
    return _TO_ORDER.sub(lambda run: _ordered(run[0]), letters)


def fold(text: str) -> Folded:
    """The same without tones, with the way back to the original."""
    letters = [_WITHOUT_TONES[code] for code in map(ord, text)]
    origins = [position for position, folded_to in enumerate(letters) for _letter in folded_to]
    typed = "".join(letters)
    end, written, found = 0, "", list[int]()
    for run in _TO_ORDER.finditer(typed):
        ordered = _ordered(run[0])
        written += typed[end : run.start()] + ordered
        # แ stands where the first of two เ stood.
        found += origins[end : run.start()] + [origins[run.start() + max(0, run[0].find(mark))] for mark in ordered]
        end = run.end()
    return Folded(written + typed[end:], (*found, *origins[end:]))


def _ordered(run: str) -> str:
    if run[0] == " ":
        return " "
    if run[0] == "\u0e40":
        return "\u0e41"
    return "".join(sorted(set(run), key=_MARKS.index))
