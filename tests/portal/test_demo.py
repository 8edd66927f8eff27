"""The demonstration data: an invented agency that shows every finding, beside the real sample and apart from it."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from agencies.models import Agency, User
from assessments.consistency.discrepancies import CauseCode, Code, Severity
from assessments.models import Assessment, Framework
from measures.models import Plan
from publications import publishing
from publications.management.commands.load_demo import name_the_only_agency
from publications.models import Edition
from tests import factories
from tests.portal.invented import DEMO, HOME, loaded, newest

NAME = "องค์การบริหารส่วนตำบลสมมติ (ข้อมูลจำลอง)"
YEARS = [2564, 2565, 2566, 2567]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker) as agency:
        yield agency


def rows() -> dict[str, int]:
    rooms = ["agencies", "assessments", "measures", "publications"]
    return {model.__name__: model.objects.count() for room in rooms for model in apps.get_app_config(room).get_models()}


# Loading


def test_a_second_time_nothing_is_loaded_and_the_addresses_are_said_again(demo):
    before, said = rows(), StringIO()
    call_command("load_demo", port="8001", stdout=said)
    assert rows() == before
    assert before["Edition"] == 13
    assert f"http://{DEMO}:8001/" in said.getvalue()
    assert f"http://{HOME}:8001/" in said.getvalue()


def test_the_agency_that_was_alone_is_named_and_that_is_said(demo):
    sample = Agency.objects.get(province="สตูล")
    assert sample.domain == HOME
    assert f"{sample}: เปิดดูได้ที่ {HOME} เท่านั้น" in demo.said


def test_where_nobody_could_read_it_nothing_is_loaded(demo, settings):
    settings.ALLOWED_HOSTS = [HOME, "ita.example.go.th"]
    with pytest.raises(CommandError, match="ALLOWED_HOSTS"):
        call_command("load_demo")


@pytest.mark.django_db
def test_an_agency_that_has_a_host_name_keeps_it():
    agency = factories.make_agency(domain="ita.example.go.th")
    assert name_the_only_agency() is None
    agency.refresh_from_db()
    assert agency.domain == "ita.example.go.th"


@pytest.mark.django_db
def test_among_several_agencies_none_is_named():
    factories.make_agency()
    factories.make_agency("องค์การบริหารส่วนตำบลอื่น")
    assert name_the_only_agency() is None
    assert not Agency.objects.exclude(domain=None).exists()


# What is read


def test_everything_that_was_published_is_what_it_was(demo):
    assert list(publishing.verify()) == []


def test_the_editions_followed_each_other_in_time(demo):
    moments = list(Edition.objects.for_agency(demo).in_order().values_list("published_at", flat=True))
    assert moments == sorted(set(moments))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    "page", ["", "analysis/", "measures/", "measures/1/", "measures/4/", "editions/", "data/", "plan.pdf"]
)
def test_the_pages_of_every_year_answer(demo, client, year, page):
    answer = client.get(f"/{year}/{page}", headers={"host": DEMO})
    assert answer.status_code == 200
    assert page.endswith(".pdf") or NAME in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/indicators/", "/indicators/10/", "/verify/", "/2565/final.pdf", "/sitemap.xml"]
)
def test_the_pages_across_the_years_answer(demo, client, path):
    assert client.get(path, headers={"host": DEMO}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/2566/", "/2566/analysis/", "/2566/measures/9/", "/indicators/"])
def test_the_sample_answers_where_it_did_and_shows_nothing_of_the_invented_agency(demo, client, path):
    answer = client.get(path, headers={"host": f"{HOME}:8000"})
    assert answer.status_code == 200
    assert "ท่ามะลิ่ง" in answer.text
    assert "สมมติ" not in answer.text


@pytest.mark.parametrize(
    ("host", "path"), [("localhost", "/"), (HOME, "/2565/"), (DEMO, "/2568/"), (DEMO, "/2566/measures/9/")]
)
def test_what_an_agency_did_not_publish_is_not_found(demo, client, host, path):
    assert client.get(path, headers={"host": host}).status_code == 404


def test_every_document_says_that_it_is_invented_and_names_no_person(demo):
    for year in YEARS:
        document = newest(demo, year)
        assert document.agency.name == NAME
        assert "ข้อมูลจำลอง" in document.introduction
        assert document.approval.name == ""
        assert document.approval.position
    assert not User.objects.filter(agency=demo).exclude(first_name="", last_name="", email="").exists()


def test_nobody_can_sign_in_with_the_invented_accounts(demo):
    users = User.objects.filter(agency=demo)
    assert {user.role for user in users} == set(User.Role)
    assert not any(user.has_usable_password() for user in users)


# What it shows


def test_the_results_rise_and_fall_and_change_their_scale(demo):
    results = [newest(demo, year).result for year in YEARS]
    assert [(result.fiscal_year, f"{result.total}", result.level) for result in results] == [
        (2563, "75.79", "B"),
        (2564, "87.84", "A"),
        (2565, "76.48", "B"),
        (2566, "88.06", "ผ่าน"),
    ]
    assert all(
        later.score < earlier.score for earlier, later in zip(results[1].indicators, results[2].indicators, strict=True)
    )


def test_every_kind_of_finding_is_shown(demo):
    results = Assessment.objects.with_scores().filter(agency=demo)
    found = [finding for result in results for finding in result.discrepancies()]
    assert {finding.code for finding in found} == set(Code)
    assert {finding.cause.code for finding in found if finding.cause} == set(CauseCode)
    assert {finding.severity for finding in found} == set(Severity)
    assert {result.fiscal_year for result in results} == set(Framework.objects.values_list("fiscal_year", flat=True))


@pytest.mark.parametrize(
    ("year", "sentences"),
    [
        (2567, ["ตัวเลขนี้ตรงกับคะแนนของตัวชี้วัดที่ 1", "คะแนนถ่วงน้ำหนักจากน้ำหนัก 30.00"]),
        (2568, ["บันทึกคะแนนไว้ 59.00 ซึ่งน่าจะเป็น 95.00", "เกณฑ์ของปีงบประมาณ พ.ศ. 2565"]),
        (2569, ["ตัวชี้วัดที่ 5, 6 น่าจะบันทึกสลับกัน"]),
    ],
)
def test_the_staff_read_the_findings_where_they_can_be_mended(demo, client, year, sentences):
    client.force_login(User.objects.create_superuser(f"host-{year}"))
    result = Assessment.objects.for_year(year).get(agency=demo)
    page = client.get(f"/admin/assessments/assessment/{result.pk}/change/").text
    assert [sentence for sentence in sentences if sentence not in page] == []


def test_the_draft_is_blocked_by_errors_and_asks_for_reasons(demo):
    plan = Plan.objects.for_year(2568).get(agency=demo)
    assert {"instrument_differs", "total_differs", "no_steps"} == {
        issue.code for issue in publishing.Review.of(plan, "plan").errors
    }
    assert {"not_analysed", "no_urgent_point", "not_served", "serves_none", "not_approved"} == {
        issue.code for issue in publishing.Review.of(plan, "plan").warnings
    }


@pytest.mark.parametrize(
    ("year", "key", "words"),
    [
        (2565, "total_differs:total:87.80:87.84", "ทศนิยมตำแหน่งเดียว (87.8)"),
        (2566, "not_served:4", "จะกำหนดเป็นมาตรการในปีงบประมาณ พ.ศ. 2567"),
    ],
)
def test_a_warning_is_published_with_its_reason(demo, client, year, key, words):
    reasons = {remark.key: remark.reason for remark in newest(demo, year).remarks}
    assert words in reasons[key]
    assert words in client.get(f"/{year}/analysis/", headers={"host": DEMO}).text


@pytest.mark.parametrize("year", [2564, 2567])
def test_a_year_without_warnings_has_no_remark(demo, year):
    assert newest(demo, year).remarks == ()


def test_one_year_is_reported_to_its_end_with_evidence(demo):
    document = newest(demo, 2565)
    kinds = Edition.objects.for_agency(demo).filter(fiscal_year=2565).values_list("kind", flat=True)
    assert {"plan", "progress", "final"} == set(kinds)
    assert {(part.round, part.status) for measure in document.measures for part in measure.progress} == {
        ("progress", "complete"),
        ("final", "complete"),
    }
    assert all(report.evidence for report in document.reports)


def test_the_withdrawn_edition_is_gone_with_its_reason_and_the_next_one_has_other_evidence(demo, client):
    withdrawn = Edition.objects.for_agency(demo).exclude(withdrawn_at=None).get()
    answer = client.get(f"/2565/editions/{withdrawn.number}/", headers={"host": DEMO})
    assert answer.status_code == 410
    assert "ซึ่งเป็นข้อมูลส่วนบุคคล" in answer.text
    assert "feedback-forms.pdf" in withdrawn.content
    assert "feedback-forms.pdf" not in withdrawn.next.content
    assert "feedback-summary.pdf" in withdrawn.next.content


def test_the_correction_says_why_and_corrects(demo, client):
    first, second = Edition.objects.for_agency(demo).filter(fiscal_year=2566, kind="plan").in_order()
    assert "30 มิถุนายน 2567" in first.content
    assert "30 มิถุนายน 2567" not in second.content
    assert "30 มิถุนายน 2566" in second.content
    assert second.reason in client.get("/2566/editions/", headers={"host": DEMO}).text
