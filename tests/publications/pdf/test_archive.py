"""The printed file as an archive keeps it: both standards at once, the data inside, tags that say what things are."""

import json
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Name

from publications.document import sha256_of
from publications.models import PublishedFile
from publications.public.editions import read
from publications.render import pdf
from publications.render.pdf import archive, structure
from tests import followed_up
from tests.publications.pdf.judges import faults
from tests.publications.pdf.printing import SHA256, changed

pytestmark = pytest.mark.django_db

PROFILES = pytest.mark.parametrize("profile", ["3a", "ua1"])
BASE = "https://ita.example.go.th"


@pytest.fixture
def reported() -> bytes:
    """A report with pictures, links, tables, a redacted file."""
    document = changed(read(followed_up.freeze_followed_up()), base_url=BASE)
    return pdf.render(document, sha256=SHA256, pictures=small_picture)


def small_picture(sha256: str) -> bytes:
    with PublishedFile.objects.get(sha256=sha256).thumbnail.open() as file:
        return file.read()


# Both standards


@PROFILES
def test_a_plan_conforms(printed, profile):
    assert faults(printed, profile) == []


@PROFILES
def test_a_report_with_pictures_and_links_conforms(reported, profile):
    assert faults(reported, profile) == []


@PROFILES
def test_a_plan_with_remarks_signatories_and_the_year_before_conforms(sample, profile):
    remark = {"key": "k", "message": "ข้อความ", "reason": "เหตุผล", "instrument": "", "indicators": []}
    signatories = [{"role": "preparer", "name": "นางสมศรี", "position": "นักวิเคราะห์"}]
    document = changed(sample, remarks=[remark], signatories=signatories, base_url=BASE)
    assert faults(pdf.render(document, sha256=SHA256), profile) == []


@PROFILES
def test_a_draft_conforms_too(sample, profile):
    assert faults(pdf.render(changed(sample, edition=None), sha256=None), profile) == []


def test_the_judge_is_not_pleased_by_a_file_that_does_not_explain_what_it_says(sample, monkeypatch):
    monkeypatch.setattr(archive, "_SAYS_PDF_UA", archive._SAYS_PDF_UA.partition(b"\n")[0])
    printed = pdf.render(sample, sha256=SHA256)
    assert faults(printed, "ua1") == []
    assert [fault.partition(":")[0] for fault in faults(printed, "3a")] == ["6.6.2.3.1"]


# The data inside


def test_the_edition_s_data_are_attached_once_as_the_source_of_the_file(sample, printed):
    with pikepdf.open(BytesIO(printed)) as opened:
        assert list(opened.attachments) == ["edition.json"]
        content = opened.attachments["edition.json"].get_file().read_bytes()
        associated = list(opened.Root.AF)
        assert [item.AFRelationship for item in associated] == [Name.Source]
        assert associated[0].EF.F.Subtype == "/application/json"
    assert content == sample.canonical()
    assert json.loads(content)["fiscal_year"] == 2566


def test_a_draft_carries_no_data(sample):
    with pikepdf.open(BytesIO(pdf.render(changed(sample, edition=None), sha256=None))) as opened:
        assert list(opened.attachments) == []


# The tags


def elements(opened: pikepdf.Pdf, tag: Name) -> list[pikepdf.Dictionary]:
    return [element for element in structure._below(opened.Root.StructTreeRoot) if tag == element.S]


def test_every_header_of_a_table_says_for_what_it_speaks(reported):
    with pikepdf.open(BytesIO(reported)) as opened:
        scopes = {(str(header.P.P.S), str(header.A.Scope)) for header in elements(opened, Name.TH)}
        assert scopes == {("/THead", "/Column"), ("/TBody", "/Row"), ("/TFoot", "/Row")}
        assert all("/Headers" in cell.A for cell in elements(opened, Name.TD))


def test_numbered_lists_have_labels_beside_their_bodies_and_say_so(printed):
    with pikepdf.open(BytesIO(printed)) as opened:
        lists = elements(opened, Name.L)
        numbered = [list_ for list_ in lists if list_.A.ListNumbering == Name.Decimal]
        assert {str(list_.A.ListNumbering) for list_ in lists} == {"/Decimal", "/None"}
        parts = {tuple(str(part.S) for part in item.K) for list_ in numbered for item in list_.K}
    assert parts == {("/Lbl", "/LBody")}


def test_a_link_says_in_thai_what_it_does(reported):
    with pikepdf.open(BytesIO(reported)) as opened:
        said = [str(link.Contents) for link in structure._links(opened)]
    assert f"เปิด {BASE}/verify/{SHA256}/" in said
    assert "ไปที่หน้า 2" in said
    assert all(words.startswith(("เปิด http", "ไปที่หน้า ")) for words in said)


# The same bytes


def test_the_file_is_known_by_the_content_s_hash_through_every_stage(sample, printed):
    with pikepdf.open(BytesIO(printed)) as opened:
        first, second = (bytes(part) for part in opened.trailer.ID)
    assert first == SHA256.encode()
    with pikepdf.open(BytesIO(pdf.render(sample, sha256=SHA256))) as again:
        assert bytes(again.trailer.ID[1]) == second
    assert sha256_of(pdf.render(sample, sha256=SHA256)) == sha256_of(printed)
