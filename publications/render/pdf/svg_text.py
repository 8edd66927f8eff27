"""
Thai inside pictures: WeasyPrint 70 shapes the text of an SVG letter by letter, so that of ที่ only ที can be seen.

A tone mark that does not know the vowel below it is drawn into that vowel (Kozea/WeasyPrint#2249, open). Here a text
whose letters have no places of their own is handed over as one piece, as the maintainers propose there. Once WeasyPrint
does so itself, this module goes; tests/publications/charts/ sees where the tone mark stands.
"""

from collections.abc import Iterator

from weasyprint.svg import Node

_PLACES = ("x", "y", "dx", "dy", "rotate")
_SPREAD = ("letter-spacing", "textLength")


class _Whole(str):
    """A text that gives itself in one piece to whoever goes through it letter by letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


def shape_texts_as_a_whole() -> None:
    """Let WeasyPrint draw SVG text with all marks in their places, from now on and in the whole process."""
    Node.text = property(_text)


def _text(node: Node) -> str | None:
    """Stand in for Node.text, which drawing reads."""
    text = node._etree_node.text
    return text if not text or _is_placed_by_letter(node) else _Whole(text)


def _is_placed_by_letter(node: Node) -> bool:
    lists = (node.get(name, "").replace(",", " ").split() for name in _PLACES)
    return any(node.get(name) for name in _SPREAD) or any(len(places) > 1 for places in lists)
