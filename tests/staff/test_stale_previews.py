"""A preview that others overtook: it is shown anew before anything is saved, and only then."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import IndicatorScore
from measures.models import Step
from tests.files import scores_file, xlsx
from tests.readers import soup, text
from tests.staff.forms import scores
from tests.staff_pages import page, staff

pytestmark = pytest.mark.django_db


def send_file(client, data: bytes, table: str, of: str):
    file = SimpleUploadedFile("แก้ไข.xlsx", data)
    return client.post(page(f"{of}_spreadsheets"), {"table": table, "file": file})


def confirm(client, preview, of: str):
    ticket = soup(preview).select_one("input[name=ticket]")["value"]
    return client.post(page(f"{of}_spreadsheets_confirm"), {"ticket": ticket}, follow=True)


def test_a_preview_is_shown_anew_when_others_saved_before_it_was_confirmed(plan):
    client = staff(plan.agency)
    measures = xlsx(["fiscal_year", "measure", "title", "step_text"], [2566, 1, "ชื่อจากไฟล์", "ขั้นจากไฟล์"])
    points = scores_file([2565, 1, "90"], [2565, 2, "77.85"])
    second = IndicatorScore.objects.filter(indicator__number=2)
    for table, of, data, rows, stored in [
        ("scores", "assessments_assessment", points, second, {"score": "80.00"}),
        ("measures", "measures_plan", measures, Step.objects.all(), {"text": "ขั้นของเพื่อน"}),
    ]:
        preview = send_file(client, data, table, of)
        rows.update(**stored)
        anew = confirm(client, preview, of)
        assert "มีผู้อื่นแก้ไขข้อมูลนี้หลังจากแสดงตัวอย่าง" in text(anew), table
        gone = " ".join(cell.get_text() for cell in soup(anew).select("table.differences del"))
        assert next(iter(stored.values())) in gone, table
        assert rows.filter(**stored).exists(), table
        assert "เพิ่มใหม่ 0" in text(confirm(client, anew, of)), table
        assert not rows.filter(**stored).exists(), table


def test_a_preview_is_confirmed_when_others_saved_what_it_leaves_alone(plan):
    client = staff(plan.agency)
    preview = send_file(client, scores_file([2565, 1, "90"]), "scores", "assessments_assessment")
    IndicatorScore.objects.filter(indicator__number=2).update(score="80.00")
    confirm(client, preview, "assessments_assessment")
    assert scores() == [Decimal("90.00"), Decimal("80.00")]
