"""Where Django looks for admin pages; those of this room are the accounts and the queue."""

from . import accounts, queued_jobs

__all__ = ["accounts", "queued_jobs"]
