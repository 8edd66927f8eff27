"""Which rounds and reports citizens see: what was withdrawn stays away, and what is not accepted never comes."""

import io
import zipfile

import pymupdf
import pytest
from django.core.cache import cache
from django.urls import reverse

from measures.models import Report
from publications import publishing
from publications.document import builder
from publications.models import Edition
from publications.public import pages
from publications.render import pdf
from tests import factories
from tests.editions import addresses, freeze, withdraw
from tests.readers import reported_year, site, text

pytestmark = pytest.mark.django_db

SECRET = "ภาพที่ยังไม่รับรอง"


def contents(edition: Edition) -> dict[str, str]:
    """All that every public address of an edition gives, by address; the parts of a workbook as text."""
    return {address: _text_of(site().get(address)) for address in addresses(edition)}


def _text_of(response) -> str:
    if not response.content.startswith(b"PK"):
        return response.content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


# Withdrawn rounds


def test_a_withdrawn_round_does_not_come_back_with_a_correction_of_the_plan():
    plan = reported_year(done="เผยแพร่โดยพลั้งพลาด")
    withdraw(freeze(plan, "progress"))
    assert publishing.reported_rounds(plan, "plan") == frozenset()
    corrected = freeze(plan, "plan", reason="แก้ไข")
    assert [address for address, shown in contents(corrected).items() if "เผยแพร่โดยพลั้งพลาด" in shown] == []


def test_a_published_round_stays_in_a_correction_of_the_plan():
    plan = reported_year(done="เผยแพร่แล้ว")
    freeze(plan, "progress")
    assert publishing.reported_rounds(plan, "plan") == {"progress"}
    assert "เผยแพร่แล้ว" in freeze(plan, "plan", reason="แก้ไข").content


def test_a_round_of_which_one_of_two_editions_is_withdrawn_stays():
    plan = reported_year(done="เผยแพร่แล้ว")
    freeze(plan, "progress")
    withdraw(freeze(plan, "progress", reason="แก้ไข"))
    assert publishing.reported_rounds(plan, "plan") == {"progress"}


def test_the_correction_of_a_withdrawn_round_contains_it():
    plan = reported_year()
    withdraw(freeze(plan, "progress"))
    assert publishing.reported_rounds(plan, "progress") == {"progress"}


# Withdrawn successors


def test_an_edition_whose_successor_was_withdrawn_is_the_newest_again():
    plan = factories.make_year()
    first = freeze(plan)
    second = freeze(plan, reason="แก้ไข")
    assert "แต่มีฉบับใหม่กว่าแล้ว" in text(site().get(f"/verify/{first.sha256}/"))
    withdraw(second)
    assert "เป็นเอกสารจริง และเป็นฉบับล่าสุด" in text(site().get(f"/verify/{first.sha256}/"))
    assert "ribbon-old" not in site().get("/2566/editions/1/").content.decode()


def test_an_edition_is_superseded_by_the_newest_readable_one():
    plan = factories.make_year()
    first = freeze(plan)
    freeze(plan, reason="แก้ไข")
    withdraw(freeze(plan, reason="แก้ไขอีกครั้ง"))
    answer = site().get(f"/verify/{first.sha256}/").content.decode()
    assert 'href="/2566/editions/2/"' in answer
    assert 'href="/2566/editions/3/"' not in answer


# How far a measure is


def progress_of(plan):
    return builder.build_document(plan, "progress", reported=frozenset(["progress"])).measures[0].progress[0]


def test_the_report_of_a_division_that_answers_no_more_does_not_stand_for_one_that_is_owed():
    plan = factories.make_year()
    measure, round_ = plan.measures.get(), plan.rounds.get(kind="progress")
    finance = factories.make_division(plan.agency, "กองคลัง")
    retired = factories.make_division(plan.agency, "กองเดิม", is_active=False)
    factories.make_report(measure, round_, retired)
    factories.make_report(measure, round_, finance)
    found = progress_of(plan)
    assert (found.expected, found.accepted, found.status) == (3, 2, "partial")


def test_a_surplus_report_is_counted_on_both_sides():
    plan = factories.make_year()
    measure, round_ = plan.measures.get(), plan.rounds.get(kind="progress")
    factories.make_report(measure, round_)
    factories.make_report(measure, round_, factories.make_division(plan.agency, "กองเดิม", is_active=False))
    found = progress_of(plan)
    assert (found.expected, found.accepted, found.status) == (2, 2, "complete")


# What is not accepted


@pytest.mark.parametrize("status", [status for status in Report.Status.values if status != "accepted"])
def test_nothing_of_a_report_that_is_not_accepted_appears_in_any_format(status):
    plan = factories.make_year()
    measure, progress = plan.measures.get(), plan.rounds.get(kind="progress")
    factories.make_report(measure, progress)
    finance = factories.make_division(plan.agency, "กองคลัง")
    report = factories.make_report(measure, progress, finance, status=status, done=SECRET, result=SECRET)
    report.evidence.create(caption=SECRET, url="https://www.example.go.th/not-accepted")
    shown = contents(freeze(plan, "progress"))
    assert [address for address, content in shown.items() if SECRET in content or "not-accepted" in content] == []
    assert "ภาพกิจกรรม" in shown["/2566/measures/1/"]
    assert "www.example.go.th/activity" in shown["/2566/data/portal.xlsx"]


def test_the_pdf_names_the_round_of_each_report_and_no_evidence_that_is_not_accepted():
    plan = reported_year()
    finance = factories.make_division(plan.agency, "กองคลัง")
    factories.make_report(
        plan.measures.get(), plan.rounds.get(kind="progress"), finance, status="submitted", done=SECRET
    ).evidence.create(caption=SECRET, url="https://www.example.go.th/not-accepted")
    document = builder.build_document(plan, "progress", reported=frozenset(["progress"]))
    with pymupdf.open(stream=pdf.render(document, sha256=None)) as file:
        printed = " ".join(" ".join(page.get_text() for page in file).split())
    assert "รอบ ๖ เดือน" in printed
    assert "activity" in printed
    assert "not-accepted" not in printed


# What is kept of the pages


def test_only_pages_that_were_found_are_kept(monkeypatch):
    edition = freeze(factories.make_year())
    withdrawn = withdraw(freeze(factories.make_year(year=2567, agency=edition.agency)))
    kept = []
    monkeypatch.setattr(pages.cache, "set", lambda key, value: kept.append(key))
    answers = {
        address: site().get(address).status_code
        for address in [
            *(f"/verify/{number:064x}/" for number in range(3)),
            *(f"/verify/{withdrawn.sha256}/", "/2569/", "/2566/measures/9/", "/2567/editions/2/"),
        ]
    }
    assert sorted(set(answers.values())) == [404, 410]
    assert kept == []
    assert site().get(reverse("publications:hash-verify", args=[edition.sha256])).status_code == 200
    assert len(kept) == 1


def test_what_is_kept_is_given_again(django_assert_num_queries):
    freeze(factories.make_year())
    first = site().get("/2566/")
    with django_assert_num_queries(1):
        assert site().get("/2566/").content == first.content
    cache.clear()
    assert site().get("/2566/").content == first.content
