"""Finding: every text of an agency's published years, folded once in a process and looked through for each question."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import groupby, islice

from django.urls import reverse

from thai.excerpts import Piece, excerpt, has_match
from thai.folding import folded

from . import years
from .editions import PublishedEditions
from .passages import Passage, passages
from .question import Question, names_year

MOST_SHOWN = 50
# In letters, before and after the first match.
AROUND = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage and its folded texts: what it says itself, the same and what stands around it, and that with tones."""

    passage: Passage
    own: str
    whole: str
    exact: str

    @classmethod
    def of(cls, passage: Passage) -> "Entry":
        """Fold a passage. No folded text holds the line break at which the two are joined."""
        own = f"{passage.title}\n{passage.text}" if passage.is_named_by_title else passage.text
        around = f"{passage.title}\n{passage.source}\nปีงบประมาณ พ.ศ. {passage.year}"
        loosely = folded(own)
        exact = "\n".join(folded(text, tones=True) for text in (own, around))
        return cls(passage, loosely, f"{loosely}\n{folded(around)}", exact)

    def is_of(self, year: int) -> bool:
        """Whether it stands in the document of a fiscal year, or names the year."""
        return self.passage.year == year or names_year(self.own, year)

    def is_exact(self, question: Question) -> bool:
        """Whether its tones are those of the question, too."""
        return all(word in self.exact for word in question.exact)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers, with the matches in its title and around the first one in its text."""

    passage: Passage
    title: Sequence[Piece]
    context: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was found: how many passages, and the first of them by fiscal year, newest first."""

    question: Question
    total: int
    shown: int
    by_year: Sequence[tuple[int, Sequence[Hit]]]


def find(editions: PublishedEditions, typed: str) -> Answer:
    """What the newest readable edition of each year says to the question; those with its very tones come first."""
    question = Question.read(typed)
    if not question.words and not question.years:
        return Answer(question, 0, 0, ())
    found = _answering(index(editions), question)
    best = _best(found, question)
    return Answer(question, len(found), len(best), _by_year(best, question))


def _answering(entries: Sequence[Entry], question: Question) -> Sequence[Entry]:
    """Those in or around which each word and year stands, and one of the words in them; in their order."""
    for word in question.words:
        entries = [entry for entry in entries if word in entry.whole]
    if not question.words:
        return [entry for entry in entries if all(entry.is_of(year) for year in question.years)]
    # With words, a result is found by its own year, too; a year alone would find most of the next year's document.
    for year in question.years:
        entries = [entry for entry in entries if entry.passage.about == year or entry.is_of(year)]
    return [entry for entry in entries if any(word in entry.own for word in question.words)]


def _best(found: Sequence[Entry], question: Question) -> list[Entry]:
    """As many as are shown, those with the tones of the question first; by year, newest first."""
    exact = list(islice((entry for entry in found if entry.is_exact(question)), MOST_SHOWN))
    rest = [] if len(exact) == MOST_SHOWN else (entry for entry in found if not entry.is_exact(question))
    best = [*exact, *islice(rest, MOST_SHOWN - len(exact))]
    # Sorting keeps what stands in order within a year.
    return sorted(best, key=lambda entry: -entry.passage.year)


def _by_year(entries: Iterable[Entry], question: Question) -> list[tuple[int, list[Hit]]]:
    pattern = question.pattern
    grouped = groupby((entry.passage for entry in entries), key=lambda passage: passage.year)
    return [(year, [_hit(passage, pattern) for passage in found]) for year, found in grouped]


def _hit(passage: Passage, pattern: re.Pattern[str]) -> Hit:
    """The passage with what was found; what is its own title shows its text only where that was found, too."""
    context = excerpt(passage.text, pattern, around=AROUND)
    is_shown = has_match(context) or not passage.is_named_by_title
    return Hit(passage, excerpt(passage.title, pattern), context if is_shown else [])


def index(editions: PublishedEditions) -> tuple[Entry, ...]:
    """All passages of an agency, newest year first."""
    return entries_of(tuple(editions.latest(year).sha256 for year in editions.years))


# Those of a large agency take some 10 MB.
@lru_cache(maxsize=16)
def entries_of(hashes: tuple[str, ...]) -> tuple[Entry, ...]:
    """The passages of the editions with these SHA-256, folded; kept, since their hashes are their identity."""
    return tuple(Entry.of(passage) for document in years.documents(hashes) for passage in passages(document))


def as_json(editions: PublishedEditions) -> bytes:
    """The passages for a copy of the site that searches in the reader's browser; addresses begin at the site's root."""
    root = reverse("publications:year-latest")
    found = [asdict(entry.passage) | {"address": entry.passage.address.removeprefix(root)} for entry in index(editions)]
    return json.dumps({"passages": found}, ensure_ascii=False, separators=(",", ":")).encode()
