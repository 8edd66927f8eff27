"""What a reader looks for: words and years, read out of whatever was typed."""

import re
import unicodedata
from dataclasses import dataclass

from thai.calendar import BUDDHIST_OFFSET, BUDDHIST_YEARS, CHRISTIAN_YEARS
from thai.excerpts import pattern_of
from thai.folding import folded

# In letters; what is longer is cut, and the reader is told so.
LONGEST = 200
# A year as a word of its own, in a folded text: 2566, พ.ศ. 2566, ปีงบประมาณ 2566, ค.ศ. 2023, fiscal year 2023.
_YEAR = re.compile(
    r"(?:^|(?<= ))(?:ปีงบประมาณ|ปี|fiscal year|year|fy)? ?"
    r"(?:(?P<buddhist>พ\.? ?ศ\.?|b\.?e\.?)|(?P<christian>ค\.? ?ศ\.?|c\.?e\.?|a\.?d\.?))? ?(?P<year>[0-9]{4})(?= |$)"
)

_THAI = re.compile("[\u0e01-\u0e5b]")


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: `text` as it is shown again, the folded `words` without and `exact` with tones, years B.E."""

    text: str
    is_cut: bool
    words: tuple[str, ...]
    exact: tuple[str, ...]
    years: tuple[int, ...]

    @classmethod
    def read(cls, typed: str) -> "Question":
        """Read what was typed; any text can be read, and of one without letters nothing is left to look for."""
        text = _shown(typed[: LONGEST + 1])
        is_cut = len(typed) > LONGEST
        text = text[:LONGEST].strip()
        words, years = _parts(folded(text))
        exact, _years = _parts(folded(text, tones=True))
        return cls(text, is_cut, words, exact, years)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed at all."""
        return not self.text

    @property
    def is_thai(self) -> bool:
        """Whether Thai letters are in it, to be read aloud as Thai."""
        return _THAI.search(self.text) is not None

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds the words and years in a folded text."""
        return pattern_of(self.words, [number for year in self.years for number in numbers_of(year)])


def numbers_of(year: int) -> tuple[str, str]:
    """A year B.E. as texts write it: by both eras."""
    return str(year), str(year - BUDDHIST_OFFSET)


def names_year(text: str, year: int) -> bool:
    """Whether a folded text names a year B.E., by one of both eras and not within a longer number."""
    numbers = numbers_of(year)
    # A plain search first, because most texts name no year.
    return any(number in text for number in numbers) and pattern_of((), numbers).search(text) is not None


def _shown(typed: str) -> str:
    """What can be shown in a page: control characters are blanks, other signs that nobody sees are left out."""
    seen = (" " if unicodedata.category(sign) == "Cc" else sign for sign in typed)
    return "".join(sign for sign in seen if unicodedata.category(sign)[0] != "C")


def _parts(asked: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    years: list[int] = []

    def take(match: re.Match[str]) -> str:
        year = _buddhist(match)
        if year is None:
            return match[0]
        years.append(year)
        return ""

    words = _YEAR.sub(take, asked).split()
    return tuple(dict.fromkeys(words)), tuple(dict.fromkeys(years))


def _buddhist(match: re.Match[str]) -> int | None:
    """The year B.E. that a match means, or None for a number that is no year of its era."""
    number = int(match["year"])
    if number in BUDDHIST_YEARS and not match["christian"]:
        return number
    if number in CHRISTIAN_YEARS and not match["buddhist"]:
        return number + BUDDHIST_OFFSET
    return None
