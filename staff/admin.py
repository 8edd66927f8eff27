"""Where Django looks for admin pages; here the accounts, the people, the texts of the site and the queue."""

from . import accounts, people, queued_jobs, site_texts

__all__ = ["accounts", "people", "queued_jobs", "site_texts"]
