"""The staff's room: pages in Thai that ask for little, keep to one's own agency, and refuse with a sentence."""

import datetime
import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency, Division, User
from assessments.models import Assessment, Framework, Indicator, IndicatorScore
from measures.models import Evidence, Measure, Plan, Report, Round
from publications.models import Edition
from staff.admin_base import StaffAdmin
from tests import factories
from tests.editions import freeze

pytestmark = pytest.mark.django_db

LISTS = [
    *("agencies_division", "agencies_user", "assessments_assessment", "assessments_framework", "measures_plan"),
    *("measures_measure", "measures_round", "measures_report", "publications_edition"),
]


def browser(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def staff(agency: Agency, role: str = User.Role.OFFICE, **fields) -> Client:
    return browser(factories.make_user(f"{role}-{agency.pk}", agency=agency, role=role, **fields))


def superuser() -> Client:
    return browser(factories.make_user("root"))


def page(name: str, *args) -> str:
    return reverse(f"admin:{name}", args=args)


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html5lib")


def text(response) -> str:
    return " ".join(soup(response).get_text(" ").split())


def errors(response) -> str:
    """What is said at the fields and above the form, in one line."""
    return " ".join(each.get_text(" ", strip=True) for each in soup(response).select(".errorlist"))


def form_of(response) -> dict[str, str | list[str]]:
    """What the page's form would send as it stands."""
    form = soup(response).select_one("#content-main form[id], #content form")
    sent: dict[str, str | list[str]] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = field["name"], field.get("type")
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                sent.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "select":
            sent[name] = [option["value"] for option in field.select("option[selected]")]
        elif field.name == "textarea":
            sent[name] = field.get_text().removeprefix("\n")
        elif kind not in ("submit", "file"):
            sent[name] = field.get("value", "")
    return sent


def send(client: Client, address: str, **changes):
    """Open a page, change some fields of its form, press save."""
    changes = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(address, form_of(client.get(address)) | changes)


@pytest.fixture
def agency() -> Agency:
    return factories.make_agency()


@pytest.fixture
def other() -> Agency:
    """A second agency with a year of its own."""
    other = factories.make_agency("อบต.อื่น", domain="other.go.th")
    factories.make_year(other)
    return other


# The room as a whole


def test_the_index_follows_the_work_of_a_year(agency):
    shown = text(staff(agency).get(page("index")))
    order = ["ผลการประเมิน", "แผนมาตรการ", "รอบการกำกับติดตาม", "รายงาน", "ฉบับเผยแพร่", "กอง"]
    places = [shown.index(f" {word} ") for word in order]
    assert places == sorted(places)


def test_the_index_says_what_to_do_next_from_the_first_score_to_the_publication(agency):
    client = staff(agency, User.Role.PUBLISHER)
    factories.make_division(agency)

    def tasks() -> str:
        return " ".join(item.get_text() for item in soup(client.get(page("index"))).select(".agenda li"))

    assert tasks() == "กรอกผลการประเมินของปีที่ผ่านมา"
    assessment = factories.make_assessment(agency, scores=[None, *factories.SCORES[1:]])
    assert tasks() == "ผลการประเมิน ปีงบประมาณ พ.ศ. 2565 ยังขาดคะแนน 1 ตัวชี้วัด"
    assessment.scores.filter(score=None).update(score=Decimal("87.49"))
    assert tasks() == "จัดทำแผนมาตรการ ปีงบประมาณ พ.ศ. 2566"
    plan = factories.make_plan(agency)
    assert tasks() == "แผนมาตรการ ปีงบประมาณ พ.ศ. 2566 ยังไม่ครบ ขาด 1 รายการ"
    measure = factories.make_measure(plan)
    assert tasks() == "แผนมาตรการ ปีงบประมาณ พ.ศ. 2566 ข้อมูลครบแล้ว เผยแพร่ได้"
    assert "ปลัด อบต. หรือนายก อบต. เผยแพร่ได้" in text(staff(agency).get(page("index")))
    freeze(plan)
    assert tasks() == ""
    factories.make_report(measure, plan.rounds.first(), status="submitted")
    assert tasks() == "มีรายงานที่ส่งแล้วรอตรวจ 1 ฉบับ"


def test_an_officer_is_told_of_the_own_divisions_reports_only(agency):
    plan = factories.make_year(agency)
    finance = factories.make_division(agency, "กองคลัง")
    measure, progress = plan.measures.get(), plan.rounds.get(kind="progress")
    factories.make_report(measure, progress, status="draft", done="")
    factories.make_report(measure, progress, finance, status="returned")
    client = staff(agency, User.Role.OFFICER, division=finance)
    (task,) = soup(client.get(page("index"))).select(".agenda a")
    assert task.get_text() == "มีรายงานถูกส่งกลับให้แก้ไข 1 ฉบับ"
    assert len(soup(client.get(task["href"])).select("#result_list tbody tr")) == 1
    progress.close(by=factories.make_user("closer", agency=agency))
    assert not soup(client.get(page("index"))).select(".agenda")


# Names, codes and abbreviations that stay as they are in Thai texts.
KNOWN = {
    "PDF",
    "JSON",
    "SHA",
    "JPEG",
    "PNG",
    "ITA",
    "OIT",
    "IIT",
    "EIT",
    "root",
    "https",
    "ita",
    "thamaling",
    "go",
    "th",
}
KNOWN |= {*"ABCDEF", "AA", "O42", "O43", "Control", "Command", "Mac"}


def english(response) -> set[str]:
    """The words in Latin letters that a reader of the page sees or hears, without names in English and hashes."""
    shown = soup(response)
    for hidden in shown.select(
        "script, style, .field-name_en, .field-label_en, .field-password, .field-sha256, .field-pdf_sha256"
    ):
        hidden.decompose()
    spoken = [
        tag[name]
        for tag in shown.find_all(True)
        for name in ("alt", "title", "aria-label", "placeholder")
        if tag.has_attr(name)
    ]
    spoken += [tag["value"] for tag in shown.select("input[type=submit]")]
    words = re.sub(r"https?://\S*", "", " ".join([shown.get_text(" "), *spoken]))
    return set(re.findall(r"[A-Za-z][A-Za-z0-9]+", words)) - KNOWN


def test_no_page_shows_a_word_of_english(agency):
    client = superuser()
    plan = factories.make_year(agency)
    measure, progress = plan.measures.get(), plan.rounds.get(kind="progress")
    rows = {
        "agencies_agency": agency,
        "agencies_division": agency.divisions.get(),
        "agencies_user": User.objects.get(),
        "assessments_assessment": agency.assessments.get(),
        "assessments_framework": Framework.objects.get(fiscal_year=2565),
        "measures_plan": plan,
        "measures_measure": measure,
        "measures_round": progress,
        "measures_report": factories.make_report(measure, progress, status="submitted"),
        "publications_edition": freeze(plan),
    }
    # A unique title would otherwise be the only English on a page.
    progress.title = "รอบหกเดือน"
    progress.save()
    plan.rounds.filter(kind="final").update(title="รอบสิ้นปี")
    found = {}
    for name, row in rows.items():
        pages = [page(f"{name}_{kind}", row.pk) for kind in ("change", "history", "delete")]
        for address in [page(f"{name}_changelist"), page(f"{name}_add"), *pages]:
            response = client.get(address, follow=True)
            found[address] = english(response) if response.status_code == 200 else set()
    for address in [page("index"), page("password_change"), page("publications_edition_publish", plan.pk, "plan")]:
        found[address] = english(client.get(address))
    bad = {
        "measures_plan": "title",
        "measures_measure": "number",
        "measures_report": "done",
        "agencies_user": "username",
    }
    for name, field in bad.items():
        refused = send(client, page(f"{name}_change", rows[name].pk), **{field: ""})
        found[f"{name} refused"] = english(refused) if errors(refused) else {"not refused"}
    found["login"] = english(Client(headers={"host": "localhost"}).get(page("login")))
    assert {address: words for address, words in found.items() if words} == {}


def test_a_refused_sign_in_is_answered_in_thai(agency):
    client = Client(headers={"host": "localhost"})
    response = client.post(page("login"), {"username": "nobody", "password": "wrong"})
    assert "กรุณากรอกชื่อผู้ใช้และรหัสผ่านของเจ้าหน้าที่ให้ถูกต้อง" in text(response)


def test_pages_bring_nothing_inline_that_the_content_security_policy_refuses(agency):
    plan = factories.make_year(agency)
    client = superuser()
    for address in [page("measures_plan_change", plan.pk), page("publications_edition_publish", plan.pk, "plan")]:
        shown = soup(client.get(address))
        assert not shown.select("[style], style, [onclick], script:not([src]):not([type])")
        assert shown.select_one("link[href*='css/admin']")


def test_moments_are_shown_in_the_buddhist_era_everywhere(agency):
    plan = factories.make_year(agency, approved_on=datetime.date(2023, 1, 16))
    client = staff(agency)
    send(client, page("measures_plan_change", plan.pk), title="มาตรการใหม่")
    LogEntry.objects.update(action_time=factories.at("2023-01-17T10:30:00+07:00"))
    assert "17 มกราคม พ.ศ. 2566 เวลา 10.30 น." in text(client.get(page("measures_plan_history", plan.pk)))
    assert "16 ม.ค. 2566" in text(client.get(page("measures_plan_changelist")))
    assert form_of(client.get(page("measures_plan_change", plan.pk)))["approved_on"] == "16/01/2566"
    reading = text(staff(agency, User.Role.OFFICER).get(page("measures_plan_change", plan.pk)))
    assert "16 มกราคม พ.ศ. 2566" in reading
    assert "31 มีนาคม พ.ศ. 2566" in reading
    assert "2023" not in reading


def test_dates_are_typed_and_not_picked_from_a_calendar_of_the_christian_era(agency):
    plan = factories.make_year(agency)
    shown = soup(staff(agency).get(page("measures_plan_change", plan.pk)))
    assert not shown.select("script[src*='calendar'], script[src*='DateTimeShortcuts'], .vDateField")
    assert shown.select("input[name=approved_on][placeholder*='พ.ศ.']")


def test_what_staff_type_is_shown_as_text(agency):
    plan = factories.make_year(agency)
    plan.measures.update(title="<script>alert(1)</script>")
    response = staff(agency).get(page("measures_plan_change", plan.pk))
    assert b"<script>alert" not in response.content
    assert "<script>alert(1)</script>" in text(response)


def test_everybody_changes_the_own_password(agency):
    client = staff(agency, User.Role.OFFICER)
    new = "ต้นไม้ริมน้ำ-2566"
    client.post(page("password_change"), {"old_password": "secret", "new_password1": new, "new_password2": new})
    assert User.objects.get().check_password(new)


# One's own agency, and nobody else's


def test_with_one_agency_nothing_mentions_agencies(agency):
    factories.make_year(agency)
    client = superuser()
    for name in LISTS:
        shown = soup(client.get(page(f"{name}_changelist")))
        assert not shown.select(
            "[class*='column-'][class*='agency'], #changelist-filter [data-filter-title*='หน่วยงาน']"
        )
    for name in ("agencies_division_add", "assessments_assessment_add", "measures_plan_add", "agencies_user_add"):
        assert not soup(client.get(page(name))).select("[name=agency]")


def test_with_several_agencies_a_superuser_sees_column_filter_and_field(agency, other):
    factories.make_year(agency)
    client = superuser()
    shown = soup(client.get(page("measures_measure_changelist")))
    assert [cell.get_text() for cell in shown.select("td.field-plan__agency")] == [agency.name, other.name]
    assert shown.select_one("#changelist-filter [data-filter-title='หน่วยงาน']")
    assert soup(client.get(page("measures_plan_add"))).select_one("select[name=agency]")
    assert not soup(staff(agency).get(page("measures_measure_changelist"))).select("td.field-plan__agency")


def test_many_agencies_are_filtered_by_province(agency):
    for number in range(31):
        factories.make_agency(f"อบต.ที่ {number}", province="ตรัง")
    factories.make_year(agency)
    shown = soup(superuser().get(page("measures_plan_changelist")))
    assert shown.select_one("#changelist-filter [data-filter-title='จังหวัด']")
    assert not shown.select_one("#changelist-filter [data-filter-title='หน่วยงาน']")


def test_a_list_shows_the_own_agencys_rows_and_a_superusers_all(agency, other):
    factories.make_year(agency)
    for client, count in [(staff(agency), 1), (superuser(), 2)]:
        for name in ("agencies_division", "assessments_assessment", "measures_plan", "measures_measure"):
            assert len(soup(client.get(page(f"{name}_changelist"))).select("#result_list tbody tr")) == count, name


def test_a_new_row_gets_the_own_agency_whatever_was_sent(agency, other):
    send(staff(agency), page("agencies_division_add"), name="กองช่าง", agency=str(other.pk))
    assert Division.objects.get(name="กองช่าง").agency == agency


def test_a_superuser_gives_a_new_row_its_agency(agency, other):
    send(superuser(), page("agencies_division_add"), name="กองช่าง", agency=str(other.pk))
    assert Division.objects.get(name="กองช่าง").agency == other


@pytest.mark.parametrize("model", [Division, Assessment, Plan, Measure, Round])
def test_a_row_of_another_agency_can_be_neither_changed_nor_deleted_by_its_address(agency, other, model):
    row = model.objects.first()
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    client, data = staff(agency), form_of(superuser().get(page(f"{name}_change", row.pk)))
    for field in ("name", "title", "source"):
        data[field] = "เปลี่ยนโดยคนนอก"
    client.post(page(f"{name}_change", row.pk), data)
    client.post(page(f"{name}_delete", row.pk), {"post": "yes"})
    assert "เปลี่ยนโดยคนนอก" not in str(model.objects.filter(pk=row.pk).values().get())


def test_choices_come_from_the_own_agency(agency, other):
    plan = factories.make_year(agency)
    finance = other.divisions.get()
    address = page("measures_measure_change", plan.measures.get().pk)
    client = staff(agency)
    assert len(soup(client.get(address)).select("input[name=divisions]")) == 1
    response = send(client, address, every_division=[], divisions=[str(finance.pk)])
    assert "กรุณาเลือกจากตัวเลือกที่มี" in errors(response)
    assert not Measure.divisions.through.objects.exists()


def test_any_choice_of_rows_that_belong_to_agencies_is_limited_to_the_own(agency, other, rf):
    factories.make_division(agency)
    for user, count in [(factories.make_user(agency=agency), 1), (factories.make_user("root"), 2)]:
        request = rf.get("/")
        request.user = user
        field = StaffAdmin(User, admin.site).formfield_for_dbfield(User._meta.get_field("division"), request)
        assert field.queryset.count() == count


def test_an_indicator_of_another_year_is_refused(agency):
    plan = factories.make_year(agency)
    stranger = Indicator.objects.filter(framework__fiscal_year=2566).first()
    response = send(
        staff(agency), page("measures_measure_change", plan.measures.get().pk), indicators=[str(stranger.pk)]
    )
    assert "กรุณาเลือกจากตัวเลือกที่มี" in errors(response)
    assert stranger not in plan.measures.get().indicators.all()


def test_a_measure_cannot_be_added_to_the_plan_of_another_agency(agency, other):
    factories.make_year(agency)
    plan = other.plans.get()
    client = staff(agency)
    data = form_of(superuser().get(page("measures_measure_add") + f"?plan={plan.pk}")) | {
        "title": "แทรก",
        "every_division": "on",
    }
    client.post(page("measures_measure_add") + f"?plan={plan.pk}", data)
    client.post(page("measures_measure_add"), data | {"plan": str(plan.pk)})
    assert not Measure.objects.filter(title="แทรก").exists()


def test_a_score_of_another_agency_cannot_be_slipped_into_a_form(agency, other):
    assessment = factories.make_assessment(agency)
    stranger = other.assessments.get().scores.first()
    before = stranger.score
    send(
        staff(agency),
        page("assessments_assessment_change", assessment.pk),
        scores__0__id=str(stranger.pk),
        scores__0__score="1.00",
    )
    stranger.refresh_from_db()
    assert (stranger.score, stranger.assessment) == (before, other.assessments.get())
    assert not IndicatorScore.objects.filter(score=1).exists()


def test_an_eleventh_score_cannot_be_slipped_into_a_form(agency):
    assessment = factories.make_assessment(agency)
    send(
        staff(agency),
        page("assessments_assessment_change", assessment.pk),
        scores__TOTAL_FORMS="11",
        scores__10__score="1.00",
    )
    assert assessment.scores.count() == 10


@pytest.mark.parametrize("action", ["delete_selected", "open_reports", "close_rounds"])
def test_an_action_reaches_the_own_agencys_rows_only(agency, other, action):
    stranger = other.plans.get().rounds.first()
    data = {"action": action, "_selected_action": [str(stranger.pk)], "post": "yes", "confirmed": "yes"}
    staff(agency).post(page("measures_round_changelist"), data)
    stranger.refresh_from_db()
    assert not stranger.is_closed
    assert not Report.objects.exists()


def test_a_row_is_not_copied_behind_the_pages_back(agency):
    measure = factories.make_year(agency).measures.get()
    assert send(staff(agency), page("measures_measure_change", measure.pk), _saveasnew="1").status_code == 403
    assert Measure.objects.count() == 1


def test_filters_and_searches_do_not_tell_of_other_agencies(agency, other):
    year = factories.make_year(other, 2567)
    factories.make_report(year.measures.get(), year.rounds.first())
    factories.make_year(agency)
    client = staff(agency)
    assert "2567" not in text(client.get(page("measures_measure_changelist")))
    assert other.name not in text(client.get(page("measures_report_changelist")))
    assert not soup(client.get(page("measures_plan_changelist") + "?year=2567")).select(
        "#result_list a[href*='/plan/3/']"
    )


def test_the_suggestions_for_an_agency_are_the_superusers(agency, other):
    address = page("autocomplete") + "?app_label=measures&model_name=plan&field_name=agency&term="
    names = [each["text"] for each in superuser().get(address).json()["results"]]
    assert sorted(names) == sorted([agency.name, other.name])
    own = staff(agency).get(address)
    assert other.name not in own.content.decode()


def test_a_lookup_that_no_filter_offers_is_refused(agency):
    factories.make_year(agency)
    response = staff(agency).get(page("measures_round_changelist") + "?closed_by__password__startswith=p")
    assert response.status_code in (302, 400)


def test_the_own_agency_opens_without_a_list_and_keeps_its_host_name(agency, other):
    client = staff(agency)
    response = client.get(page("agencies_agency_changelist"), follow=True)
    assert form_of(response)["name"] == agency.name
    send(client, page("agencies_agency_change", agency.pk), name="อบต.ใหม่", domain="stolen.go.th")
    agency.refresh_from_db()
    assert (agency.name, agency.domain) == ("อบต.ใหม่", None)


@pytest.mark.parametrize("written", ["https://ita.go.th", "ita.go.th/", "ita go th"])
def test_only_a_host_name_is_taken_for_one(agency, written):
    response = send(superuser(), page("agencies_agency_change", agency.pk), domain=written)
    assert "กรุณากรอกเฉพาะชื่อโดเมน" in errors(response)


def test_a_host_name_is_another_agencys_in_capitals_too(agency, other):
    response = send(superuser(), page("agencies_agency_change", agency.pk), domain="OTHER.go.th")
    assert "มีหน่วยงานอื่นใช้ชื่อโดเมนนี้แล้ว" in errors(response)


def test_a_division_with_work_is_not_deleted_but_unticked(agency):
    factories.make_year(agency)
    division = factories.make_division(agency, "กองคลัง")
    factories.make_measure(agency.plans.get(), 2, divisions=(division,))
    client = staff(agency)
    client.post(page("agencies_division_delete", division.pk), {"post": "yes"})
    assert Division.objects.filter(pk=division.pk).exists()
    send(client, page("agencies_division_change", division.pk), is_active=[])
    division.refresh_from_db()
    assert not division.is_active


def test_a_second_division_of_the_same_name_is_refused_at_the_form(agency):
    factories.make_division(agency, "กองคลัง")
    response = send(staff(agency), page("agencies_division_add"), name="กองคลัง")
    assert "มีกองชื่อนี้อยู่แล้ว" in errors(response)


# People


def test_a_superuser_adds_an_officer_of_a_division(agency):
    division = factories.make_division(agency)
    answer = send(
        superuser(),
        page("agencies_user_add"),
        username="somsri",
        division=str(division.pk),
        role="officer",
        password1="ต้นไม้ริมน้ำ-1",
        password2="ต้นไม้ริมน้ำ-1",
    )
    user = User.objects.get(username="somsri")
    assert answer.status_code == 302
    assert (user.agency, user.division, user.role, user.is_staff) == (agency, division, "officer", True)


def test_an_officer_without_a_division_is_refused_in_thai(agency):
    response = send(
        superuser(), page("agencies_user_add"), username="somsri", role="officer", password1="x", password2="x"
    )
    assert "กรุณาเลือกกองที่เจ้าหน้าที่ผู้นี้เป็นผู้รายงานผล" in errors(response)
    assert "รหัสผ่านสั้นเกินไป" in errors(response)


def test_a_division_of_another_agency_is_refused(agency, other):
    user = factories.make_user(agency=agency)
    response = send(superuser(), page("agencies_user_change", user.pk), division=str(other.divisions.get().pk))
    assert "กองนี้เป็นของหน่วยงานอื่น" in errors(response)


# Results


def test_adding_a_result_asks_for_the_year_and_opens_its_ten_indicators(agency):
    framework = factories.load_framework(2565)
    client = staff(agency)
    asked = set(form_of(client.get(page("assessments_assessment_add"))))
    assert asked - {"csrfmiddlewaretoken"} == {"framework"}
    response = send(client, page("assessments_assessment_add"), framework=str(framework.pk))
    assessment = Assessment.objects.get()
    assert response.url == page("assessments_assessment_change", assessment.pk)
    shown = soup(client.get(response.url))
    assert len(shown.select("input[name$='-score'][name^='scores-']")) == 10
    assert len(shown.select("input[name$='-score'][name^='declared_instruments-']")) == 3
    assert not shown.select("[name$='-indicator'], [name$='-DELETE'], .add-row")


def test_a_second_result_of_a_year_is_refused_at_the_form(agency):
    assessment = factories.make_assessment(agency)
    response = send(staff(agency), page("assessments_assessment_add"), framework=str(assessment.framework_id))
    assert "มีผลการประเมินของปีนี้อยู่แล้ว" in errors(response)


BAD_SCORES = {
    "101": "ค่านี้ต้องไม่เกิน 100",
    "๑๐๑": "ค่านี้ต้องไม่เกิน 100",
    "-1": "ค่านี้ต้องไม่ต่ำกว่า 0",
    "abc": "กรุณากรอกเป็นตัวเลข",
    "85.555": "ทศนิยมเกินที่กำหนด",
    "8749": "จำนวนหลัก",
}


@pytest.mark.parametrize("written", BAD_SCORES)
def test_a_bad_score_is_refused_in_thai_and_nothing_is_saved(agency, written):
    assessment = factories.make_assessment(agency)
    address = page("assessments_assessment_change", assessment.pk)
    response = send(staff(agency), address, scores__0__score="90.00", scores__1__score=written, source="ใหม่")
    assert BAD_SCORES[written] in errors(response)
    assert form_of(response)["scores-1-score"] == written
    scores = list(assessment.scores.values_list("score", flat=True))
    assert scores == [Decimal(score) for score in factories.SCORES]
    assert Assessment.objects.get().source == ""


@pytest.mark.parametrize("field", ["declared_total", "declared_instruments__0__score"])
def test_a_bad_declared_figure_is_refused_too(agency, field):
    assessment = factories.make_assessment(agency)
    response = send(staff(agency), page("assessments_assessment_change", assessment.pk), **{field: "100.01"})
    assert "ค่านี้ต้องไม่เกิน 100" in errors(response)


def test_thai_digits_are_scores_and_empty_is_not_zero(agency):
    assessment = factories.make_assessment(agency)
    send(
        staff(agency),
        page("assessments_assessment_change", assessment.pk),
        scores__0__score=" ๘๗.๕ ",
        scores__1__score="",
        declared_total="๘๕.๖๖",
        announced_on="๑๖ สิงหาคม ๒๕๖๕",
    )
    first, second = assessment.scores.all()[:2]
    assessment.refresh_from_db()
    assert (first.score, second.score) == (Decimal("87.50"), None)
    assert (assessment.declared_total, assessment.announced_on) == (Decimal("85.66"), datetime.date(2022, 8, 16))


def test_a_result_keeps_its_year(agency):
    assessment = factories.make_assessment(agency)
    address = page("assessments_assessment_change", assessment.pk)
    send(staff(agency), address, framework=str(factories.load_framework(2566).pk))
    assert Assessment.objects.get().fiscal_year == 2565


def test_computed_figures_stand_beside_the_declared_ones(agency):
    assessment = factories.make_assessment(agency, declared_total=Decimal("85.66"), declared_level="A")
    assessment.declared_instruments.filter(instrument__code="IIT").update(score=Decimal("87.49"), level="A")
    rows = {
        row.select_one("th").get_text(strip=True)[:3]: [cell.get_text(strip=True) for cell in row.select("td")]
        for row in soup(staff(agency).get(page("assessments_assessment_change", assessment.pk))).select(
            ".result tbody tr:not(.doubt)"
        )
    }
    assert rows["IIT"] == ["81.12", "87.49", "B", "A"]
    assert rows["OIT"] == ["91.25", "–", "A", "–"]
    assert rows["คะแ"] == ["85.66", "85.66", "A", "A"]


def test_a_result_that_is_not_complete_says_so_on_its_page_and_in_the_list(agency):
    assessment = factories.make_assessment(agency, scores=[None, *factories.SCORES[1:]])
    client = staff(agency)
    assert "ยังไม่ครบ: ยังไม่มีคะแนน 1 ตัวชี้วัด" in text(client.get(page("assessments_assessment_change", assessment.pk)))
    (row,) = soup(client.get(page("assessments_assessment_changelist"))).select("#result_list tbody tr")
    cells = [cell.get_text() for cell in row.select("th, td:not(.action-checkbox)")]
    assert cells == ["2565", "–", "ยังไม่ครบ", "9/10", "ยังไม่มีข้อมูลตามประกาศ"]


# The rules of the years


BAD_RULES = {
    "น้ำหนักของเครื่องมือรวมกันไม่เท่ากับ 100": {"instruments__0__weight": "31"},
    "เกณฑ์ของระดับไม่ได้เรียงจากสูงสุดลงไปต่ำสุด": {"levels__1__min_total": "96"},
    "ระดับต่ำสุดต้องเริ่มที่ 0": {"levels__6__min_total": "1"},
    "เครื่องมือ EIT ไม่มีตัวชี้วัด": {f"indicators__{index}__DELETE": "on" for index in (5, 6, 7)},
    "ลำดับที่ซ้ำกัน": {"indicators__0__number": "2"},
    "ระดับซ้ำกัน": {"levels__0__label": "A"},
}


@pytest.mark.parametrize("message", BAD_RULES)
def test_rules_that_cannot_be_computed_with_are_refused_in_thai(message):
    framework = factories.load_framework(2565)
    before = framework.rules()
    response = send(superuser(), page("assessments_framework_change", framework.pk), **BAD_RULES[message])
    assert message in errors(response)
    assert Framework.objects.get().rules() == before


def test_rules_are_changed_when_they_hold_together():
    framework = factories.load_framework(2565)
    address = page("assessments_framework_change", framework.pk)
    response = send(superuser(), address, instruments__0__weight="๒๐", instruments__1__weight="40")
    assert response.status_code == 302
    assert [rule.weight for rule in Framework.objects.get().rules().instruments] == [20, 40, 40]


def test_a_new_year_starts_as_a_copy_of_another():
    framework = factories.load_framework(2565)
    client = superuser()
    response = send(client, page("assessments_framework_add"), fiscal_year="๒๕๗๐", copied_from=str(framework.pk))
    copied = Framework.objects.get(fiscal_year=2570)
    assert response.url == page("assessments_framework_change", copied.pk)
    old, new = framework.rules(), copied.rules()
    assert (new.instruments, new.levels, new.items, new.target) == (old.instruments, old.levels, old.items, old.target)
    assert list(copied.disclosure_items.values_list("code", flat=True)) == ["O42", "O43"]


@pytest.mark.parametrize(("written", "message"), [("2565", "มีหลักเกณฑ์ของปีนี้อยู่แล้ว"), ("2022", "พ.ศ. 2565 ใช่หรือไม่")])
def test_a_year_that_exists_or_is_of_the_christian_era_is_refused(written, message):
    framework = factories.load_framework(2565)
    response = send(superuser(), page("assessments_framework_add"), fiscal_year=written, copied_from=str(framework.pk))
    assert message in errors(response)


def test_a_list_survives_rules_that_cannot_be_computed_with(agency):
    assessment = factories.make_assessment(agency)
    assessment.framework.instruments.update(weight=10)
    client = staff(agency)
    assert "ยังไม่ครบ" in text(client.get(page("assessments_assessment_changelist")))
    shown = text(client.get(page("assessments_assessment_change", assessment.pk)))
    assert "ใช้หลักเกณฑ์ของปีนี้คำนวณไม่ได้" in shown


# Plans


def test_adding_a_plan_asks_for_the_year_and_prepares_title_and_rounds(agency):
    factories.make_assessment(agency)
    client = staff(agency)
    assert form_of(client.get(page("measures_plan_add")))["fiscal_year"] == "2566"
    response = send(client, page("measures_plan_add"), fiscal_year="๒๕๖๖")
    plan = Plan.objects.get()
    assert response.url == page("measures_plan_change", plan.pk)
    assert plan.title == "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566"
    days = [(each.kind, each.covers_from, each.covers_to) for each in plan.rounds.all()]
    assert days == [(kind, *Round.covered_by(kind, 2566)) for kind in ("progress", "final")]


@pytest.mark.parametrize(
    ("written", "message"), [("2566", "มีแผนมาตรการของปีนี้อยู่แล้ว"), ("2023", "พ.ศ. 2566 ใช่หรือไม่"), ("ปีนี้", "ปีงบประมาณ")]
)
def test_a_year_that_cannot_be_planned_is_refused_in_thai(agency, written, message):
    factories.make_plan(agency, 2566)
    assert message in errors(send(staff(agency), page("measures_plan_add"), fiscal_year=written))
    assert Plan.objects.count() == 1


def test_a_plan_shows_its_measures_what_is_missing_and_what_was_published(agency):
    plan = factories.make_year(agency)
    factories.make_measure(plan, 2, steps=(), title="อบรมบุคลากร")
    client = staff(agency)
    shown = soup(client.get(page("measures_plan_change", plan.pk)))
    assert [cell.get_text() for cell in shown.select("#measures tbody th")] == ["มาตรการที่ 1", "อบรมบุคลากร"]
    (issue,) = shown.select(".checklist .issue-error a")
    assert (issue.get_text(), issue["href"]) == (
        "มาตรการที่ 2 ยังไม่มีขั้นตอน",
        page("measures_measure_change", plan.measures.get(number=2).pk),
    )
    assert shown.select_one(f"a[href='{page('measures_measure_add')}?plan={plan.pk}']")
    assert shown.select_one(f"a[href='{page('publications_edition_preview', plan.pk, 'plan')}']")
    assert not shown.select_one(f"a[href='{page('publications_edition_publish', plan.pk, 'plan')}']")
    plan.measures.get(number=2).delete()
    edition = freeze(plan)
    after = soup(staff(agency, User.Role.PUBLISHER).get(page("measures_plan_change", plan.pk)))
    assert not after.select(".checklist .check-error")
    assert after.select_one(f"a[href='{page('publications_edition_change', edition.pk)}']")
    assert after.select_one(f"a[href='{page('publications_edition_publish', plan.pk, 'plan')}']")


def test_a_round_that_is_missing_is_offered_with_its_days(agency):
    plan = factories.make_plan(agency, rounds=False)
    factories.make_round(plan, "progress")
    client = staff(agency)
    address = page("measures_plan_change", plan.pk)
    offered = form_of(client.get(address))
    assert (offered["rounds-1-kind"], offered["rounds-1-covers_to"]) == (["final"], "30/09/2566")
    send(client, address)
    assert plan.rounds.count() == 1
    send(client, address, rounds__1__title="รายงานสรุปผล", rounds__1__due_on="๑๕ ต.ค. ๒๕๖๖")
    assert plan.rounds.get(kind="final").due_on == datetime.date(2023, 10, 15)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"approved_on": "16/01/2023"}, "พ.ศ. 2566 ใช่หรือไม่"),
        ({"approved_on": "31/02/2566"}, "ไม่มีวันที่นี้ในปฏิทิน"),
        ({"rounds__0__covers_to": "01/09/2565"}, "วันสุดท้ายต้องไม่อยู่ก่อนวันแรก"),
        ({"rounds__0__due_on": "วันศุกร์"}, "กรุณากรอกวันที่"),
        ({"title": ""}, "กรุณากรอกช่องนี้"),
    ],
)
def test_a_bad_date_is_refused_in_thai_and_nothing_is_saved(agency, change, message):
    plan = factories.make_year(agency)
    response = send(staff(agency), page("measures_plan_change", plan.pk), introduction="ความนำใหม่", **change)
    assert message in errors(response)
    assert Plan.objects.get().introduction == ""


