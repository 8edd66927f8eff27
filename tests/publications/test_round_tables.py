"""The open data of a round: reports, evidence, how far everything is and who gave no report, as rows."""

import csv
import datetime
import io

import pytest

from publications.render import opendata
from tests import followed_up
from tests.publications import kept
from tests.readers import site

pytestmark = pytest.mark.django_db


def rows(name: str) -> list[dict[str, str]]:
    content = site().get(f"/2566/data/{name}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_a_report_is_a_row_with_its_standing_and_its_days():
    followed_up.freeze_followed_up()
    punctual, late = rows("reports")
    assert (punctual["standing"], punctual["steps"], punctual["value_reached"], punctual["next_step"]) == (
        *("done", "1. จัดทำและเวียนแจ้งแล้ว"),
        *("ร้อยละ 92", "อบรมซ้ำในปีถัดไป"),
    )
    names = ("submitted_on", "due_on", "is_late", "review_days", "extension_until", "extension_reason")
    assert [punctual[name] for name in names] == ["2023-04-10", "2023-04-19", "false", "1", "", ""]
    assert [late[name] for name in names] == ["2023-04-28", "2023-04-25", "true", "2", "2023-04-25", "น้ำท่วมที่ทำการ"]


def test_new_columns_stand_behind_those_that_programs_know():
    assert opendata.REPORTS.headings[:9] == (
        *("fiscal_year", "agency", "round", "measure", "division"),
        *("done", "result", "obstacles", "evidence"),
    )
    assert opendata.MEASURES.headings[:11] == (
        *("fiscal_year", "agency", "measure", "title", "step", "step_text", "every_division"),
        *("divisions", "indicators", "follow_up", "status"),
    )


def test_every_piece_of_evidence_is_a_row_with_the_address_at_which_it_can_be_read():
    followed_up.freeze_followed_up(base_url="https://ita.example.go.th")
    picture, _, paper, link, redacted = rows("evidence")
    assert (picture["caption"], picture["happened_on"], picture["content_type"]) == (
        *("ภาพการอบรม", "2023-01-16"),
        "image/jpeg",
    )
    assert picture["url"] == f"https://ita.example.go.th/2566/evidence/{picture['sha256']}.jpg"
    answer = site().get(picture["url"].removeprefix("https://ita.example.go.th"))
    assert len(answer.content) == int(picture["size"])
    assert (paper["file_name"], paper["size"]) == ("minutes.pdf", "16")
    assert (link["url"], link["size"], link["sha256"]) == ("https://www.example.go.th/activity", "", "")
    assert (redacted["url"], redacted["redaction"], redacted["redacted_on"]) == (
        *("", "มีเลขประจำตัวประชาชน"),
        "2023-06-01",
    )


def test_an_address_of_an_agency_without_a_domain_is_a_path():
    followed_up.freeze_followed_up()
    assert rows("evidence")[0]["url"].startswith("/2566/evidence/")


def test_measures_and_divisions_are_rows_with_their_counts():
    followed_up.freeze_followed_up()
    found = [
        (row["measure"], row["division"], row["expected"], row["accepted"], row["status"]) for row in rows("progress")
    ]
    assert found == [
        ("1", "", "3", "2", "partial"),
        ("", "สำนักปลัด", "1", "1", ""),
        ("", "กองคลัง", "1", "1", ""),
        ("", "กองช่าง", "1", "0", ""),
    ]
    assert [(row["done"], row["said_done"], row["missing"], row["late"]) for row in rows("progress")] == [
        ("1", "1", "1", "1"),
        ("1", "0", "0", "0"),
        ("0", "1", "0", "1"),
        ("0", "0", "1", "0"),
    ]


def test_who_gave_no_report_is_a_row_with_what_is_known_of_it():
    followed_up.freeze_followed_up()
    found = [(row["division"], row["state"], row["due_on"], row["reason"]) for row in rows("without-report")]
    assert found == [
        ("กองช่าง", "unreported", "2023-04-19", ""),
        ("กองการศึกษา", "excused", "", "จัดตั้งหลังสิ้นรอบ"),
    ]


def test_a_measure_is_a_row_with_what_the_plan_states():
    followed_up.freeze_followed_up()
    (row,) = rows("measures")
    assert (row["starts_on"], row["ends_on"]) == ("2022-10-01", str(datetime.date(2023, 3, 31)))
    assert (row["success_indicator"], row["target"]) == ("ร้อยละของบุคลากรที่ผ่านการอบรม", "ร้อยละ 90")
    assert (row["budget"], row["needs_no_budget"]) == ("150000.00", "false")


def test_an_old_edition_has_the_new_columns_without_values():
    kept.restored()
    row = rows("measures")[0]
    assert [row[name] for name in ("starts_on", "success_indicator", "target", "budget")] == [""] * 4
    assert rows("evidence") == rows("progress") == rows("without-report") == []
