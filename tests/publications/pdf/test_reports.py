"""The printed reports of a round: standing, lateness, who did not report, pictures, and whose approval they bear."""

import gc

import pymupdf
import pytest

from publications.document import Document
from publications.models import PublishedFile
from publications.public.editions import read
from publications.public.specimens import pieces
from publications.render import pdf
from publications.templatetags.printed import whole_address
from tests import factories, followed_up
from tests.editions import freeze
from tests.publications.pdf.printing import (
    SHA256,
    by_mupdf,
    changed,
    in_order,
    structure,
    unbroken,
)

pytestmark = pytest.mark.django_db


def handed(sha256: str) -> bytes:
    """The small picture, as publishing hands it over."""
    with PublishedFile.objects.get(sha256=sha256).thumbnail.open() as file:
        return file.read()


@pytest.fixture
def document() -> Document:
    return read(followed_up.freeze_followed_up())


def pictures_in(opened: pymupdf.Document) -> list[tuple[int, pymupdf.Rect]]:
    """Every picture with the number of its page and its place there."""
    placed = {(page.number, image[0]) for page in opened for image in page.get_images()}
    return [(number, rect) for number, image in placed for rect in opened[number].get_image_rects(image)]


@pytest.fixture
def reported(document) -> bytes:
    return pdf.render(document, sha256=SHA256, pictures=handed)


def test_a_report_is_printed_with_all_that_was_said(reported):
    assert in_order(
        by_mupdf(reported),
        *("รอบ progress: ๒ จาก ๓ รายงาน (ดำเนินการแล้วเสร็จ ๑, แจ้งว่าดำเนินการแล้ว แต่ไม่มีหลักฐาน ๑, ไม่ได้รายงาน ๑)", "ส่งล่าช้า ๑"),
        *("สำนักปลัด – รอบ ๖ เดือน", "ความก้าวหน้า ดำเนินการแล้วเสร็จ", "๑๐ เมษายน พ.ศ. ๒๕๖๖"),
        *("ขั้นตอนที่ ๑: จัดทำแนวทาง", "จัดทำและเวียนแจ้งแล้ว", "ค่าที่ทำได้ ร้อยละ ๙๒", "วิทยากรมีเวลาน้อย", "อบรมซ้ำในปีถัดไป"),
        *("บันทึกการประชุม minutes.pdf", "ปกปิดเมื่อวันที่ ๑ มิถุนายน พ.ศ. ๒๕๖๖ เนื่องจาก มีเลขประจำตัวประชาชน", "SHA-256"),
        *("กองคลัง", "ช้ากว่ากำหนด ๓ วัน (ครบกำหนด ๒๕ เม.ย. ๒๕๖๖)", "อยู่ระหว่างการพิจารณารวม ๒ วัน", "เนื่องจาก น้ำท่วมที่ทำการ"),
        *("กองช่าง – รอบ ๖ เดือน: ไม่ได้รายงาน (กำหนดรายงานภายในวันที่ ๑๙ เม.ย. ๒๕๖๖)",),
        *("กองการศึกษา – รอบ ๖ เดือน: ได้รับยกเว้นไม่ต้องรายงาน เนื่องจาก จัดตั้งหลังสิ้นรอบ",),
    )


def test_what_was_not_said_has_no_row(document):
    text = unbroken(by_mupdf(pdf.render(changed(document, reports=[followed_up.late()]), sha256=SHA256)))
    assert "แจ้งว่าดำเนินการแล้ว" in text
    for label in ("ค่าที่ทำได้", "การดำเนินการต่อไป", "รายขั้นตอน", "ปัญหาและอุปสรรค"):
        assert label not in text


def test_only_an_old_edition_says_none_where_no_obstacle_was_written(document):
    fields = {"reports": [followed_up.report(standing="reported")], "schema_version": "1"}
    old = unbroken(by_mupdf(pdf.render(changed(document, **fields), sha256=SHA256)))
    assert "ปัญหาและอุปสรรคไม่มี" in old
    assert "ความก้าวหน้าดำเนินการ" not in old


def test_obstacles_that_are_kept_internally_are_said_to_be_so(document):
    kept = changed(document, reports=[followed_up.late()], obstacles_are_public=False)
    assert in_order(by_mupdf(pdf.render(kept, sha256=SHA256)), "ปัญหาและอุปสรรค หน่วยงานเก็บข้อมูลปัญหาและอุปสรรคไว้ใช้ภายใน")


def test_a_measure_is_printed_with_what_the_plan_states_and_nothing_else(document, printed):
    stated = unbroken(by_mupdf(pdf.render(changed(document, reports=[]), sha256=SHA256)))
    for words in ("ระยะเวลาดำเนินการ:ไตรมาส๑–๒", "ค่าเป้าหมาย:ร้อยละ๙๐", "งบประมาณ:๑๕๐,๐๐๐บาท"):
        assert words in stated
        assert words.split(":")[0] + ":" not in unbroken(by_mupdf(printed))


