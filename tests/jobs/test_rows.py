"""What fails is tried again after growing pauses; what a dead worker left running is taken up; in the end both stay."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus

from jobs import rows
from jobs.models import QueuedJob
from jobs.processes import this_process
from tests.queued import queued, run_jobs

from .slow import stumble

pytestmark = pytest.mark.django_db

ALIVE = str(this_process())
DEAD = str(this_process()._replace(boot="before"))
ELSEWHERE = str(this_process()._replace(host="elsewhere"))


def running(worker: str, *, since: timedelta = timedelta(minutes=1), attempts: int = 1) -> QueuedJob:
    """A job that this worker has begun."""
    pk = stumble.enqueue().id
    started_at = timezone.now() - since
    QueuedJob.objects.update(
        status=TaskResultStatus.RUNNING, started_at=started_at, worker_ids=[worker] * attempts, traceback="of before"
    )
    return QueuedJob.objects.get(pk=pk)


@pytest.mark.parametrize(
    ("worker", "since", "status"),
    [
        (DEAD, timedelta(seconds=1), TaskResultStatus.READY),
        (ALIVE, timedelta(hours=5), TaskResultStatus.RUNNING),
        (ELSEWHERE, timedelta(hours=5), TaskResultStatus.RUNNING),
        (ELSEWHERE, timedelta(hours=7), TaskResultStatus.READY),
    ],
)
def test_what_a_dead_worker_left_running_is_ready_again(worker, since, status):
    row = running(worker, since=since)
    rows.take_up()
    row.refresh_from_db()
    assert row.status == status
    assert len(queued()) == (status == TaskResultStatus.READY)


def test_a_job_that_kills_every_worker_stays_failed():
    row = running(DEAD, attempts=rows.ATTEMPTS)
    rows.take_up()
    row.refresh_from_db()
    assert (row.status, row.traceback) == (TaskResultStatus.FAILED, "")
    rows.take_up(timezone.now() + timedelta(days=30))
    assert queued() == []


def test_two_workers_do_not_take_up_the_same_row_one_after_the_other(monkeypatch):
    row = running(DEAD)
    is_abandoned = rows._is_abandoned

    def begin_anew(seen, now):
        later = timezone.now()
        QueuedJob.objects.update(started_at=later, worker_ids=[DEAD, ALIVE])
        return is_abandoned(seen, now)

    monkeypatch.setattr(rows, "_is_abandoned", begin_anew)
    rows.take_up()
    row.refresh_from_db()
    assert row.status == TaskResultStatus.RUNNING


def test_what_fails_is_tried_again_after_growing_pauses_and_then_stays_failed():
    stumble.enqueue()
    for pause in rows.PAUSES:
        run_jobs(failing=1)
        row = QueuedJob.objects.get()
        assert (row.status, row.run_after - row.finished_at) == (TaskResultStatus.READY, pause)
        assert queued() == []
        QueuedJob.objects.update(run_after=timezone.now())
    run_jobs(failing=1)
    rows.take_up(timezone.now() + timedelta(days=30))
    row = QueuedJob.objects.get()
    assert (row.status, len(row.worker_ids)) == (TaskResultStatus.FAILED, rows.ATTEMPTS)
    assert "the mail server sleeps" in row.traceback
    assert sorted(rows.PAUSES) == rows.PAUSES
