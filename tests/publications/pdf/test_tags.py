"""A second judge of the tags beside veraPDF: a walk through the whole tree that shares no line with what wrote it."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary

from publications.models import PublishedFile
from publications.public.editions import read
from publications.render import pdf
from tests import followed_up
from tests.publications.pdf.printing import SHA256, changed

pytestmark = pytest.mark.django_db

# In what an element of a kind may stand (ISO 32000-1, 14.8.4.3); what is not named may stand anywhere.
MAY_STAND_IN = {
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "Caption": {"Table", "Div"},
}
# What an element of a kind has to say: a key of its own, or one of its attributes.
MUST_SAY = {"Figure": "/Alt", "TH": "/Scope", "L": "/ListNumbering"}


def kids(element) -> list:
    found = element.get("/K", [])
    return list(found) if isinstance(found, Array) else [found]


def is_element(kid) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def walk(element, parent: str = "") -> Iterator[tuple]:
    """Every element with its kind and that of its parent."""
    kind = str(element.S).removeprefix("/") if "/S" in element else ""
    if kind:
        yield element, kind, parent
    for kid in kids(element):
        if is_element(kid):
            yield from walk(kid, kind)


def faults(opened: pikepdf.Pdf) -> list[str]:
    found = []
    for element, kind, parent in walk(opened.Root.StructTreeRoot):
        if parent not in MAY_STAND_IN.get(kind, {parent}):
            found.append(f"{kind} in {parent}")
        said = MUST_SAY.get(kind)
        if said and not str(element.get(said) or element.get("/A", Dictionary()).get(said, "")):
            found.append(f"{kind} without {said}")
        if not kids(element):
            found.append(f"{kind} is empty")
        found += [f"a part of {kind} leads elsewhere" for kid in kids(element) if leads_elsewhere(kid, element)]
    return found + faults_of_references(opened)


def leads_elsewhere(kid, element) -> bool:
    return is_element(kid) and kid.P.objgen != element.objgen


def faults_of_references(opened: pikepdf.Pdf) -> list[str]:
    """Every marked piece of a page in one element at most, and every element found again from its piece."""
    entries = opened.Root.StructTreeRoot.ParentTree.Nums
    by_key = {int(entries[number]): entries[number + 1] for number in range(0, len(entries), 2)}
    keys = {page.objgen: int(page.StructParents) for page in opened.pages}
    pieces, found = Counter(), []
    for element, kind, _parent in walk(opened.Root.StructTreeRoot):
        for kid in kids(element):
            if isinstance(kid, Dictionary):
                if kid.get("/Type") == "/OBJR" and by_key[int(kid.Obj.StructParent)].objgen != element.objgen:
                    found.append(f"{kind} is not what its link leads to")
                continue
            pieces[element.Pg.objgen, int(kid)] += 1
            if by_key[keys[element.Pg.objgen]][int(kid)].objgen != element.objgen:
                found.append(f"{kind} is not what its piece leads to")
    found += [f"a piece stands in {count} elements" for count in pieces.values() if count > 1]
    return found + [f"a piece of page {page} stands in no element" for page in loose_pieces(opened, pieces)]


def loose_pieces(opened: pikepdf.Pdf, pieces: Counter) -> list[int]:
    """The pages on which something is marked as a piece of an element, which is none of the tree."""
    return [
        number
        for number, page in enumerate(opened.pages, start=1)
        for instruction in pikepdf.parse_content_stream(page)
        if str(instruction.operator) == "BDC" and "/MCID" in instruction.operands[1]
        if not pieces[page.objgen, int(instruction.operands[1].MCID)]
    ]


def kinds(opened: pikepdf.Pdf) -> set[str]:
    return {kind for _element, kind, _parent in walk(opened.Root.StructTreeRoot)}


@pytest.fixture
def reported() -> bytes:
    document = changed(read(followed_up.freeze_followed_up()), base_url="https://ita.example.go.th")
    return pdf.render(document, sha256=SHA256, pictures=small_picture)


def small_picture(sha256: str) -> bytes:
    with PublishedFile.objects.get(sha256=sha256).thumbnail.open() as file:
        return file.read()


def test_the_tags_of_a_plan_stand_where_they_may_and_lead_to_what_they_name(printed):
    with pikepdf.open(BytesIO(printed)) as opened:
        assert kinds(opened) >= {"L", "Lbl", "Table", "TH", "Figure", "Link"}
        assert faults(opened) == []


def test_the_tags_of_a_report_with_pictures_stand_where_they_may_too(reported):
    with pikepdf.open(BytesIO(reported)) as opened:
        assert kinds(opened) >= {"Caption", "Figure", "TFoot"}
        assert faults(opened) == []


def test_the_running_head_and_foot_are_marked_as_what_is_not_read_aloud(printed):
    with pikepdf.open(BytesIO(printed)) as opened:
        elements = {element.objgen for element, _kind, _parent in walk(opened.Root.StructTreeRoot)}
        written = {item.objgen for item in opened.objects if is_element(item) and item.get("/Type") == "/StructElem"}
        assert written == elements
        for page in list(opened.pages)[1:]:
            assert artifacts_of(page) == 4, "head, whose document and edition, hashes, number of the page"


def artifacts_of(page) -> int:
    """How many pieces of text a page has that are marked as belonging to its edge."""
    return sum(
        str(instruction.operator) == "BDC" and str(instruction.operands[0]) == "/Artifact"
        for instruction in pikepdf.parse_content_stream(page)
        if len(instruction.operands) == 2
    )