def test_the_reports_are_summed_up_by_measure_and_by_division(reported):
    text = by_mupdf(reported)
    assert in_order(
        text, "รายงานแล้ว / ที่ต้องรายงาน", "ส่งล่าช้า", "๑. ", "๒ / ๓", "ดำเนินการแล้วเสร็จ ๑, แจ้งว่าดำเนินการแล้ว แต่ไม่มีหลักฐาน ๑"
    )
    assert in_order(
        text, "กอง", "สำนักปลัด", "๑ / ๑", "กองคลัง", "๑ / ๑", "กองช่าง", "๐ / ๑", "ไม่ได้รายงาน ๑", "รวมทั้งหมด", "๒ / ๓"
    )
    assert "รอบก่อนหน้า" not in unbroken(text)


def test_the_sum_of_all_divisions_stands_once_also_below_a_table_that_goes_over_pages(document):
    divisions = [
        part.model_dump() | {"division": f"กองที่ {number}"}
        for number in range(60)
        for part in document.division_progress[:1]
    ]
    text = by_mupdf(pdf.render(changed(document, division_progress=divisions, reports=[]), sha256=SHA256))
    assert text.count("กองที่") == 60
    assert text.count("รวมทั้งหมด") == 1


def test_a_final_report_is_compared_with_the_round_before(document):
    final = [part.model_dump() | {"round": "final", "counts": {"done": 1}} for part in document.division_progress]
    rounds = [part.model_dump() | {"is_reported": True} for part in document.rounds]
    fields = {
        "division_progress": [*document.division_progress, *final],
        "rounds": rounds,
        "kind": "final",
        "reports": [],
    }
    text = by_mupdf(pdf.render(changed(document, **fields), sha256=SHA256))
    assert in_order(text, "รอบก่อนหน้า", "กองช่าง", "ดำเนินการแล้วเสร็จ ๑", "ไม่ได้รายงาน ๑", "รวมทั้งหมด")


def test_evidence_is_linked_where_a_reader_of_the_file_can_follow_it(document):
    hosted = changed(document, base_url="https://ita.example.go.th")
    paper = next(piece for piece in document.reports[0].evidence if piece.extension == "pdf")
    links = links_of(pdf.render(hosted, sha256=SHA256, pictures=handed))
    assert f"https://ita.example.go.th/2566/evidence/{paper.sha256}.pdf" in links
    assert "https://www.example.go.th/activity" in links
    pictures = [piece for piece in document.reports[0].evidence if piece.is_picture and piece.is_readable]
    assert [piece for piece in pictures if not any(piece.sha256 in link for link in links)] == []
    redacted = next(piece for piece in document.reports[0].evidence if piece.redaction)
    assert not any(redacted.sha256 in link for link in links)
    assert links_of(pdf.render(document, sha256=SHA256, pictures=handed)) == ["https://www.example.go.th/activity"]


def links_of(content: bytes) -> list[str]:
    """The addresses to which links lead that can be clicked."""
    with pymupdf.open(stream=content) as opened:
        links = [link for page in opened for link in page.get_links() if "uri" in link]
    return [link["uri"] for link in links if link["from"].width > 9]


# Pictures


def test_each_picture_is_printed_once_with_caption_and_day_and_described(reported):
    with pymupdf.open(stream=reported) as opened:
        (_, left), (_, right) = sorted(pictures_in(opened), key=lambda placed: placed[1].x0)
        assert left.y0 == right.y0
        assert left.x1 < right.x0
        alternatives = [
            opened.xref_get_key(element["number"], "Alt")[1] for tag, element in structure(reported) if tag == "Figure"
        ]
    assert {"ภาพการอบรม", "ภาพการลงนาม"} <= set(alternatives)
    assert in_order(by_mupdf(reported), "ภาพการอบรม", "๑๖ มกราคม พ.ศ. ๒๕๖๖", "ภาพการลงนาม", "๑๖ มกราคม พ.ศ. ๒๕๖๖")


def test_a_redacted_picture_is_never_asked_for(document):
    asked = []
    pdf.render(document, sha256=SHA256, pictures=lambda sha256: asked.append(sha256) or followed_up.drawn())
    shown = {piece.sha256 for piece in document.reports[0].evidence if piece.is_picture and piece.is_readable}
    assert set(asked) == shown
    assert len(shown) == 2