def test_a_second_round_of_a_kind_is_refused_at_the_form(agency):
    plan = factories.make_plan(agency, rounds=False)
    response = send(
        staff(agency),
        page("measures_plan_change", plan.pk),
        rounds__0__kind="final",
        rounds__0__title="หนึ่ง",
        rounds__1__title="สอง",
    )
    assert "ซ้ำ" in errors(response)
    assert not plan.rounds.exists()


def test_a_plan_that_was_published_is_not_deleted(agency):
    plan = factories.make_year(agency)
    client = staff(agency)
    assert client.get(page("measures_plan_delete", plan.pk)).status_code == 200
    freeze(plan)
    client.post(page("measures_plan_delete", plan.pk), {"post": "yes"})
    assert Plan.objects.exists()


# Measures


def test_a_measure_is_added_from_its_plan_and_goes_back_to_it(agency):
    plan = factories.make_year(agency)
    division = agency.divisions.get()
    client = staff(agency)
    address = page("measures_measure_add") + f"?plan={plan.pk}"
    assert form_of(client.get(address))["number"] == "2"
    answer = send(
        client, address, title="อบรม", divisions=[str(division.pk)], steps__0__text="จัดทำแผน", steps__1__text="จัดอบรม"
    )
    measure = plan.measures.get(number=2)
    assert answer.url.startswith(page("measures_plan_change", plan.pk))
    assert list(measure.steps.values_list("position", "text")) == [(1, "จัดทำแผน"), (2, "จัดอบรม")]
    assert list(measure.divisions.all()) == [division]


