"""Where a text may be cut: between a letter with its vowels and tones and the next one, and never inside."""

import re

# A character with the vowel written before it (แ is sometimes typed as two เ), and all that stands above, below or
# hangs on it: marks, sara am, accents of Latin letters, and signs without width among them.
_BEFORE = r"(?:[\u0e40-\u0e44]{1,2}(?=[\u0e01-\u0e2e]))?"
_ON_IT = r"[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]*"
CLUSTER = re.compile(f"{_BEFORE}.{_ON_IT}", re.DOTALL)


def clusters(text: str) -> list[str]:
    """The text in pieces that may be torn from each other; they add up to it."""
    return CLUSTER.findall(text)


def edges(text: str) -> list[int]:
    """The positions at which the text may be cut, from 0 to its length."""
    return [0, *(cluster.end() for cluster in CLUSTER.finditer(text))]
