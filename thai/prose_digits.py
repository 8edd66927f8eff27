"""
Thai digits are for prose: what is an address, a code or part of a Latin name keeps its Arabic digits.

The rule, for a text as people write it. Arabic digits stay
- in addresses of the web (`https://…`, `www.…`), with Thai letters in them, to the next blank;
- in what is written together with Latin letters, over hyphens, dots and slashes: `COVID-19`, `O42`, `PM2.5`, `5G`,
  `example.go.th/2566`, `name1@example.go.th`;
- in the number of a standard after its acronym, of three digits or more: `ISO 9001`, `ISO 27001:2022`; and in the
  name of what has one: `Windows 11`, `COVID 19`.
All others are Thai: `IIT ๘๑.๑๒`, `ITA ๒๕๖๖`, `(A) ๘๕.๐๐`, `GPS ๑๒ เครื่อง`, `๓๐/๙/๒๕๖๖`.
"""

import re

from thai.digits import to_thai

# Years and scores follow these acronyms of the field, and acronyms before a year name no standard.
_OF_THE_FIELD = ("IIT", "EIT", "OIT", "ITA", "LPA", "SAO", "NACC")
_NUMBERED = ("Windows", "Android", "Office", "iOS", "COVID")
_B_E_YEAR = r"2[4-6]\d\d(?![\d:.-])"
# Possessive, so that a long text without blanks is read once.
_REFERENCE = r"& (?: \#[0-9]++ | \#[xX][0-9a-fA-F]++ | [a-zA-Z][a-zA-Z0-9]*+ ) ;?+"
_KEPT_OR_NUMBER = rf"""
    (?P<address> (?: https?:// | www\. ) \S++ )
  | (?P<standard>
      \b (?! (?: {"|".join(_OF_THE_FIELD)} ) \b ) [A-Z]{{2,}}+ [ ]
      (?! {_B_E_YEAR} ) [0-9]{{3,}}+ (?: [:-] [0-9]++ )*+
    )
  | (?P<name> \b (?: {"|".join(_NUMBERED)} ) [ ] [0-9]++ )
  | (?P<written_together> [A-Za-z0-9]++ (?: [-_./:+@=?%~]++ [A-Za-z0-9]++ )*+ )
"""
_IN_TEXT = re.compile(_KEPT_OR_NUMBER, re.VERBOSE)
_IN_HTML = re.compile(f"(?P<reference> {_REFERENCE} ) | {_KEPT_OR_NUMBER}", re.VERBOSE)
_LATIN = re.compile("[A-Za-z]")


def to_thai_in_prose(text: str) -> str:
    """The text with Thai digits where they are prose's."""
    return _IN_TEXT.sub(_written, text)


def to_thai_in_prose_of_html(text: str) -> str:
    """The same of the text between two tags of HTML, whose character references (`&#39;`) stay as they are."""
    return _IN_HTML.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    if found.lastgroup != "written_together" or _LATIN.search(found[0]):
        return found[0]
    return to_thai(found[0])