def test_a_measure_opened_from_its_plan_goes_back_to_it_and_else_to_the_list(agency):
    plan = factories.make_year(agency)
    client = staff(agency)
    address = page("measures_measure_change", plan.measures.get().pk)
    assert send(client, address + f"?plan={plan.pk}").url.startswith(page("measures_plan_change", plan.pk))
    assert send(client, address).url == page("measures_measure_changelist")


def test_adding_a_measure_without_saying_where_finds_the_only_plan_or_asks(agency):
    plan = factories.make_year(agency)
    client = staff(agency)
    assert client.get(page("measures_measure_add")).url.endswith(f"?plan={plan.pk}")
    factories.make_plan(agency, 2567)
    response = client.get(page("measures_measure_add"), follow=True)
    assert "กรุณาเปิดแผนที่ต้องการ" in text(response)


@pytest.mark.parametrize(
    ("every", "named", "message"),
    [([], False, "เลือกอย่างน้อยหนึ่งกอง"), (["on"], True, "อย่างใดอย่างหนึ่งเท่านั้น"), (["on"], False, ""), ([], True, "")],
)
def test_a_measure_belongs_to_every_division_or_to_named_ones(agency, every, named, message):
    plan = factories.make_year(agency)
    response = send(
        staff(agency),
        page("measures_measure_change", plan.measures.get().pk),
        every_division=every,
        divisions=[str(agency.divisions.get().pk)] if named else [],
    )
    assert message in errors(response) if message else response.status_code == 302


