"""Who changed which figure: what was and what became of it, who, when, why; and why, once it was published."""

import csv
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, User
from assessments.admin.history_sources import told
from assessments.models import Assessment, DeclaredInstrument, IndicatorScore
from assessments.resources import DeclaredResource, ScoreResource
from audit import changes
from audit.history import Act, ChangeSource, recorded_as
from measures.admin.history_sources import of_plan
from measures.models import Measure, Plan, Step
from measures.resources import MeasureResource
from spreadsheets import reading
from staff.importing.formats import dataset_of
from tests import factories
from tests.editions import freeze, freeze_sample, withdraw
from tests.files import csv_file, imported, scores_file
from tests.staff_pages import errors, form_of, page, send, soup, staff, superuser, text

pytestmark = pytest.mark.django_db

RECORDED = [Assessment, IndicatorScore, DeclaredInstrument, Plan, Measure, Step]
WHY = "กรุณาระบุเหตุผลของการแก้ไข"


@pytest.fixture
def agency() -> Agency:
    return factories.make_agency()


@pytest.fixture
def plan(agency) -> Plan:
    """A year of which nothing is recorded, as after its rows were loaded from a fixture."""
    plan = factories.make_year(agency)
    forget()
    return plan


@pytest.fixture
def result(agency, plan) -> Assessment:
    return agency.assessments.get()


def forget() -> None:
    for model in RECORDED:
        model.history.all().delete()


def records() -> dict[str, int]:
    counts = {model.__name__: model.history.count() for model in RECORDED}
    return {name: count for name, count in counts.items() if count}


def sentences(found: list[changes.Change]) -> list[tuple]:
    """What the changes say, without their moments."""
    return [
        (entry.row, entry.act, each.field, each.text.old, each.text.new)
        for change in found
        for entry in change.entries
        for each in entry.differences
    ]


def change_page(row) -> str:
    return page(f"{row._meta.app_label}_{row._meta.model_name}_change", row.pk)


