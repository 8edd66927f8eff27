"""Where Django looks for admin pages; those of this room are the accounts, the people and the queue."""

from . import accounts, people, queued_jobs

__all__ = ["accounts", "people", "queued_jobs"]
