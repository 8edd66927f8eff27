"""The worker: django-tasks-db's own, which only reads while there is nothing to do, and keeps the queue in order."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import is_locked_database_exception

from .models import QueuedJob
from .processes import this_process
from .rows import take_up

# Seconds from one look at the queue to the next.
INTERVAL = 1
# Days for which a row is kept after its job is done, and after it has failed.
KEPT, KEPT_FAILED = 14, 90


class JobWorker(Worker):
    """Does the jobs of all queues, one after the other, until it is told to stop; what it has begun it ends."""

    def __init__(self) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=INTERVAL,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=str(this_process()),
        )
        self._upkeep = [Upkeep(timedelta(minutes=1), take_up), Upkeep(timedelta(days=1), prune)]

    def run(self) -> None:
        """Look into the queue every second, and see to its order now and then, until told to stop."""
        while self.running:
            close_old_connections()
            try:
                self.keep_in_order()
                self.work_off()
            except OperationalError as error:
                # Somebody writes for longer than SQLite waits; the queue is still there afterwards.
                if not is_locked_database_exception(error):
                    raise
            if self.running:
                time.sleep(self.interval)

    def work_off(self) -> None:
        """Do what is ready; to take a job locks all of SQLite, so it is done only when there is one."""
        if QueuedJob.objects.ready().exists():
            super().run()

    def run_task(self, db_task_result: DBTaskResult[..., Any]) -> None:
        """Do one job; between many of them too the queue is kept in order."""
        super().run_task(db_task_result)
        self.keep_in_order()

    def keep_in_order(self) -> None:
        """Do of the upkeep what is due."""
        for upkeep in self._upkeep:
            upkeep.do_if_due()


class Upkeep:
    """Something that is done at the start and then once in a while."""

    def __init__(self, pause: timedelta, act: Callable[[], None]):
        self.pause = pause.total_seconds()
        self.act = act
        self.due = time.monotonic()

    def do_if_due(self) -> None:
        """Do it unless it was done a short while ago."""
        if time.monotonic() >= self.due:
            self.act()
            self.due = time.monotonic() + self.pause


def prune() -> None:
    """Delete the rows of jobs that ended long ago."""
    call_command(
        "prune_db_task_results",
        queue_name="*",
        min_age_days=KEPT,
        failed_min_age_days=KEPT_FAILED,
        verbosity=0,
    )
