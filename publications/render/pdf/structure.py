"""What the tags of a printed file say beyond WeasyPrint's: headers of tables have a scope, lists their numbering, links words."""

from collections.abc import Iterator

import pikepdf


def complete(pdf: pikepdf.Pdf) -> None:
    """Complete the tags of a file just written by WeasyPrint."""
    for element in _elements(pdf.Root.StructTreeRoot):
        if element.S == "/TH":
            _give_scope(element)
        elif element.S == "/L":
            _give_numbering(element)


def _elements(parent: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """All structure elements below `parent`, in reading order."""
    children = parent.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and child.get("/Type") == "/StructElem":
            yield child
            yield from _elements(child)


def _give_scope(header: pikepdf.Dictionary) -> None:
    """A header in the head of a table speaks for its column, any other for its row."""
    attributes = header.get("/A")
    in_head = header.P.get("/P", {}).get("/S") == "/THead"
    scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
    if isinstance(attributes, pikepdf.Dictionary) and attributes.get("/O") == "/Table":
        attributes.Scope = scope


def _give_numbering(list_: pikepdf.Dictionary) -> None:
    list_.A = pikepdf.Dictionary(O=pikepdf.Name.List, ListNumbering=pikepdf.Name("/None"))
