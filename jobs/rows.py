"""The rows of the queue, and what becomes of one whose job failed or whose worker died."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from django.utils import timezone
from django_tasks import TaskResultStatus

from .models import QueuedJob
from .processes import is_gone

# After an attempt that failed, how long until the next: a night without the mail server is outlived. Then it is over.
PAUSES = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8)]
ATTEMPTS = len(PAUSES) + 1
# No job takes so long. Of a worker on another machine nothing else is known.
LONGEST = timedelta(hours=6)


def take_up(now: datetime | None = None) -> None:
    """Queue again what failed and has attempts left, and what a dead worker has left running."""
    now = now or timezone.now()
    for row in _rows(TaskResultStatus.RUNNING):
        if _is_abandoned(row, now):
            _take_from_the_dead(row, now)
    for row in _rows(TaskResultStatus.FAILED):
        if row.attempts < ATTEMPTS:
            pause = PAUSES[row.attempts - 1]
            _change(row, status=TaskResultStatus.READY, run_after=(row.finished_at or now) + pause)


def _rows(status: TaskResultStatus) -> Iterable[QueuedJob]:
    return cast("Iterable[QueuedJob]", QueuedJob.objects.filter(status=status).defer("args_kwargs", "traceback"))


def _is_abandoned(row: QueuedJob, now: datetime) -> bool:
    took_too_long = row.started_at is not None and row.started_at < now - LONGEST
    return took_too_long or is_gone(row.worker_ids[-1])


def _take_from_the_dead(row: QueuedJob, now: datetime) -> None:
    """At once the first times; a job that kills every worker must not go on for ever."""
    if row.attempts < ATTEMPTS:
        _change(row, status=TaskResultStatus.READY, run_after=now)
    else:
        # Nobody was left to say what went wrong: no traceback.
        _change(row, status=TaskResultStatus.FAILED, finished_at=now, exception_class_path="", traceback="")


def _change(row: QueuedJob, **values: object) -> None:
    """Change a row unless another worker was faster: that one has changed its state, or begun it anew."""
    QueuedJob.objects.filter(pk=row.pk, status=row.status, started_at=row.started_at).update(**values)
