"""Thai digits in the text of finished HTML, and nowhere else in it."""

import re
from typing import NamedTuple

from thai.prose_digits import to_thai_in_prose_of_html

# What is not text, told apart as the HTML standard's tokenizer does (https://html.spec.whatwg.org/#tokenization).
# Possessive quantifiers keep it linear; what is never closed runs to the end, as in a browser.
_BLANK = r"[\t\n\f\r ]"
_ATTRIBUTE = rf"""
    (?P<name> [^\t\n\f\r />][^\t\n\f\r />=]*+ )
    (?: {_BLANK}*+ = {_BLANK}*+ (?P<value> "[^"]*+"?+ | '[^']*+'?+ | [^\t\n\f\r >"'][^\t\n\f\r >]*+ )?+ )?+
"""
_MARKUP = re.compile(
    rf"""
      <!-- (?: -?> | .*? (?: --!?> | \Z ) )
    | <[!?] [^>]*+ >?+
    | </[^a-zA-Z>] [^>]*+ >?+
    | < (?P<closing>/?+) (?P<tag>[a-zA-Z][^\t\n\f\r />]*+)
        (?P<attributes> (?: {_BLANK} | / | {_ATTRIBUTE} )*+ ) >?+
    """,
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTES = re.compile(_ATTRIBUTE, re.VERBOSE)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_RAW_TEXT = frozenset(("iframe", "noembed", "noframes", "script", "style", "textarea", "xmp"))


class _Element(NamedTuple):
    tag: str
    translated: bool


def thai_numerals(html: str) -> str:
    """
    Return the HTML with 0–9 as ๐–๙ in its text, where the digits are prose's (prose_digits.py).

    Tags with their attributes, comments, character references (`&#x27;`), the contents of style, script and
    textarea, and elements marked `translate="no"` (codes, addresses, hashes; `translate="yes"` inside them
    turns it on again) stay byte for byte. Nothing is parsed and written anew: what was escaped stays escaped.
    """
    written: list[str] = []
    open_elements: list[_Element] = []
    position = 0
    while match := _MARKUP.search(html, position):
        text = html[position : match.start()]
        written.append(to_thai_in_prose_of_html(text) if _is_translated(open_elements) else text)
        position = _end_of_raw_text(html, match) if match["tag"] else match.end()
        written.append(html[match.start() : position])
        if match["tag"]:
            _follow(match, open_elements)
    rest = html[position:]
    written.append(to_thai_in_prose_of_html(rest) if _is_translated(open_elements) else rest)
    return "".join(written)


def _is_translated(open_elements: list[_Element]) -> bool:
    return open_elements[-1].translated if open_elements else True


def _end_of_raw_text(html: str, match: re.Match[str]) -> int:
    """Return where the tag ends, or, for an element whose content is no HTML, where its end tag begins."""
    tag = match["tag"].lower()
    if match["closing"] or tag not in _RAW_TEXT:
        return match.end()
    end = re.compile(rf"</{tag}(?=[\t\n\f\r />])", re.IGNORECASE).search(html, match.end())
    return end.start() if end else len(html)


def _follow(match: re.Match[str], open_elements: list[_Element]) -> None:
    """Open or close the element of a tag; an end tag also closes what was left open inside its element."""
    tag = match["tag"].lower()
    if not match["closing"]:
        if tag not in _VOID:
            translated = _translate_attribute(match["attributes"], inherited=_is_translated(open_elements))
            open_elements.append(_Element(tag, translated))
        return
    for index in reversed(range(len(open_elements))):
        if open_elements[index].tag == tag:
            del open_elements[index:]
            return


def _translate_attribute(attributes: str, *, inherited: bool) -> bool:
    for attribute in _ATTRIBUTES.finditer(attributes):
        if attribute["name"].lower() == "translate":
            value = (attribute["value"] or "").strip("\"'").lower()
            return {"no": False, "yes": True, "": True}.get(value, inherited)
    return inherited
