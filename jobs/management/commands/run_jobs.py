"""Does the jobs that were queued, until it is told to stop."""

from django.core.management.base import BaseCommand

from jobs.worker import JobWorker


class Command(BaseCommand):
    help = (
        "Do the queued jobs (mails and the like) until stopped; one that has begun is ended first. Any number may run."
    )

    def handle(self, **options):
        worker = JobWorker()
        worker.configure_signals()
        worker.run()