def history_page(row) -> str:
    return page(f"{row._meta.app_label}_{row._meta.model_name}_history", row.pk)


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
    framework = factories.load_framework(2565)
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
    assert [(each[1], *each[3:]) for each in sentences(changes.changes(*told(result)))] == [
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


# The reason


@pytest.fixture
def published(plan) -> Plan:
    freeze(plan)
    return plan


def test_before_a_publication_no_reason_is_asked(agency, plan, result):
    client = staff(agency)
    for row in (plan, plan.measures.get(), result):
        assert "change_reason" not in form_of(client.get(change_page(row)))
        assert not errors(client.get(change_page(row)))
    assert send(client, change_page(result), scores__0__score="90").status_code == 302


CHANGES = {
    "a score": ("result", {"scores__8__score": "85.00"}),
    "a finding": ("result", {"scores__0__finding": "ข้อค้นพบใหม่"}),
    "a declared figure": ("result", {"declared_total": "80.00"}),
    "a declared instrument": ("result", {"declared_instruments__0__score": "80.00"}),
    "the plan": ("plan", {"title": "ชื่อใหม่"}),
    "a measure": ("measure", {"title": "มาตรการใหม่"}),
    "a measure's indicators": ("measure", {"indicators": []}),
    "a step": ("measure", {"steps__0__text": "ขั้นตอนใหม่"}),
    "a step that goes": ("measure", {"steps__0__DELETE": "on"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_publication_nothing_is_changed_without_a_reason(agency, published, result, change):
    name, fields = CHANGES[change]
    row = {"result": result, "plan": published, "measure": published.measures.get()}[name]
    client, before = staff(agency), [list(model.objects.order_by("pk").values()) for model in RECORDED]
    for blank in ("", "  "):
        response = send(client, change_page(row), **fields, change_reason=blank)
        assert WHY in errors(response)
    assert [list(model.objects.order_by("pk").values()) for model in RECORDED] == before
    assert records() == {}
    assert send(client, change_page(row), **fields, change_reason="พิมพ์ผิด").status_code == 302
    reasons = {
        record.history_change_reason for model in RECORDED for record in model.history.exclude(history_type=Act.FOUND)
    }
    assert reasons == {"พิมพ์ผิด"}
    assert "เหตุผล พิมพ์ผิด" in text(client.get(history_page(row)))


def test_after_a_publication_a_page_that_is_saved_unchanged_asks_for_nothing(agency, published, result):
    client = staff(agency)
    for row in (published, published.measures.get(), result):
        assert "change_reason" in form_of(client.get(change_page(row)))
        assert send(client, change_page(row)).status_code == 302


def test_the_rounds_go_on_after_a_publication_without_a_reason(agency, published):
    response = send(staff(agency), change_page(published), rounds__0__due_on="15/04/2566")
    assert response.status_code == 302
    assert published.rounds.filter(due_on__year=2023).exists()


def test_a_measure_is_neither_added_to_nor_deleted_from_a_published_plan_without_a_reason(agency, published):
    client, measure = staff(agency), published.measures.get()
    adding = page("measures_measure_add") + f"?plan={published.pk}"
    fields = {"title": "เพิ่มภายหลัง", "every_division": "on", "steps__0__text": "ขั้นตอน"}
    assert WHY in errors(send(client, adding, **fields))
    deleting = page("measures_measure_delete", measure.pk)
    assert "กรุณาระบุเหตุผล" in text(client.post(deleting, {"post": "yes", "change_reason": " "}))
    assert Measure.objects.get() == measure
    send(client, adding, **fields, change_reason="ผู้บริหารสั่งเพิ่ม")
    client.post(deleting, {"post": "yes", "change_reason": "ซ้ำกับมาตรการอื่น"})
    assert Measure.objects.get().title == "เพิ่มภายหลัง"
    deleted, added = changes.changes(*of_plan(published))
    assert (deleted.reason, added.reason) == ("ซ้ำกับมาตรการอื่น", "ผู้บริหารสั่งเพิ่ม")


def test_several_published_rows_are_not_deleted_in_one_go(agency, published):
    data = {"action": "delete_selected", "_selected_action": [published.measures.get().pk], "post": "yes"}
    staff(agency).post(page("measures_measure_changelist"), data)
    assert Measure.objects.exists()


def test_a_withdrawn_edition_and_an_edition_of_another_year_ask_for_no_reason(agency, published, result):
    withdraw(freeze(factories.make_year(factories.make_agency("อบต.อื่น", domain="other.go.th"))))
    client = staff(agency)
    last = factories.make_assessment(agency, 2564)
    assert "change_reason" not in form_of(client.get(change_page(last)))
    assert "change_reason" in form_of(client.get(change_page(result)))
    withdraw(agency.editions.get())
    assert "change_reason" not in form_of(client.get(change_page(result)))


def test_who_only_reads_is_asked_for_nothing(agency, published, result):
    shown = soup(staff(agency, User.Role.OFFICER).get(change_page(result)))
    assert not shown.select("[name=change_reason], .field-change_reason")


# Imports


def test_an_import_is_recorded_as_such_with_its_file(agency, plan, result):
    file = scores_file([2565, 9, "85.00"], [2565, 1, "87.49"])
    data = dataset_of(reading.read(file))
    ScoreResource(agencies=Agency.objects.all()).import_data(data, file_name="scores.xlsx")
    (change,) = changes.changes(*told(result))
    assert (change.means, change.reason) == ("นำเข้าจากไฟล์", "นำเข้าจากไฟล์ scores.xlsx")
    assert [each[3:] for each in sentences([change])] == [("95.00", "85.00")]


def test_declared_figures_and_measures_are_imported_as_one_act_each(agency, plan, result):
    imported(DeclaredResource, csv_file(["fiscal_year", "total", "IIT"], [2565, "80.00", "70.00"]))
    (change,) = changes.changes(*told(result))
    assert change.means == ChangeSource.IMPORT.label
    assert {(each[2], each[4]) for each in sentences([change])} == {
        ("คะแนนรวมตามประกาศ", "80.00"),
        ("คะแนนตามประกาศ", "70.00"),
    }
    columns = ["fiscal_year", "measure", "title", "step", "step_text", "divisions", "indicators"]
    row = [2566, 2, "มาตรการใหม่", 1, "ขั้นตอน", "ทุกกอง", "1; 2"]
    imported(MeasureResource, csv_file(columns, row))
    (change,) = changes.changes(*of_plan(plan))
    assert {entry.row for entry in change.entries} == {"มาตรการที่ 2", "มาตรการที่ 2 ขั้นตอนที่ 1"}
    assert Measure.history.count() == 1


def test_an_import_that_is_only_tried_leaves_no_record(plan, result):
    imported(ScoreResource, scores_file([2565, 9, "85.00"]), dry_run=True)
    assert records() == {}


def test_the_national_table_records_what_it_changes_and_what_it_begins(agency, plan, result, tmp_path):
    file = tmp_path / "national.csv"
    headings = ["หน่วยงาน", "อำเภอ", "จังหวัด", "ปีงบประมาณ", "ตัวชี้วัด", "คะแนน"]
    own = [agency.name, agency.district, agency.province, 2565]
    new = ["อบต.ใหม่", "เมือง", "สตูล", 2565]
    rows = [[*own, 9, "85.00"], [*own, 1, "87.49"], *([*new, number, "80.00"] for number in range(1, 11))]
    with file.open("w", newline="", encoding="utf-8") as text_file:
        csv.writer(text_file).writerows([headings, *rows])
    call_command("import_national", file)
    assert records() == {"Assessment": 1, "IndicatorScore": 2}
    (change,) = changes.changes(*told(result))
    assert (change.reason, sentences([change])[0][3:]) == ("นำเข้าจากไฟล์ national.csv", ("95.00", "85.00"))
    (begun,) = changes.changes(*told(Assessment.objects.get(agency__name="อบต.ใหม่")))
    assert (begun.means, begun.entries[0].act) == ("นำเข้าจากไฟล์", Act.ADDED)
    call_command("import_national", file)
    assert records() == {"Assessment": 1, "IndicatorScore": 2}


def test_what_is_saved_twice_in_one_act_leaves_one_record(result):
    row = result.scores.get(indicator__number=1)
    with recorded_as("ทดลอง"):
        for score in (50, 60):
            row.score = Decimal(score)
            row.save()
    assert [each[3:] for each in sentences(changes.changes(*told(result)))] == [("87.49", "60.00")]


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
