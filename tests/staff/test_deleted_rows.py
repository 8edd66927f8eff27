"""A form whose row somebody else has deleted: nothing typed is lost, and nobody learns of what is not theirs."""

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import User
from measures.models import Measure, Plan
from tests import factories
from tests.readers import soup, text
from tests.staff.forms import form_of
from tests.staff.hostile import READ_ONLY
from tests.staff_pages import page, staff, superuser

pytestmark = pytest.mark.django_db


def typed(response) -> dict[str, str]:
    """What the page shows as typed, by its label."""
    page_of_a_browser = BeautifulSoup(response.content.decode(), "html5lib")  # which shows a sign for NUL
    rows = page_of_a_browser.select("table.typed tbody tr")
    return {row.th.get_text(" ", strip=True): row.td.get_text(" ", strip=True) for row in rows}


def deleted_by(client, name: str, row) -> None:
    address = page(f"{name}_delete", row.pk)
    assert client.post(address, form_of(client.get(address))).status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()


def colleague(plan: Plan):
    return staff(plan.agency, User.Role.PUBLISHER, first_name="สมศรี", last_name="ใจดี")


def test_what_was_typed_for_a_row_that_a_colleague_deleted_is_shown_with_who_and_when(plan):
    measure, client = plan.measures.get(), staff(plan.agency)
    measure.reports.all().delete()  # with what a division has written nobody deletes it
    address = page("measures_measure_change", measure.pk)
    form = form_of(client.get(address))
    deleted_by(colleague(plan), "measures_measure", measure)
    sent = {"title": "<b>ชื่อใหม่</b>\nบรรทัดที่สอง", "steps-1-text": "ขั้นที่พิมพ์ไว้", "steps-0-DELETE": "on"}
    gone = client.post(address, form | sent)
    assert gone.status_code == 410
    assert "ลบโดย สมศรี ใจดี เมื่อ" in text(gone)
    shown = typed(gone)
    assert "การใช้งบประมาณ" in shown.pop("ตัวชี้วัดที่มาตรการรองรับ")
    assert shown == {
        "ลำดับที่": "1",
        "ชื่อเรื่อง": "<b>ชื่อใหม่</b> บรรทัดที่สอง",
        "ทุกกอง": "ใช่",
        "งบประมาณ": "แผนไม่ได้ระบุ",
        "ขั้นตอน 1: ลำดับ": "1",
        "ขั้นตอน 1: ขั้นตอนหรือวิธีการ": "จัดทำแนวทาง",
        "ขั้นตอน 1: ลบหรือไม่": "ใช่",
        "ขั้นตอน 2: ขั้นตอนหรือวิธีการ": "ขั้นที่พิมพ์ไว้",
    }
    assert not Measure.objects.exists()


def opened(plan: Plan) -> dict[str, tuple]:
    """For every page of the staff's room a row and what is typed there; those on which others hang come last."""
    unused = factories.framework_of(2563)
    return {
        "measures_round": (plan.rounds.get(kind="final"), {"title": "รอบ"}),
        "measures_measure": (plan.measures.get(), {"steps-0-text": "ขั้น"}),
        "measures_plan": (plan, {"rounds-0-title": "รอบแรก"}),
        "assessments_assessment": (plan.agency.assessments.get(), {"scores-3-finding": "ข้อค้นพบ"}),
        "agencies_sitetext": (factories.make_site_text(plan.agency), {"text": "ข้อความใหม่"}),
        "agencies_user": (factories.make_user("someone", agency=plan.agency), {"first_name": "ชื่อ"}),
        "agencies_division": (plan.agency.divisions.get(), {"name": "กอง"}),
        "agencies_agency": (plan.agency, {"subdistrict": "ตำบล"}),
        "assessments_indicator": (unused.indicators.get(number=9), {"sub_indicators-0-code": "9.9"}),
        "assessments_framework": (unused, {"levels-0-label": "ระดับ"}),
    }


def test_every_page_shows_what_was_typed_for_a_row_that_is_gone(plan):
    client, rows = superuser(), opened(plan)
    pages = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    assert pages - rows.keys() == READ_ONLY
    forms = {name: form_of(client.get(page(f"{name}_change", row.pk))) for name, (row, _sent) in rows.items()}
    for name, (row, sent) in rows.items():
        address = page(f"{name}_change", row.pk)
        row.delete()
        gone = client.post(address, forms[name] | sent)
        assert gone.status_code == 410, name
        assert set(sent.values()) <= set(typed(gone).values()), name


def test_who_deleted_it_is_told_as_far_as_it_is_known(plan):
    client, division = staff(plan.agency), factories.make_division(plan.agency, "กองคลัง")
    address = page("agencies_division_change", division.pk)
    form = form_of(client.get(address))
    deleted_by(colleague(plan), "agencies_division", division)
    assert "ลบโดย สมศรี ใจดี เมื่อ" in text(client.post(address, form))  # divisions keep no history, but the log knows
    address = page("measures_plan_change", plan.pk)
    form = form_of(client.get(address))
    plan.delete()
    assert "ลบโดย คำสั่งของผู้ดูแลระบบ เมื่อ" in text(client.post(address, form))


def test_names_of_files_are_shown_although_nobody_knows_who_deleted_the_row():
    client, agency = superuser(), factories.make_agency("อบต.ว่าง", domain="empty.go.th")
    address = page("agencies_agency_change", agency.pk)
    form = form_of(client.get(address))
    agency.delete()
    gone = client.post(address, form | {"seal": SimpleUploadedFile("ตรา.png", b"PNG")})
    assert gone.status_code == 410
    assert "ลบโดย" not in text(gone)
    assert "ตรา.png" in typed(gone).values()


