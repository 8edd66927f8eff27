"""How far the writing of a site is, as the publisher sees it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from agencies.models import Agency
from jobs.models import QueuedJob

from . import changes, folder, state

# Of so many jobs, the newest, the agency's own is among them or long over.
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """Whether citizens read what is published now, since when, and what stands in the way.

    `failed` is a job whose attempt failed: it is tried again, and `problem` is the last line of what it said.
    """

    standing: Literal["current", "waiting", "failed"]
    written_at: datetime | None
    problem: str = ""


def of(agency: Agency) -> Progress | None:
    """How far the site of an agency is; None where sites are not kept or nothing was published."""
    if not folder.is_kept() or not agency.events.exists():
        return None
    told = state.written(agency.pk)
    written_at = datetime.fromisoformat(told["written_at"]) if told else None
    if state.is_current(agency):
        return Progress("current", written_at)
    job = _newest_job(agency)
    if job and job.traceback:
        return Progress("failed", written_at, job.traceback.strip().splitlines()[-1])
    return Progress("waiting", written_at)


def _newest_job(agency: Agency) -> QueuedJob | None:
    jobs = QueuedJob.objects.filter(task_path=changes.write_site.module_path).order_by("-enqueued_at")[:LOOKED_AT]
    return next((cast("QueuedJob", job) for job in jobs if job.args_kwargs["args"] == [agency.pk]), None)