def test_a_division_that_no_longer_exists_is_offered_only_where_it_is_named(agency):
    plan = factories.make_year(agency)
    gone = factories.make_division(agency, "กองที่ยุบแล้ว", is_active=False)
    named = factories.make_measure(plan, 2, divisions=(gone,))
    client = staff(agency)
    assert gone.name in text(client.get(page("measures_measure_change", named.pk)))
    assert gone.name not in text(client.get(page("measures_measure_change", plan.measures.get(number=1).pk)))


def test_a_second_measure_of_a_number_is_refused_at_the_form(agency):
    plan = factories.make_year(agency)
    factories.make_measure(plan, 2)
    response = send(staff(agency), page("measures_measure_change", plan.measures.get(number=2).pk), number="๑")
    assert "แผนนี้มีมาตรการลำดับที่นี้อยู่แล้ว" in errors(response)


def test_the_indicators_are_last_years_with_their_scores(agency):
    plan = factories.make_year(agency)
    plan.measures.get().indicators.set(Indicator.objects.filter(framework__fiscal_year=2565, number=4))
    shown = soup(staff(agency).get(page("measures_measure_change", plan.measures.get().pk)))
    labels = [label.get_text(strip=True) for label in shown.select("#id_indicators label")]
    assert (len(labels), labels[3]) == (10, "4. การใช้ทรัพย์สินของทางราชการ (78.08)")
    assert [box["value"] for box in shown.select("input[name=indicators][checked]")] == [
        str(Indicator.objects.get(framework__fiscal_year=2565, number=4).pk)
    ]


