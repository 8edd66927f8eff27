"""Finding: every text of an agency's published years, folded once in a process and looked through for each question."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import groupby

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
    """A passage and its folded texts: what it says itself and what stands around it, without and with tones."""

    passage: Passage
    own: str
    around: str
    own_exact: str
    around_exact: str

    @classmethod
    def of(cls, passage: Passage) -> "Entry":
        own = f"{passage.title}\n{passage.text}" if passage.is_named_by_title else passage.text
        around = f"{passage.title}\n{passage.source}\nปีงบประมาณ พ.ศ. {passage.year}"
        exact = folded(own, tones=True), folded(around, tones=True)
        return cls(passage, folded(own), folded(around), *exact)

    def answers(self, question: Question) -> bool:
        """Whether each word and year is in it or around it, and one of the words in it."""
        own, around = self.own, self.around
        if not all(word in own or word in around for word in question.words):
            return False
        if not all(self._names(year) for year in question.years):
            return False
        return not question.words or any(word in own for word in question.words)

    def _names(self, year: int) -> bool:
        return year in (self.passage.year, self.passage.about) or names_year(self.own, year)

    def is_exact(self, question: Question) -> bool:
        """Whether its tones are those of the question, too."""
        return all(word in self.own_exact or word in self.around_exact for word in question.exact)


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
    found = [entry for entry in index(editions) if entry.answers(question)]
    # Sorting keeps the order of the documents: newest year first, and within it as they are written.
    best = sorted(found, key=lambda entry: not entry.is_exact(question))[:MOST_SHOWN]
    best.sort(key=lambda entry: -entry.passage.year)
    return Answer(question, len(found), len(best), _by_year(best, question))


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
    """All passages of an agency, newest year first; folded once, for the hashes of the editions are their identity."""
    return _index(tuple(editions.latest(year).sha256 for year in editions.years))


@lru_cache(maxsize=32)
def _index(hashes: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(Entry.of(passage) for document in years.documents(hashes) for passage in passages(document))


def as_json(editions: PublishedEditions) -> bytes:
    """The passages for a copy of the site that searches in the reader's browser; addresses begin at the site's root."""
    root = reverse("publications:year-latest")
    found = [asdict(entry.passage) | {"address": entry.passage.address.removeprefix(root)} for entry in index(editions)]
    return json.dumps({"passages": found}, ensure_ascii=False, separators=(",", ":")).encode()
