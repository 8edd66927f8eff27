"""Who changed which figure: what was and what became of it, who and when; and who may read it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from assessments.admin.history_sources import told
from assessments.models import Assessment, IndicatorScore
from audit import changes
from audit.history import Act
from measures.admin.history_sources import of_plan
from measures.models import Step
from tests import factories
from tests.audit.records import change_page, history_page, records, sentences
from tests.editions import freeze, freeze_sample
from tests.readers import soup, text
from tests.staff_pages import page, send, staff, superuser

pytestmark = pytest.mark.django_db


# What a change leaves


def test_a_changed_figure_tells_who_when_what_and_how(agency, result):
    client = staff(agency)
    User.objects.update(first_name="สมศรี", last_name="ใจดี")
    result.scores.filter(indicator__number=9).update(score=Decimal("85.00"))
    send(client, change_page(result), scores__8__score="๙๕")
    IndicatorScore.history.update(history_date=factories.at("2023-01-17T10:30:00+07:00"))
    (article,) = soup(client.get(history_page(result))).select(".recorded article")
    shown = " ".join(article.get_text(" ").split())
    assert "17 มกราคม พ.ศ. 2566 เวลา 10.30 น. สมศรี ใจดี · แบบฟอร์ม" in shown
    assert "ตัวชี้วัดที่ 9. การเปิดเผยข้อมูล" in shown
    assert "คะแนน: เดิม 85.00 → ใหม่ 95.00" in shown
    assert "เหตุผล" not in shown


def test_one_act_is_told_as_one_and_the_newest_first(agency, result):
    client = staff(agency)
    send(client, change_page(result), scores__0__score="90", declared_instruments__0__level="A", source="ประกาศ")
    send(client, change_page(result), scores__0__score="91")
    newest, first = changes.changes(*told(result))
    assert sentences([newest]) == [("ตัวชี้วัดที่ 1. การปฏิบัติหน้าที่", "~", "คะแนน", "90.00", "91.00")]
    assert [entry[2:] for entry in sentences([first])] == [
        ("แหล่งที่มา", "–", "ประกาศ"),
        ("คะแนน", "87.49", "90.00"),
        ("ระดับตามประกาศ", "–", "A"),
    ]


def test_a_form_that_is_saved_unchanged_leaves_no_record(agency, plan, result):
    client = staff(agency)
    for row in (result, plan, plan.measures.get()):
        assert send(client, change_page(row)).status_code == 302
    assert records() == {}
    send(client, change_page(plan.measures.get()), title="มาตรการใหม่")
    assert records() == {"Measure": 2}


def test_a_figure_that_is_written_otherwise_is_no_change(result):
    row = result.scores.get(indicator__number=10)
    row.score = Decimal("87.500")
    row.save()
    assert records() == {}


def test_a_new_result_is_one_record_and_its_empty_rows_are_none(agency):
    framework = factories.framework_of(2565)
    send(staff(agency), page("assessments_assessment_add"), framework=str(framework.pk))
    assert records() == {"Assessment": 1}
    assert IndicatorScore.objects.count() == 10
    (change,) = changes.changes(*told(Assessment.objects.get()))
    assert [(entry.row, entry.act) for entry in change.entries] == [("ข้อมูลตามประกาศผลการประเมิน", Act.ADDED)]


def test_rows_of_a_fixture_are_loaded_without_a_record_and_their_first_change_tells_what_was():
    edition = freeze_sample()
    assert records() == {}
    plan = edition.agency.plans.get()
    step = plan.measures.get(number=1).steps.first()
    before, step.text = step.text, "ขั้นตอนใหม่"
    step.save()
    (change,) = changes.changes(*of_plan(plan))
    assert (change.by, change.means) == ("คำสั่งของผู้ดูแลระบบ", "นอกแบบฟอร์ม")
    (entry,) = change.entries
    assert entry.row == f"มาตรการที่ 1 ขั้นตอนที่ {step.position}"
    assert (entry.differences[0].text.new, before.endswith(entry.differences[0].text.end)) == ("ขั้นตอนใหม่", True)


def test_a_measures_owners_indicators_and_steps_are_told_by_name(agency, plan):
    division = factories.make_division(agency, "กองคลัง")
    measure = plan.measures.get()
    send(
        staff(agency),
        change_page(measure),
        every_division=[],
        divisions=[str(division.pk)],
        indicators=[str(measure.indicators.get(number=2).pk)],
        steps__0__text="จัดทำประกาศ",
    )
    (change,) = changes.changes(*of_plan(plan))
    found = {(row, field): (old, new) for row, _act, field, old, new in sentences([change])}
    assert found["มาตรการที่ 1", "กองที่รับผิดชอบ"] == ("–", "กองคลัง")
    assert found["มาตรการที่ 1", "ทุกกอง"] == ("ใช่", "ไม่ใช่")
    served = found["มาตรการที่ 1", "ตัวชี้วัดที่มาตรการรองรับ"]
    assert ("3. " in served[0], "3. " in served[1]) == (True, False)
    assert found["มาตรการที่ 1 ขั้นตอนที่ 1", "ขั้นตอนหรือวิธีการ"] == ("จัดทำแนวทาง", "จัดทำประกาศ")


def test_what_is_deleted_stays_in_the_history_of_the_plan(agency, plan):
    staff(agency).post(page("measures_measure_delete", plan.measures.get().pk), {"post": "yes"})
    assert not Step.objects.exists()
    (change,) = changes.changes(*of_plan(plan))
    assert [(entry.row, entry.act) for entry in change.entries] == [
        ("มาตรการที่ 1", Act.DELETED),
        ("มาตรการที่ 1 ขั้นตอนที่ 1", Act.DELETED),
    ]


def test_a_result_that_was_deleted_and_entered_anew_keeps_its_history(agency, plan, result):
    client = staff(agency)
    client.post(page("assessments_assessment_delete", result.pk), {"post": "yes"})
    anew = factories.make_assessment(agency)
    acts = {entry.act for change in changes.changes(*told(anew)) for entry in change.entries}
    assert Act.DELETED in acts
    assert "ลบ" in text(client.get(history_page(anew)))


def test_what_was_changed_past_the_models_is_told_at_the_next_change(result):
    row = result.scores.get(indicator__number=1)
    row.score = Decimal(80)
    row.save()
    result.scores.filter(pk=row.pk).update(score=Decimal(70))
    row.refresh_from_db()
    row.score = Decimal(60)
    row.save()
    assert [(sentence[1], *sentence[3:]) for sentence in sentences(changes.changes(*told(result)))] == [
        (Act.CHANGED, "70.00", "60.00"),
        (Act.FOUND, "80.00", "70.00"),
        (Act.CHANGED, "87.49", "80.00"),
    ]


def test_who_changed_something_is_closed_and_not_deleted(agency, result):
    client = staff(agency)
    send(client, change_page(result), scores__0__score="90")
    with pytest.raises(ProtectedError):
        User.objects.get().delete()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("85.00", "95.00", ("", "85.00", "95.00", "")),
        ("", "A", ("", "–", "A", "")),
        ("ก" * 100 + "ข" + "ค" * 100, "ก" * 100 + "ง" + "ค" * 100, ("…" + "ก" * 30, "ข", "ง", "ค" * 30 + "…")),
        # What stands above or below a consonant is never torn from it.
        ("ก" * 70 + "ก่า", "ก" * 70 + "ก้า", ("…" + "ก" * 30, "ก่", "ก้", "า")),
        ("น" * 70 + "นำ", "น" * 70 + "นา", ("…" + "น" * 30, "นำ", "นา", "")),
        ("ก" * 70, "ก" * 70 + " ข", ("…" + "ก" * 30, "", " ข", "")),
    ],
)
def test_of_a_long_text_only_what_differs_is_shown(old, new, expected):
    assert tuple(changes.compared(old, new)) == expected


# Who may read it, and what it costs


@pytest.mark.parametrize("name", ["result", "plan", "measure"])
def test_the_history_of_another_agency_is_not_read(agency, plan, result, name):
    row = {"result": result, "plan": plan, "measure": plan.measures.get()}[name]
    send(superuser(), change_page(row), source="ลับ", title="ลับ")
    stranger = staff(factories.make_agency("อบต.อื่น", domain="other.go.th"))
    response = stranger.get(history_page(row))
    assert (response.status_code, "ลับ" in response.content.decode()) == (302, False)
    assert "ลับ" in text(staff(agency, User.Role.OFFICER).get(history_page(row)))


def test_the_history_takes_the_same_number_of_queries_for_one_change_and_for_many(agency, plan, result):
    client = staff(agency)
    rows = (result, plan, plan.measures.get())

    def counts() -> list[int]:
        found = []
        for row in rows:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(history_page(row)).status_code == 200
            found.append(len(queries))
        return found

    def change(number: int) -> None:
        scores = {f"scores__{place}__score": str(number) for place in range(10)}
        send(client, change_page(result), **scores, declared_total=str(number))
        send(client, change_page(plan), title=f"แผน {number}")
        send(client, change_page(rows[2]), title=f"มาตรการ {number}", steps__0__text=f"ขั้นตอน {number}")

    plan.measures.get().divisions.add(factories.make_division(agency, "กอง 1"))
    change(1)
    few = counts()
    for number in range(2, 6):
        factories.make_measure(plan, number, divisions=(factories.make_division(agency, f"กอง {number}"),))
        change(number)
    assert counts() == few


def test_a_long_history_is_told_page_by_page(agency, result):
    row = result.scores.get(indicator__number=1)
    for number in range(25):
        row.score = Decimal(number)
        row.save()
    client = staff(agency)
    assert len(soup(client.get(history_page(result))).select(".recorded article")) == 20
    assert len(soup(client.get(history_page(result) + "?changes=2")).select(".recorded article")) == 5


def test_a_citizens_page_asks_neither_for_a_session_nor_for_a_person(plan):
    freeze(plan)
    client = Client(headers={"host": "localhost"})
    client.cookies["sessionid"] = "x" * 32
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/2566/")
    assert response.status_code == 200
    assert not [query for query in queries if "session" in query["sql"] or "agencies_user" in query["sql"]]


def test_texts_in_the_history_are_shown_as_text(agency, plan):
    send(staff(agency), change_page(plan), title="<b>ชื่อ</b>")
    response = staff(agency, User.Role.PUBLISHER).get(history_page(plan))
    assert b"<b>" not in response.content
    assert "<b>ชื่อ</b>" in text(response)