def test_steps_keep_their_order_when_one_comes_between(agency):
    measure = factories.make_year(agency).measures.get()
    send(
        staff(agency),
        page("measures_measure_change", measure.pk),
        steps__0__position="๓",
        steps__1__position="1",
        steps__1__text="ก่อน",
        steps__2__text="ถัดจากก่อน",
    )
    assert list(measure.steps.values_list("position", "text")) == [(1, "ก่อน"), (2, "ถัดจากก่อน"), (3, "จัดทำแนวทาง")]


def test_deleting_a_measure_names_what_goes_with_it_and_no_nameless_links(agency):
    measure = factories.make_year(agency).measures.get()
    client = staff(agency)
    shown = text(client.get(page("measures_measure_delete", measure.pk)))
    assert "จัดทำแนวทาง" in shown
    assert "object" not in shown
    client.post(page("measures_measure_delete", measure.pk), {"post": "yes"})
    assert not Measure.objects.exists()


# Rounds and reports


def press(client: Client, round_: Round, action: str, **more):
    """A button on the round's page."""
    return client.post(
        page("measures_round_changelist"), {"action": action, "_selected_action": [str(round_.pk)], **more}, follow=True
    )


def test_reports_are_opened_for_every_owner_once(agency):
    plan = factories.make_year(agency)
    factories.make_division(agency, "กองคลัง")
    progress, client = plan.rounds.get(kind="progress"), staff(agency)
    assert "เปิดแบบรายงานแล้ว 2 ฉบับ" in text(press(client, progress, "open_reports"))
    response = press(client, progress, "open_reports")
    assert "เปิดแบบรายงานแล้ว 0 ฉบับ" in text(response)
    assert len(soup(response).select("section tbody tr")) == 2


