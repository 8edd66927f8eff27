"""
What the tags of a printed file say beyond WeasyPrint's: scopes of headers, numbering of lists, what links do.

Names and rules: ISO 32000-1, 14.8.4 and 14.8.5, and ISO 14289-1, 7.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def complete(pdf: pikepdf.Pdf) -> None:
    """Complete the tags of a file just written by WeasyPrint."""
    for element in list(_below(pdf.Root.StructTreeRoot)):
        if element.S == Name.TH:
            _give_scope(element)
        elif element.S == Name.L:
            _give_numbering(element)
        elif Name.Caption == element.S:
            _stand_beside_its_picture(element)
        _leave_out_empty_spans(element)
    pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    for link in _links(pdf):
        link.Contents = pikepdf.String(_what_it_does(link, pdf, pages))


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids: Any = element.get("/K", [])
    kids = kids if isinstance(kids, Array) else [kids]
    return [kid for kid in kids if isinstance(kid, Dictionary) and kid.get("/Type") == "/StructElem"]


def _below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """All structure elements below one, in reading order."""
    for child in _children(element):
        yield child
        yield from _below(child)


# Tables


def _give_scope(header: pikepdf.Object) -> None:
    """A header in the head of a table speaks for its column, any other for its row."""
    in_head = Name.THead == header.P.P.S
    if "/A" in header:
        header.A.Scope = Name.Column if in_head else Name.Row


# Lists


def _give_numbering(list_: pikepdf.Object) -> None:
    """Numbers drawn as text become labels of their items; a list without any says that it has none."""
    labels = [_label(item) for item in _children(list_) if item.S == Name.LI]
    numbering = Name.Decimal if any(labels) else Name("/None")
    list_.A = Dictionary(O=Name.List, ListNumbering=numbering)


def _label(item: pikepdf.Object) -> bool:
    """Whether the item begins with a number, which then stands beside its body and not in it."""
    holder = item
    while (first := next(iter(_children(holder)), None)) is not None and first.S in (Name.LBody, Name.P):
        holder = first
    if first is None or Name.NonStruct != first.S or holder is item:
        return False
    del holder.K[0]
    first.S, first.P = Name.Lbl, item
    item.K.insert(0, first)
    return True


# Pictures, and what holds nothing


def _stand_beside_its_picture(caption: pikepdf.Object) -> None:
    """A caption and its picture stand in one division; WeasyPrint gives them none, and the caption's text another."""
    if Name.Caption == caption.P.S:
        caption.S = Name.P
    elif Name.NonStruct == caption.P.S:
        caption.P.S = Name.Div


def _leave_out_empty_spans(element: pikepdf.Object) -> None:
    """Dots for a hand and numbers that are drawn elsewhere leave spans in which nothing stands."""
    kids = element.get("/K")
    if isinstance(kids, Array):
        element.K = Array([kid for kid in kids if not _is_empty_span(kid)])


def _is_empty_span(kid: pikepdf.Object) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/S") == "/Span" and len(kid.get("/K", [])) == 0


# Links


def _links(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        yield from (annotation for annotation in page.get("/Annots", []) if annotation.Subtype == Name.Link)


def _what_it_does(link: pikepdf.Object, pdf: pikepdf.Pdf, pages: dict[Any, int]) -> str:
    """In Thai, as the document is: WeasyPrint says the name of the place alone, which means nothing to a reader."""
    if "/A" in link:
        return f"เปิด {link.A.URI}"
    place = pikepdf.NameTree(pdf.Root.Names.Dests)[str(link.Dest)]
    return f"ไปที่หน้า {pages[place[0].objgen]}"
