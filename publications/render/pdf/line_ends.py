"""
Where a printed line must not end: within a date, after "พ.ศ.", after the dash before a month, within a place's name.

No-break spaces and word joiners (U+2060) do not hold Pango 1.50 back where it looks for the words of Thai, so that what
belongs together is a box of its own, which breaks only where a column is narrower. Words are held by whole_words.py.
"""

import re
from collections.abc import Iterable

from django.utils.html import escape

from thai.calendar import THAI_MONTHS, THAI_MONTHS_SHORT

_MONTHS = "|".join(map(re.escape, (*THAI_MONTHS, *THAI_MONTHS_SHORT)))
_DIGIT = "[0-9๐-๙]"
_DATES = rf"""
      (?<! {_DIGIT} ) {_DIGIT}{{1,2}} [ ] (?: {_MONTHS} ) [ ] (?: พ\.ศ\. [ ] )? {_DIGIT}{{4}} (?! {_DIGIT} )
    | (?: [-–] [ ] )? (?: {_MONTHS} ) [ ] พ\.ศ\. [ ] {_DIGIT}{{4}} (?! {_DIGIT} )
    | พ\.ศ\. [ ] {_DIGIT}{{4}} (?! {_DIGIT} )
    | [-–] [ ] (?: {_MONTHS} )
"""
# What stands before the name of a place and goes with it.
_KINDS = "ตำบล|อำเภอ|จังหวัด"
# What is left alone as a whole: head, pictures, and links, in which a box would be a second link; every tag, for its
# attributes.
_TEXT_OR_NOT = re.compile(r"(?P<not>(?s:<head\b.*?</head>|<svg\b.*?</svg>|<a\b.*?</a>)|<[^>]*+>)|(?P<text>[^<]++)")


def kept_together(html: str, places: Iterable[str] = ()) -> str:
    """The page with a box around everything in its text that belongs on one line; `places` are names without a kind."""
    names = [rf"(?: {_KINDS} )? {re.escape(escape(place))}" for place in places if place]
    together = re.compile("|".join([_DATES, *names]), re.VERBOSE)
    return _TEXT_OR_NOT.sub(lambda found: found["not"] or together.sub(_boxed, found["text"]), html)


def _boxed(found: re.Match[str]) -> str:
    return f'<span class="keep-together">{found[0]}</span>'