def test_closing_a_round_asks_first_and_says_what_is_not_accepted(agency):
    plan = factories.make_year(agency)
    progress, client = plan.rounds.get(kind="progress"), staff(agency)
    factories.make_report(plan.measures.get(), progress, status="submitted")
    asked = press(client, progress, "close_rounds")
    assert "รับรองแล้ว 0 จาก 1 รายงาน" in text(asked)
    assert not Round.objects.get(pk=progress.pk).is_closed
    done = client.post(page("measures_round_changelist"), form_of(asked), follow=True)
    progress.refresh_from_db()
    assert progress.closed_by.role == User.Role.OFFICE
    assert "ปิดแล้วเมื่อ" in text(done)
    assert "รอบที่เลือกปิดไปแล้ว" in text(press(client, progress, "close_rounds", confirmed="yes"))


def test_an_officer_neither_opens_nor_closes_a_round(agency):
    plan = factories.make_year(agency)
    progress, client = plan.rounds.get(kind="progress"), staff(agency, User.Role.OFFICER)
    for action in ("open_reports", "close_rounds"):
        press(client, progress, action, confirmed="yes")
    assert not Report.objects.exists()
    assert not Round.objects.get(pk=progress.pk).is_closed


@pytest.fixture
def report(agency) -> Report:
    plan = factories.make_year(agency)
    return factories.make_report(
        plan.measures.get(), plan.rounds.get(kind="progress"), status="draft", done="", result=""
    )


def test_an_officer_writes_and_submits_the_own_divisions_report(agency, report):
    client = staff(agency, User.Role.OFFICER)
    answer = send(client, page("measures_report_change", report.pk), done="จัดอบรมแล้ว", status="submitted")
    report.refresh_from_db()
    assert (answer.status_code, report.status, report.done) == (302, "submitted", "จัดอบรมแล้ว")


def test_a_report_is_not_submitted_without_saying_what_was_done(agency, report):
    response = send(
        staff(agency, User.Role.OFFICER), page("measures_report_change", report.pk), done="  ", status="submitted"
    )
    assert "กรุณากรอกการดำเนินการก่อนส่งรายงาน" in errors(response)
    assert Report.objects.get().status == "draft"


@pytest.mark.parametrize("before", ["draft", "submitted", "returned"])
@pytest.mark.parametrize("decision", ["accepted", "nonsense"])
def test_an_officer_does_not_decide_about_a_report(agency, report, before, decision):
    Report.objects.update(status=before, done="เสร็จแล้ว")
    address = page("measures_report_change", report.pk)
    response = send(staff(agency, User.Role.OFFICER), address, status=decision)
    assert "กรุณาเลือกจากตัวเลือกที่มี" in errors(response)
    assert Report.objects.get().status == before


