"""The queue as the host sees it: in Thai, which jobs wait, which have failed and why; read and never changed."""

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus

from jobs.models import QueuedJob
from tests.jobs.slow import stumble
from tests.queued import run_jobs
from tests.readers import soup, text
from tests.staff_pages import page, superuser

pytestmark = pytest.mark.django_db

LIST = "jobs_queuedjob_changelist"


@pytest.fixture
def failed() -> QueuedJob:
    stumble.enqueue()
    run_jobs(failing=1)
    return QueuedJob.objects.get()


def test_the_list_says_what_failed_when_how_often_and_why(failed):
    QueuedJob.objects.update(status=TaskResultStatus.FAILED)
    (row,) = soup(superuser().get(page(LIST))).select("#result_list tbody tr")
    said = [cell.get_text() for cell in row.select("th, td")]
    year = timezone.localtime().year + 543
    assert (said[0], said[1], said[3]) == ("tests.jobs.slow.stumble", "ไม่สำเร็จ", "1")
    assert f"พ.ศ. {year}" in said[2]
    assert said[4] == "ValueError: the mail server sleeps"


def test_the_page_of_a_job_shows_all_that_was_said_when_it_failed(failed):
    shown = text(superuser().get(page("jobs_queuedjob_change", failed.pk)))
    assert "Traceback (most recent call last)" in shown
    assert "สาเหตุที่ไม่สำเร็จ" in shown


def test_of_a_job_that_killed_its_workers_at_least_this_is_said():
    stumble.enqueue()
    killed = "โปรแกรมดำเนินงานถูกหยุดกลางคันทุกครั้งที่ทำงานนี้"
    client = superuser()
    assert killed not in text(client.get(page(LIST)))
    QueuedJob.objects.update(status=TaskResultStatus.FAILED)
    assert killed in text(client.get(page(LIST)))