def test_a_deleted_row_of_another_agency_answers_as_one_that_never_was(plan):
    other = factories.make_agency("อบต.อื่น", domain="other.go.th")
    factories.make_year(other)
    client, stranger = staff(plan.agency), staff(other)
    for name, row in [("measures_plan", plan), ("agencies_division", factories.make_division(plan.agency, "กองช่าง"))]:
        address, never = page(f"{name}_change", row.pk), page(f"{name}_change", 999)
        form = form_of(client.get(address))
        row.delete()
        answers = [stranger.post(asked, form, follow=True) for asked in (address, never)]
        assert [answer.redirect_chain for answer in answers] == [[(page("index"), 302)]] * 2
        assert "ลบโดย" not in text(answers[0])
        assert typed(client.post(address, form)), name


def test_what_was_typed_for_a_new_measure_of_a_plan_that_is_gone_is_shown(plan):
    client, address = staff(plan.agency), page("measures_measure_add") + f"?plan={plan.pk}"
    form = form_of(client.get(address)) | {"title": "มาตรการที่พิมพ์ไว้", "steps-0-text": "ขั้นที่พิมพ์ไว้"}
    plan.rounds.update(is_opened=False)
    plan.measures.get().reports.all().delete()
    deleted_by(colleague(plan), "measures_plan", plan)
    gone = client.post(address, form)
    assert gone.status_code == 410
    assert "แผน" in soup(gone).h1.get_text()
    assert "ลบโดย สมศรี ใจดี เมื่อ" in text(gone)
    assert {"มาตรการที่พิมพ์ไว้", "ขั้นที่พิมพ์ไว้"} <= set(typed(gone).values())
    stranger = staff(factories.make_agency("อบต.อื่น"))
    assert stranger.post(address, form).url == page("measures_plan_changelist")
    assert client.post(address, form | {"_origin": ""}).url == page("measures_plan_changelist")


def test_a_row_that_went_to_another_agency_is_not_called_deleted(plan):
    client, address = staff(plan.agency), page("measures_plan_change", plan.pk)
    form = form_of(client.get(address))
    Plan.objects.update(agency=factories.make_agency("อบต.อื่น"))
    assert client.post(address, form).status_code == 302


def test_a_form_that_the_portal_did_not_give_out_for_the_row_answers_as_for_one_that_never_was(plan):
    client, measure, second = staff(plan.agency), plan.measures.get(), factories.make_measure(plan, 2)
    address = page("measures_measure_change", measure.pk)
    form, others = (form_of(client.get(page("measures_measure_change", row.pk))) for row in (measure, second))
    measure.delete()
    round_ = form_of(client.get(page("measures_round_change", plan.rounds.first().pk)))
    for forged in ("", "forged", others["_origin"], round_["_origin"], form["_version"]):
        assert client.post(address, form | {"_origin": forged}).status_code == 302, forged
    assert client.post(page("measures_measure_change", second.pk), form).status_code == 200  # it is there
    assert client.post(address, form).status_code == 410


def test_who_may_not_change_a_row_is_told_nothing_of_one_that_is_gone(plan):
    client = staff(plan.agency)
    address = page("measures_measure_change", plan.measures.get().pk)
    form = form_of(client.get(address))
    plan.measures.all().delete()
    assert staff(plan.agency, User.Role.OFFICER).post(address, form).status_code == 403
    assert client.post(address, form).status_code == 410


@pytest.mark.parametrize("value", ["9" * 5000, "9" * 19, "1\x00", "๑", "<script>x</script>"])
def test_anything_in_the_fields_of_a_row_that_is_gone_is_shown_as_it_was_sent(plan, value):
    foreign = factories.make_division(factories.make_agency("อบต.อื่น"), "กองลับ")
    client = staff(plan.agency)
    address = page("measures_measure_change", plan.measures.get().pk)
    form = form_of(client.get(address))
    plan.measures.all().delete()
    strange = {
        "steps": value,
        f"steps-{'9' * 900}-text": value,
        "steps-0": value,
        "history": value,
        "levels-0-x": value,
    }
    sent = strange | {
        "divisions": [value, str(foreign.pk)],
        "title": value,
        "steps-0-text": value,
        "steps-0-nothing": value,
    }
    gone = client.post(address, form | sent)
    assert gone.status_code == 410
    assert "<script>x" not in gone.content.decode()
    assert "กองลับ" not in text(gone)
    assert typed(gone)["ชื่อเรื่อง"] == value.replace("\x00", "")  # which no page can hold


# Rows below the form


def test_a_round_that_was_deleted_while_its_plan_is_open_is_offered_anew(plan):
    client, address = staff(plan.agency), page("measures_plan_change", plan.pk)
    form = form_of(client.get(address))
    plan.rounds.update(is_opened=False)
    deleted_by(colleague(plan), "measures_round", plan.rounds.get(kind="final"))
    sent = form | {"rounds-1-title": "รอบที่พิมพ์ไว้", "title": "แผนที่พิมพ์ไว้"}
    refused = client.post(address, sent)
    again = form_of(refused)
    assert (again["title"], again["rounds-1-title"]) == ("แผนที่พิมพ์ไว้", "รอบที่พิมพ์ไว้")
    assert "ถูกลบแล้ว" in text(refused)
    assert not plan.rounds.filter(title="รอบที่พิมพ์ไว้").exists()
    assert client.post(address, again | {"rounds-1-kind": "final"}).status_code == 302
    assert plan.rounds.get(kind="final").title == "รอบที่พิมพ์ไว้"