def test_an_officer_does_not_return_a_report(agency, report):
    Report.objects.update(status="submitted", done="เสร็จแล้ว")
    send(staff(agency, User.Role.OFFICER), page("measures_report_change", report.pk), status="returned")
    assert Report.objects.get().status == "submitted"


NOT_TO_BE_CHANGED = {
    "another division's": lambda report: factories.make_division(report.division.agency, "กองคลัง"),
    "accepted": lambda report: Report.objects.update(status="accepted", done="เสร็จแล้ว"),
    "of a closed round": lambda report: report.round.close(
        by=factories.make_user("closer", agency=report.division.agency)
    ),
}


@pytest.mark.parametrize("reason", NOT_TO_BE_CHANGED)
def test_an_officer_only_reads_what_is_not_to_be_changed(agency, report, reason):
    changed = NOT_TO_BE_CHANGED[reason](report)
    division = changed if isinstance(changed, Division) else report.division
    client = staff(agency, User.Role.OFFICER, division=division)
    address = page("measures_report_change", report.pk)
    assert "done" not in form_of(client.get(address))
    assert client.post(address, {"done": "เปลี่ยน", "status": "submitted"}).status_code == 403
    assert Report.objects.get().done != "เปลี่ยน"


@pytest.mark.parametrize("role", [User.Role.OFFICE, User.Role.PUBLISHER])
@pytest.mark.parametrize("decision", ["accepted", "returned"])
def test_the_palads_office_and_the_publisher_accept_or_return(agency, report, role, decision):
    Report.objects.update(status="submitted", done="เสร็จแล้ว")
    send(staff(agency, role), page("measures_report_change", report.pk), status=decision)
    assert Report.objects.get().status == decision


def test_nobody_changes_a_report_of_a_closed_round(agency, report):
    report.round.close(by=factories.make_user("closer", agency=agency))
    for client in (staff(agency), superuser()):
        assert client.post(page("measures_report_change", report.pk), {"done": "เปลี่ยน"}).status_code == 403
        client.post(page("measures_report_delete", report.pk), {"post": "yes"})
    assert Report.objects.get().done == ""


def test_several_submitted_reports_are_accepted_at_once_and_drafts_are_not(agency, report):
    finance = factories.make_division(agency, "กองคลัง")
    sent = factories.make_report(report.measure, report.round, finance, status="submitted")
    data = {"action": "accept_reports", "_selected_action": [str(report.pk), str(sent.pk)]}
    staff(agency, User.Role.OFFICER).post(page("measures_report_changelist"), data)
    assert not Report.objects.accepted().exists()
    response = staff(agency).post(page("measures_report_changelist"), data, follow=True)
    assert "รับรองรายงานแล้ว 1 ฉบับ" in text(response)
    assert list(Report.objects.accepted()) == [sent]


def test_evidence_is_a_file_or_a_link(agency, report):
    client, address = staff(agency, User.Role.OFFICER), page("measures_report_change", report.pk)
    file = SimpleUploadedFile("ภาพ.pdf", b"%PDF-1.7")
    both = send(client, address, evidence__1__caption="ภาพ", evidence__1__url="https://a.go.th", evidence__1__file=file)
    assert "กรุณาแนบไฟล์หรือระบุลิงก์อย่างใดอย่างหนึ่ง" in errors(both)
    wrong = SimpleUploadedFile("ภาพ.exe", b"MZ")
    assert "ไม่รับไฟล์นามสกุล" in errors(send(client, address, evidence__1__caption="ภาพ", evidence__1__file=wrong))
    file.seek(0)
    assert send(client, address, evidence__1__caption="ภาพ", evidence__1__file=file).status_code == 302
    stored = Evidence.objects.exclude(file="").get()
    download = client.get(page("measures_evidence_file", stored.pk))
    assert (download.getvalue(), download["Content-Disposition"][:10]) == (b"%PDF-1.7", "attachment")


def test_evidence_of_another_divisions_report_is_only_read(agency, report):
    finance = factories.make_division(agency, "กองคลัง")
    Evidence.objects.create(report=report, caption="ประกาศ", url="https://a.go.th")
    shown = soup(staff(agency, User.Role.OFFICER, division=finance).get(page("measures_report_change", report.pk)))
    assert "ประกาศ" in shown.get_text()
    assert not shown.select("input[name^='evidence-0-caption']")


def test_a_file_that_is_gone_is_not_there(agency, report):
    lost = Evidence.objects.create(report=report, caption="หาย", file="evidence/gone.pdf")
    assert staff(agency).get(page("measures_evidence_file", lost.pk)).status_code == 404


# Publishing


@pytest.fixture
def plan(agency) -> Plan:
    return factories.make_year(agency)


def test_the_publish_page_says_what_will_be_published_and_publishes_it(agency, plan):
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    shown = text(client.get(address))
    assert "85.66 , ระดับ A" in shown
    assert "31 มีนาคม พ.ศ. 2566" in shown
    response = client.post(address, form_of(client.get(address)), follow=True)
    edition = Edition.objects.get()
    assert edition.published_by.role == User.Role.PUBLISHER
    assert "เผยแพร่ฉบับที่ 1 ปีงบประมาณ พ.ศ. 2566 เรียบร้อยแล้ว" in text(response)
    links = [link["href"] for link in soup(response).select(".messagelist a")]
    assert links == ["/2566/editions/1/", "/2566/editions/1.pdf", "/2566/editions/1.json"]
    assert [client.get(link).status_code for link in links] == [200, 200, 200]


def test_links_lead_to_the_agencys_own_host(agency, plan):
    agency.domain = "ita.go.th"
    agency.save()
    shown = soup(staff(agency).get(page("publications_edition_change", freeze(plan).pk)))
    assert shown.select_one("a[href='//ita.go.th/2566/editions/1.pdf']")


def test_an_incomplete_plan_is_not_published_and_the_page_says_what_is_missing(agency, plan):
    plan.assessment().scores.filter(indicator__number=2).update(score=None)
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    issues = soup(client.get(address)).select(".checklist .issue-error a")
    assert [issue.get_text() for issue in issues] == ["ตัวชี้วัดที่ 2 (การใช้งบประมาณ) ปีงบประมาณ พ.ศ. 2565 ยังไม่มีคะแนน"]
    assert "ยังไม่ได้เผยแพร่" in text(client.post(address, {"reviewed": ""}))
    assert not Edition.objects.exists()


def test_a_warning_is_published_only_with_a_reason_that_citizens_read(agency, plan):
    plan.assessment().scores.update(is_urgent=False)
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    looked_at = form_of(client.get(address))
    response = client.post(address, looked_at)
    assert "กรุณากรอกช่องนี้" in errors(response)
    assert not Edition.objects.exists()
    client.post(address, looked_at | {"because:no_urgent_point": "ที่ประชุมเห็นว่าไม่มีเรื่องเร่งด่วน"})
    edition = Edition.objects.get()
    assert "ที่ประชุมเห็นว่าไม่มีเรื่องเร่งด่วน" in edition.content
    again = form_of(client.get(address))
    assert again["because:no_urgent_point"] == "ที่ประชุมเห็นว่าไม่มีเรื่องเร่งด่วน"


