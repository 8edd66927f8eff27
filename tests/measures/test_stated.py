"""What some plans state of a measure besides: asked for on its page, refused where wrong, told in its history."""

import datetime
from decimal import Decimal

import pytest

from audit import changes
from measures.admin.history_sources import of_measure
from tests import factories
from tests.audit.records import forget, sentences
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, send, staff

pytestmark = pytest.mark.django_db

HEADING = "รายละเอียดเพิ่มเติมที่บางแผนระบุไว้"
STATED = {
    "starts_on": "๑ ต.ค. ๒๕๖๕",
    "ends_on": "31/3/2566",
    "success_indicator": "จำนวนผู้ผ่านการอบรม",
    "target": "ร้อยละ 90",
    "needs_no_budget": "amount",
    "budget": "๒๐,๐๐๐",
}


@pytest.fixture
def measure(agency):
    return factories.make_year(agency).measures.get()


def change(measure) -> str:
    return page("measures_measure_change", measure.pk)


def test_all_of_it_is_kept_and_stands_in_the_form_again(agency, measure):
    client = staff(agency)
    assert send(client, change(measure), **STATED).status_code == 302
    measure.refresh_from_db()
    assert (measure.starts_on, measure.ends_on) == (datetime.date(2022, 10, 1), datetime.date(2023, 3, 31))
    assert (measure.success_indicator, measure.target) == ("จำนวนผู้ผ่านการอบรม", "ร้อยละ 90")
    assert (measure.budget, measure.needs_no_budget) == (Decimal(20_000), False)
    again = form_of(client.get(change(measure)))
    assert (again["budget"], again["needs_no_budget"], again["ends_on"]) == ("20,000.00", ["amount"], "31/03/2566")
    history = measure.history.count()
    assert send(client, change(measure)).status_code == 302
    assert measure.history.count() == history


@pytest.mark.parametrize(
    ("before", "sent", "stored"),
    [
        ({}, {"needs_no_budget": "none"}, (None, True)),
        ({}, {}, (None, False)),
        ({"needs_no_budget": True}, {}, (None, True)),
        ({"needs_no_budget": True}, {"needs_no_budget": "not_stated"}, (None, False)),
        ({"budget": 500}, {"needs_no_budget": "none", "budget": ""}, (None, True)),
        ({"needs_no_budget": True}, {"needs_no_budget": "amount", "budget": "20,000.50"}, (Decimal("20000.50"), False)),
    ],
)
def test_the_budget_is_an_amount_none_or_not_stated(agency, measure, before, sent, stored):
    type(measure).objects.update(**before)
    assert send(staff(agency), change(measure), **sent).status_code == 302
    measure.refresh_from_db()
    assert (measure.budget, measure.needs_no_budget) == stored


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"needs_no_budget": "amount", "budget": ""}, "มากกว่า 0"),
        ({"needs_no_budget": "amount", "budget": "0"}, "มากกว่า 0"),
        ({"needs_no_budget": "none"}, "หรือลบจำนวนเงินออก"),
        ({"budget": "20.000,50"}, "กรุณากรอกจำนวนเงินเป็นบาท"),
        ({"budget": "1.005"}, "ทศนิยม"),
        ({"starts_on": "30/9/2565"}, "30 กันยายน พ.ศ. 2565 ไม่อยู่ในปีงบประมาณ พ.ศ. 2566"),
        ({"ends_on": "1/10/2566"}, "1 ตุลาคม พ.ศ. 2566 ไม่อยู่ในปีงบประมาณ พ.ศ. 2566"),
        ({"starts_on": "1/4/2566"}, "ต้องไม่อยู่ก่อนวันเริ่มดำเนินการ"),
        ({"starts_on": ""}, "กรุณาระบุวันเริ่มดำเนินการด้วย"),
        ({"ends_on": ""}, "กรุณาระบุวันสิ้นสุดการดำเนินการด้วย"),
        ({"ends_on": "31/3/2023"}, "พ.ศ. 2566 ใช่หรือไม่"),
        ({"success_indicator": ""}, "ค่าเป้าหมายต้องมีตัวชี้วัดความสำเร็จ"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_nothing_is_saved(agency, measure, sent, message):
    answer = send(staff(agency), change(measure), **STATED | sent, title="ชื่อใหม่")
    assert message in errors(answer)
    assert len(soup(answer).select("form .form-row .errorlist li")) == 1
    measure.refresh_from_db()
    assert (measure.title, measure.budget) == ("มาตรการที่ 1", None)


def test_the_part_is_folded_away_until_something_is_stated(agency, measure):
    client = staff(agency)
    assert HEADING in text(client.get(change(measure)))
    assert soup(client.get(change(measure))).select_one("details #id_budget")
    type(measure).objects.update(needs_no_budget=True)
    shown = soup(client.get(change(measure)))
    assert shown.select_one("#id_budget")
    assert not shown.select_one("details #id_budget")


def test_a_mistake_in_the_folded_part_unfolds_it(agency, measure):
    answer = send(staff(agency), change(measure), budget="5")
    assert not soup(answer).select_one("details #id_budget")


def test_who_only_reads_sees_what_is_stated_and_no_empty_label(agency, measure):
    officer = staff(agency, "officer")
    assert HEADING not in text(officer.get(change(measure)))
    type(measure).objects.update(
        starts_on=datetime.date(2022, 10, 1), ends_on=datetime.date(2023, 3, 31), needs_no_budget=True
    )
    shown = text(officer.get(change(measure)))
    assert "ระยะเวลาดำเนินการ: ไตรมาส 1–2" in shown
    assert "งบประมาณ: ไม่ใช้งบประมาณ" in shown
    assert "ตัวชี้วัดความสำเร็จ" not in shown


def test_the_real_sample_states_none_of_it_and_no_label_stands_without_a_value():
    plan = factories.load_sample().agency.plans.get(fiscal_year=2566)
    officer = staff(plan.agency, "officer")
    for measure in plan.measures.all():
        shown = text(officer.get(change(measure)))
        assert measure.title in shown
        assert [label for label in (HEADING, "ระยะเวลาดำเนินการ", "งบประมาณ:", "ค่าเป้าหมาย") if label in shown] == []


def test_the_history_tells_it_with_names_and_buddhist_dates(agency, measure):
    forget()
    send(staff(agency), change(measure), **STATED)
    told = {sentence[2:] for sentence in sentences(changes.changes(*of_measure(measure)))}
    assert told == {
        ("วันเริ่มดำเนินการ", "–", "1 ตุลาคม พ.ศ. 2565"),
        ("วันสิ้นสุดการดำเนินการ", "–", "31 มีนาคม พ.ศ. 2566"),
        ("ตัวชี้วัดความสำเร็จ", "–", "จำนวนผู้ผ่านการอบรม"),
        ("ค่าเป้าหมาย", "–", "ร้อยละ 90"),
        ("จำนวนเงินงบประมาณ (บาท)", "–", "20000.00"),
    }


def test_two_people_who_state_a_budget_are_told_of_each_other(agency, measure):
    client = staff(agency)
    mine = form_of(client.get(change(measure)))
    type(measure).objects.update(needs_no_budget=True)
    answer = client.post(change(measure), mine | {"title": "ชื่อใหม่"})
    assert "แผนไม่ได้ระบุ" in text(answer)
    assert form_of(answer)["needs_no_budget"] == ["none"]
    assert client.post(change(measure), form_of(answer)).status_code == 302
    measure.refresh_from_db()
    assert (measure.title, measure.needs_no_budget) == ("ชื่อใหม่", True)
