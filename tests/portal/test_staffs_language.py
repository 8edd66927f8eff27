"""What every page of the staff's room keeps to: Thai, the Buddhist Era, text shown as text, nothing inline."""

import datetime
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from agencies.models import User
from assessments.models import Framework
from jobs.models import QueuedJob
from measures.models import Round
from tests import factories
from tests.editions import freeze
from tests.jobs.slow import stumble
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, send, staff, superuser

pytestmark = pytest.mark.django_db

# Names, codes and abbreviations that stay as they are in Thai texts.
KNOWN = {
    "English",  # the name of the other language
    "PDF",
    "Word",
    "Excel",
    "JSON",
    "SHA",
    "JPEG",
    "PNG",
    "ITA",
    "OIT",
    "IIT",
    "EIT",
    "root",
    "somsri",
    "https",
    "ita",
    "thamaling",
    "saraban",
    "example",
    "go",
    "th",
}
# What is said in the tongue of programs.
HIDDEN = (
    "script, style, .field-name_en, .field-label_en, .field-sha256, .field-pdf_sha256, .field-task_path, .field-given"
)
# The name of the job in the queue.
KNOWN |= {"tests", "jobs", "slow", "stumble"}
KNOWN |= {*"ABCDEF", "AA", "O42", "O43", "Control", "Command", "Mac"}


def english(response) -> set[str]:
    """The words in Latin letters that a reader of the page sees or hears, without names in English and hashes."""
    shown = soup(response)
    for hidden in shown.select(HIDDEN):
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
        "agencies_sitetext": factories.make_site_text(agency),
        "agencies_user": User.objects.get(),
        "assessments_assessment": agency.assessments.get(),
        "assessments_framework": Framework.objects.get(fiscal_year=2565),
        "measures_plan": plan,
        "measures_measure": measure,
        "measures_round": progress,
        "measures_report": factories.make_report(measure, progress, status="submitted"),
        "publications_edition": freeze(plan),
        "jobs_queuedjob": QueuedJob.objects.get(pk=stumble.enqueue().id),
    }
    # A unique title would otherwise be the only English on a page.
    plan.rounds.filter(kind="progress").update(title="รอบหกเดือน")
    Round.history.update(title="รอบหกเดือน")
    plan.rounds.filter(kind="final").update(title="รอบสิ้นปี")
    found = {}
    for name, row in rows.items():
        pages = [page(f"{name}_{kind}", row.pk) for kind in ("change", "history", "delete")]
        for address in [page(f"{name}_changelist"), page(f"{name}_add"), *pages]:
            response = client.get(address, follow=True)
            found[address] = english(response) if response.status_code == 200 else set()
    beside = [page("auth_user_password_change", User.objects.get().pk), page("index"), page("password_change")]
    for address in [*beside, page("publications_edition_publish", plan.pk, "plan")]:
        found[address] = english(client.get(address))
    bad = {
        "measures_plan": "title",
        "measures_measure": "number",
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