def test_a_wrong_declared_figure_is_named_on_the_results_page(agency):
    assessment = factories.make_assessment(agency)
    assessment.declared_instruments.filter(instrument__code="IIT").update(score=Decimal("87.49"))
    shown = soup(staff(agency).get(page("assessments_assessment_change", assessment.pk)))
    (finding,) = shown.select(".result .discrepancy-error")
    assert "81.12" in finding.get_text()


def test_what_changed_since_it_was_looked_at_is_not_published(agency, plan):
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    looked_at = form_of(client.get(address))
    plan.measures.update(title="เปลี่ยนหลังจากดูแล้ว")
    response = client.post(address, looked_at)
    assert "ข้อมูลมีการเปลี่ยนแปลงหลังจากที่ท่านตรวจ" in text(response)
    assert not Edition.objects.exists()
    assert form_of(response)["reviewed"] != looked_at["reviewed"]


def test_nothing_is_published_without_having_been_looked_at(agency, plan):
    staff(agency, User.Role.PUBLISHER).post(page("publications_edition_publish", plan.pk, "plan"), {})
    assert not Edition.objects.exists()


def test_a_correction_needs_a_reason_and_shows_what_differs(agency, plan):
    freeze(plan)
    plan.assessment().scores.filter(indicator__number=9).update(score=Decimal("85.00"))
    factories.make_measure(plan, 2, title="เพิ่มใหม่")
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    differences = [
        item.get_text() for item in soup(client.get(address)).select("[aria-labelledby=differences-heading] li")
    ]
    assert differences[0] == "คะแนนรวม: 85.66 → 83.66"
    assert "คะแนนตัวชี้วัดที่ 9: 95.00 → 85.00" in differences
    assert "เพิ่มมาตรการที่ 2" in differences
    assert "กรุณากรอกช่องนี้" in errors(client.post(address, form_of(client.get(address))))
    assert Edition.objects.count() == 1


def test_a_refusal_keeps_the_reason_that_was_typed(agency, plan):
    freeze(plan)
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    looked_at = form_of(client.get(address))
    plan.measures.update(title="เปลี่ยนหลังจากดูแล้ว")
    response = client.post(address, looked_at | {"reason": "แก้ชื่อมาตรการ"})
    assert form_of(response)["reason"] == "แก้ชื่อมาตรการ"


@pytest.mark.parametrize("role", [User.Role.OFFICER, User.Role.OFFICE])
def test_only_publishers_publish(agency, plan, role):
    client = staff(agency, role)
    assert client.post(page("publications_edition_publish", plan.pk, "plan"), {"reviewed": "x"}).status_code == 403
    assert client.post(page("publications_edition_withdraw", freeze(plan).pk), {"reason": "ลอง"}).status_code == 403
    assert not Edition.objects.get().is_withdrawn


def test_a_preview_is_the_public_page_marked_as_not_published(agency, plan):
    response = staff(agency).get(page("publications_edition_preview", plan.pk, "plan"))
    shown = text(response)
    assert "85.66" in shown
    assert "มาตรการที่ 1" in shown
    assert "ดูตัวอย่าง" in shown
    assert not Edition.objects.exists()


def test_the_preview_of_the_pdf_is_a_draft(agency, plan):
    response = staff(agency).get(page("publications_edition_preview_pdf", plan.pk, "plan"))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert not Edition.objects.exists()


def test_a_progress_document_can_be_looked_at_before_its_reports_are_accepted(agency, plan):
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="draft", done="ยังเป็นร่าง")
    response = staff(agency).get(page("publications_edition_preview", plan.pk, "progress"))
    assert response.status_code == 200
    assert "ยังเป็นร่าง" not in text(response)


def test_an_edition_shows_its_proof_and_its_place_in_the_chain(agency, plan):
    first, second = freeze(plan), freeze(plan, reason="แก้ไขชื่อมาตรการ")
    shown = text(staff(agency).get(page("publications_edition_change", second.pk)))
    for expected in (
        second.sha256,
        second.pdf_sha256,
        first.sha256,
        "แก้ไขชื่อมาตรการ",
        "16 มกราคม พ.ศ. 2566 เวลา 09.01 น.",
    ):
        assert expected in shown


def test_neither_list_nor_page_of_editions_reads_contents_and_files(agency, plan):
    edition = freeze(plan)
    client = staff(agency)
    for address in (
        page("publications_edition_changelist"),
        page("publications_edition_change", edition.pk),
        page("measures_plan_change", plan.pk),
    ):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        read = " ".join(query["sql"] for query in queries)
        assert '"publications_edition"."sha256"' in read
        assert '"publications_edition"."pdf"' not in read
        assert '"publications_edition"."content"' not in read


def test_an_edition_is_withdrawn_with_a_reason_and_once(agency, plan):
    edition = freeze(plan)
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_withdraw", edition.pk)
    assert "กรุณากรอกช่องนี้" in errors(client.post(address, {"reason": "  "}))
    response = client.post(address, {"reason": "มีข้อมูลส่วนบุคคล"}, follow=True)
    assert "มีข้อมูลส่วนบุคคล" in text(response)
    assert not soup(response).select("a.withdrawlink")
    assert "ฉบับนี้ถูกถอนการเผยแพร่ไปแล้ว" in text(client.post(address, {"reason": "อีกครั้ง"}, follow=True))
    assert Edition.objects.get().withdrawal_reason == "มีข้อมูลส่วนบุคคล"


# How much a list asks of the database


def test_a_list_takes_the_same_number_of_queries_for_one_year_and_for_five(agency):
    other = factories.make_agency("อบต.อื่น", domain="other.go.th")
    client = superuser()

    def grow(year: int) -> None:
        for owner in (agency, other):
            plan = factories.make_year(owner, year)
            factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
            factories.make_user(f"staff-{owner.pk}-{year}", agency=owner, role=User.Role.OFFICER)
            freeze(plan)

    def counts() -> dict[str, int]:
        found = {}
        for name in LISTS:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page(f"{name}_changelist")).status_code == 200
            found[name] = len(queries)
        return found

    grow(2564)
    few = counts()
    for year in range(2565, 2569):
        grow(year)
    assert counts() == few


def test_a_plans_page_takes_the_same_number_of_queries_for_one_measure_and_for_ten(agency, plan):
    client, address = staff(agency), page("measures_plan_change", plan.pk)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(2, 11):
        factories.make_measure(plan, number, indicators=(1, 2), divisions=(agency.divisions.get(),))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_an_assessments_page_reads_its_ten_rows_together(agency):
    assessment = factories.make_assessment(agency)
    client, address = staff(agency), page("assessments_assessment_change", assessment.pk)
    with CaptureQueriesContext(connection) as complete:
        client.get(address)
    IndicatorScore.objects.filter(indicator__number__gt=1).delete()
    with CaptureQueriesContext(connection) as alone:
        client.get(address)
    assert len(complete) == len(alone)
