"""
What stands on every page and belongs to no text: running head and foot, which a page read aloud leaves out.

WeasyPrint tags them as text and hangs them nowhere in the tree. ISO 14289-1, 7.8 wants them marked as artifacts.
"""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

# As WeasyPrint writes it, before anything was added.
_MARKED = re.compile(rb"/\w+\n<</MCID (?P<number>\d+)>>\nBDC\n")
_ARTIFACT = b"/Artifact\n<</Type /Pagination>>\nBDC\n"


def mark(pdf: pikepdf.Pdf) -> None:
    """Mark every piece of a page that no element of the tree holds as an artifact, and forget its own element."""
    held: set[tuple[Any, int]] = set(_held(pdf.Root.StructTreeRoot))
    entries = pdf.Root.StructTreeRoot.ParentTree.Nums
    elements = {int(entries[place]): entries[place + 1] for place in range(0, len(entries), 2)}
    for page in pdf.pages:
        of_page = elements[int(page.StructParents)]
        loose = {number for number in range(len(of_page)) if (page.objgen, number) not in held}
        for number in loose:
            of_page[number] = None
        page.Contents.write(_with_artifacts(page.Contents.read_bytes(), loose))


def _with_artifacts(drawn: bytes, loose: set[int]) -> bytes:
    return _MARKED.sub(lambda found: _ARTIFACT if int(found["number"]) in loose else found[0], drawn)


def _held(element: pikepdf.Object) -> Iterator[tuple[Any, int]]:
    """The pieces that an element and those below it hold, each by its page and its number there."""
    kids: Any = element.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _held(kid)
        elif isinstance(kid, Dictionary) and "/MCID" in kid:
            yield (kid if "/Pg" in kid else element).Pg.objgen, int(kid.MCID)
        elif isinstance(kid, int):
            yield element.Pg.objgen, kid