def test_no_garbage_is_collected_while_a_document_is_printed_and_again_afterwards_however_it_ends(document):
    collecting = []
    pdf.render(
        document, sha256=SHA256, pictures=lambda sha256: collecting.append(gc.isenabled()) or followed_up.drawn()
    )
    assert set(collecting) == {False}
    assert gc.isenabled()
    with pytest.raises(pdf.RenderingFailed):
        pdf.render(document, sha256=SHA256)
    assert gc.isenabled()


def test_a_picture_that_is_missing_stops_the_printing(document):
    with pytest.raises(pdf.RenderingFailed, match=r"file:///evidence/[0-9a-f]{64}"):
        pdf.render(document, sha256=SHA256)


def test_a_picture_that_is_none_stops_the_printing(document, complaints):
    with pytest.raises(pdf.RenderingFailed):
        pdf.render(document, sha256=SHA256, pictures=lambda sha256: b"no picture")
    complaints.clear()


def test_many_pictures_go_over_several_pages_whole(document):
    many = followed_up.report(evidence=[document.reports[0].evidence[0]] * 40)
    content = pdf.render(changed(document, reports=[many]), sha256=SHA256, pictures=handed)
    with pymupdf.open(stream=content) as opened:
        shown = pictures_in(opened)
        assert len(shown) == 40
        assert len({number for number, _ in shown}) > 1
        assert all(rect.y0 > 70 and rect.y1 < opened[number].rect.height - 56 for number, rect in shown)


def test_the_draft_breaks_its_pages_like_the_edition(document, reported):
    draft = pdf.render(changed(document, edition=None), sha256=None, pictures=handed)
    with pymupdf.open(stream=reported) as one, pymupdf.open(stream=draft) as other:
        assert len(one) == len(other)
        for left, right in zip(one, other, strict=True):
            assert left.get_text().split()[:20] == right.get_text().split()[:20]


# Who signs


def test_a_report_is_signed_with_the_approval_of_its_round_and_names_that_of_the_plan(reported):
    text = by_mupdf(reported)
    assert in_order(text, "ตามแผนซึ่งได้รับความเห็นชอบเมื่อวันที่ ๒๖ ธันวาคม พ.ศ. ๒๕๖๕ โดยนายก", "(นายสมชาย)", "๑. ผลการประเมิน")
    assert in_order(text, "(ลงชื่อ)", "(นางปลัด)", "ปลัดองค์การบริหารส่วนตำบลทดสอบ", "๘ พฤษภาคม พ.ศ. ๒๕๖๖")
    assert not in_order(text, "(ลงชื่อ)", "นายสมชาย")


def test_a_report_that_nobody_approved_yet_leaves_room_for_a_hand(document):
    rounds = [part.model_dump() | {"approval": None} for part in document.rounds]
    text = by_mupdf(pdf.render(changed(document, rounds=rounds, reports=[]), sha256=SHA256))
    assert in_order(text, "(ลงชื่อ)", "(......", "ตำแหน่ง .....")


def test_a_plan_is_signed_with_its_own_approval():
    plan = followed_up.plan_with_facts()
    text = by_mupdf(pdf.render(read(freeze(plan, "plan", rounds=followed_up.parts(plan)["rounds"])), sha256=SHA256))
    assert in_order(text, "(ลงชื่อ)", "(นายสมชาย)", "๒๖ ธันวาคม พ.ศ. ๒๕๖๕")
    assert "นางปลัด" not in text
    assert "ตามแผนซึ่ง" not in text


def test_the_page_says_when_plan_and_report_were_approved_and_by_which_office(document, client):
    page = client.get("/2566/").content.decode()
    assert "มาตรการนี้ได้รับความเห็นชอบ เมื่อวันที่ 26 ธันวาคม พ.ศ. 2565" in " ".join(page.split())
    assert "รายงานได้รับความเห็นชอบ เมื่อวันที่ 8 พฤษภาคม พ.ศ. 2566" in " ".join(page.split())
    assert "นางปลัด" not in page
    freeze(factories.Plan.objects.get(), reason="แก้ไข")
    assert "รายงานได้รับความเห็นชอบ" not in client.get("/2566/").content.decode()


def test_a_piece_of_evidence_is_led_to_only_where_it_can_be_read(document):
    published = changed(document, base_url="https://ita.example.go.th")
    link, named, file, _picture, redacted = pieces()
    address = f"https://ita.example.go.th/2566/evidence/{file.sha256}.{file.extension}"
    assert [whole_address(piece, published) for piece in (link, named, file, redacted)] == [link.url, "", address, ""]
    for unknown in (changed(published, base_url=""), changed(published, edition=None)):
        assert whole_address(file, unknown) == ""
    no_page = link.model_copy(update={"url": "javascript:alert(1)"})
    assert whole_address(no_page, published) == ""
