"""The HTML of the printed document as a tree, and the text of a paragraph as pieces: what is bold, what is a link."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias
from urllib.parse import quote, urlsplit

from lxml import html

from thai.digits import to_thai

Node: TypeAlias = str | html.HtmlElement

# What XML cannot hold, and so no Word file; a sign stands for it, for nothing is lost unseen.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACED = "\ufffd"
_BLANKS = re.compile("[ \t\n\r\f]+")

# Elements that stand for themselves, besides those whose class does so (styles.py): whatever is in them is no text.
BLOCKS = frozenset(
    (
        *("article", "aside", "body", "caption", "div", "figcaption", "figure", "footer", "h1", "h2", "h3", "header"),
        *("img", "li", "nav", "ol", "p", "section", "table", "ul"),
    )
)
UNSEEN = frozenset(("colgroup", "head", "script", "style", "svg", "template"))

# Classes of text that Word counts itself, and of text that stands at the right end of its line.
FIELDS = {"page-number": "PAGE", "page-count": "NUMPAGES"}
AT_THE_RIGHT = "running-foot__page"
DOTS, LINE_TO_WRITE_ON = "signature__dots", "\u00a0" * 44
URGENT = "doc-urgent"
# Longer ones, and what is no address, make Word call the whole file damaged.
LONGEST_LINK = 2000
_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of one kind within a paragraph; a `field` is text that Word counts, `is_dotted` a line to write on."""

    text: str
    is_bold: bool = False
    link: str = ""
    field: str = ""
    is_dotted: bool = False
    is_layout: bool = False


def body_of(document: str) -> html.HtmlElement:
    """The body of a whole page, without what XML cannot hold."""
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, encoding="utf-8")
    page = html.document_fromstring(_NOT_XML.sub(REPLACED, document).encode(), parser=parser)
    return page.find("body")


def classes_of(element: html.HtmlElement) -> list[str]:
    """The classes of an element, in the order in which they stand."""
    return str(element.get("class", "")).split()


def nodes_of(element: html.HtmlElement) -> Iterator[Node]:
    """What is in an element: text and elements, in their order, without what is not seen."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag not in UNSEEN:
            yield child
        if child.tail:
            yield child.tail


def pieces_of(nodes: Iterable[Node], *, is_bold: bool = False) -> list[Piece]:
    """The text of a paragraph as a browser shows it: blanks between words are one, those at its ends are none."""
    shown: list[Piece] = []
    for piece in _raw(nodes, Piece("", is_bold)):
        text = piece.text if piece.is_layout else _BLANKS.sub(" ", piece.text)
        if not shown or shown[-1].text.endswith((" ", "\n", "\t")):
            text = text.lstrip(" ")
        if text or piece.field:
            shown.append(replace(piece, text=text))
    while shown and not shown[-1].field:
        last = shown.pop()
        if text := last.text.rstrip(" \n"):
            return [*shown, replace(last, text=text)]
    return shown


def _raw(nodes: Iterable[Node], like: Piece) -> Iterator[Piece]:
    for node in nodes:
        if isinstance(node, str):
            yield replace(like, text=node)
        else:
            yield from _of_element(node, like)


def _of_element(element: html.HtmlElement, like: Piece) -> Iterator[Piece]:
    classes = classes_of(element)
    field = next((FIELDS[name] for name in classes if name in FIELDS), "")
    if element.tag == "br":
        yield replace(like, text="\n", is_layout=True)
    elif DOTS in classes:
        yield replace(like, text=LINE_TO_WRITE_ON, is_dotted=True)
    elif field:
        yield replace(like, field=field)
    else:
        if AT_THE_RIGHT in classes:
            yield replace(like, text="\t", is_layout=True)
        is_bold = like.is_bold or element.tag == "strong" or URGENT in classes
        yield from _raw(nodes_of(element), replace(like, is_bold=is_bold, link=like.link or link_of(element)))


def link_of(element: html.HtmlElement) -> str:
    """Where an element leads: that of a link, or what is written as an address of the web; empty for all else."""
    written = element.get("href") if element.tag == "a" else None
    if written is None and element.get("translate") == "no" and not len(element):
        written = (element.text or "").strip()
    return _as_link(written or "")


def _as_link(address: str) -> str:
    if not address.lower().startswith(_WEB):
        return ""
    try:
        has_host = bool(urlsplit(address).hostname)
    except ValueError:
        return ""
    link = quote(address, safe="!#$%&'()*+,/:;=?@~-._")
    return link if has_host and len(link) <= LONGEST_LINK else ""


def counted(number: int, digits: str) -> str:
    """A number that this room writes itself, in the digits of its document."""
    return to_thai(str(number)) if digits == "thai" else str(number)
