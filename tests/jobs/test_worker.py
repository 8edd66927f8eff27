"""The worker as it runs on a server: killed in the midst of a job, stopped, idle."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks import TaskResultStatus

from jobs.models import QueuedJob
from jobs.worker import KEPT, JobWorker, prune
from tests.queued import run_jobs

from .slow import stumble, write_slowly

# Long enough for a machine that has much else to do; a test that passes waits for what it needs and no longer.
PATIENCE = 60


def address() -> str:
    """The DATABASE_URL of the database that this test works on."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    server = urlsplit(os.environ["DATABASE_URL"])
    return server._replace(path=f"{server.path.rpartition('/')[0]}/{name}").geturl()


@contextmanager
def worker() -> Iterator[subprocess.Popen]:
    """A worker of its own process, ended at the latest with the test."""
    surroundings = {**os.environ, "DATABASE_URL": address()}
    command = [sys.executable, "manage.py", "run_jobs"]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=surroundings) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "This never came about."
        time.sleep(0.1)


def status() -> str:
    return QueuedJob.objects.get().status


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_is_killed_is_done_by_the_next_one_and_a_stopped_one_ends_its_job(tmp_path):
    write_slowly.enqueue(str(tmp_path))
    begun, done, go = (tmp_path / name for name in ("begun", "done", "go"))
    with worker() as first:
        wait_until(begun.exists)
        first.kill()
        first.wait()
    assert status() == TaskResultStatus.RUNNING
    with worker() as second:
        wait_until(lambda: begun.read_text() == "begun\nbegun\n")
        second.send_signal(signal.SIGTERM)
        go.touch()
        assert second.wait(PATIENCE) == 0
    assert done.read_text() == "done\n"
    assert status() == TaskResultStatus.SUCCESSFUL
    assert len(set(QueuedJob.objects.get().worker_ids)) == 2


@pytest.mark.django_db(transaction=True)
def test_an_idle_worker_stops_when_it_is_told_to():
    stumble.enqueue()
    with worker() as idle:
        wait_until(lambda: QueuedJob.objects.exclude(traceback="").exists())
        idle.send_signal(signal.SIGINT)
        assert idle.wait(PATIENCE) == 0


@pytest.mark.django_db
def test_an_idle_worker_only_reads():
    with CaptureQueriesContext(connection) as asked:
        JobWorker().work_off()
    assert [query["sql"][:6] for query in asked] == ["SELECT"]


@pytest.mark.django_db
def test_a_job_leaves_nothing_when_it_succeeds_and_its_row_goes_after_a_while(tmp_path):
    (tmp_path / "go").touch()
    write_slowly.enqueue(str(tmp_path))
    run_jobs()
    assert status() == TaskResultStatus.SUCCESSFUL
    prune()
    assert QueuedJob.objects.exists()
    QueuedJob.objects.update(finished_at=timezone.now() - timedelta(days=KEPT, hours=1))
    prune()
    assert not QueuedJob.objects.exists()
