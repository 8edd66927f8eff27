"""What is withdrawn or redacted is gone from the folder before the act is answered, and stays gone."""

import pytest
from django.db import transaction

from publications import publishing
from publications.site import folder, write
from tests import factories
from tests.editions import freeze, withdraw
from tests.queued import run_jobs
from tests.readers import site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("press")]

REASON = "มีเลขประจำตัวประชาชน"


@pytest.fixture
def two_years():
    """A plan of 2566 with one edition, and one of 2567."""
    agency = factories.make_agency()
    plan = factories.make_year(agency)
    edition = freeze(plan)
    factories.make_assessment(agency, 2566)
    other = factories.make_plan(agency, 2567)
    factories.make_measure(other)
    freeze(other)
    return edition


def names(edition) -> set[str]:
    served = folder.current(edition.agency_id)
    return {str(path.relative_to(served)) for path in served.rglob("*") if path.is_file()}


def test_a_withdrawal_empties_its_year_at_once_and_leaves_the_others(two_years, written):
    written(two_years.agency)
    withdraw(two_years, reason=REASON)
    left = names(two_years)
    assert not [name for name in left if "/2566/" in name]
    assert "pages/2567/index.html" in left
    assert "pages/index.html" not in left
    for address in ("/2566/", "/en/2566/", "/2566/plan.pdf", "/2566/editions/1.json", "/2566/data/edition.json"):
        answer = site().get(address)
        assert (address, answer.status_code) == (address, 410)
        assert REASON in answer.body.decode()
    assert site().get("/2567/").streaming
    assert site().get("/").status_code == 200


def test_the_job_afterwards_writes_the_reason_where_the_edition_was(two_years, written, django_assert_num_queries):
    written(two_years.agency)
    withdraw(two_years, reason=REASON)
    run_jobs()
    assert "gone/2566/editions/1/index.html" in names(two_years)
    with django_assert_num_queries(0):
        assert REASON in site().get("/2566/plan.pdf").body.decode()
        assert site().head("/2566/plan.pdf").status_code == 410
        assert site().get("/2566/editions/").status_code == 200


def test_who_has_a_withdrawn_page_is_not_told_that_it_still_holds(two_years, written):
    written(two_years.agency)
    tag = site().get("/2566/plan.pdf")["ETag"]
    withdraw(two_years, reason=REASON)
    assert site().get("/2566/plan.pdf", headers={"if-none-match": tag}).status_code == 410
    assert site().head("/2566/plan.pdf").status_code == 410


def test_a_site_that_was_being_written_meanwhile_is_thrown_away(two_years, written, monkeypatch):
    fill, times = write.Writer.write, []

    def overtaken(writer: write.Writer, now: str) -> None:
        fill(writer, now)
        if not times:
            withdraw(two_years, reason=REASON)
        times.append(now)

    monkeypatch.setattr(write.Writer, "write", overtaken)
    written(two_years.agency)
    assert len(times) == 2
    assert "pages/2566/plan.pdf" not in names(two_years)


def test_a_redacted_file_is_gone_in_every_size_with_all_that_prints_it(written):
    plan = factories.make_year()
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    factories.make_file(report, b"\xff\xd8\xff picture", thumbnail=b"\xff\xd8\xff small", name="ภาพ.jpg")
    edition = factories.publish(plan, "progress")
    file = edition.files.get()
    written(plan.agency)
    assert {f"pages/2566/evidence/{file.sha256}.jpg", f"pages/2566/evidence/{file.sha256}-small.jpg"} <= names(edition)
    publishing.redact(file, by=factories.make_user("palad", agency=plan.agency, role="publisher"), reason=REASON)
    assert not [name for name in names(edition) if file.sha256 in name or "/2566/" in name]
    run_jobs()
    for address in (
        f"/2566/evidence/{file.sha256}.jpg",
        f"/2566/evidence/{file.sha256}-small.jpg",
        "/2566/editions/1.pdf",
    ):
        answer = site().get(address)
        assert (address, answer.status_code) == (address, 410)
        assert REASON in answer.body.decode()
    assert site().get("/2566/progress.pdf").status_code == 200


def test_what_was_not_taken_away_is_not_taken_over_from_the_site_before_either(written, settings):
    """As when the process was killed between the withdrawal and the taking away."""
    plan = factories.make_year()
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    factories.make_file(report, b"\xff\xd8\xff picture", thumbnail=b"\xff\xd8\xff small", name="ภาพ.jpg")
    edition = factories.publish(plan, "progress")
    written(plan.agency)
    sha256 = edition.files.get().sha256
    kept, settings.SITE_ROOT = settings.SITE_ROOT, ""
    withdraw(edition, reason=REASON)
    settings.SITE_ROOT = kept
    assert f"pages/2566/evidence/{sha256}.jpg" in names(edition)
    written(plan.agency)
    assert {f"gone/2566/evidence/{sha256}.jpg/index.html", "gone/2566/editions/1.pdf/index.html"} <= names(edition)
    # The list of editions stays, with the reason.
    left = {name.split(".")[0] for name in names(edition) if name.startswith("pages/2566/")}
    assert left == {"pages/2566/editions/index"}


def test_a_withdrawal_that_is_rolled_back_takes_nothing_away(two_years, written):
    written(two_years.agency)
    before = names(two_years)
    with transaction.atomic():
        withdraw(two_years, reason=REASON)
        transaction.set_rollback(True)
    assert names(two_years) == before
