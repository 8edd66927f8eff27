"""What follows when something is published, withdrawn or redacted: the site is written anew by a job.

What citizens must not read any more is taken out of the site before the act is answered. The chain of events is the
one place through which every act goes, so that none can be forgotten.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save

from agencies.models import Agency, SiteText
from jobs.queue import job
from publications.models import Event
from publications.public.languages import in_language

from . import folder, write

TAKING_AWAY = {Event.Act.WITHDRAWN, Event.Act.REDACTED}


@job
def write_site(agency_pk: int) -> None:
    """Write the site of an agency, unless that is done already."""
    write.write(agency_pk)


def connect() -> None:
    """Follow every event from now on, and every change of an agency's own data."""
    post_save.connect(_after_event, sender=Event, dispatch_uid="site-after-event")
    post_save.connect(_after_agency, sender=Agency, dispatch_uid="site-after-agency")
    for signal in (post_save, post_delete):
        signal.connect(_after_text, sender=SiteText, dispatch_uid="site-after-text")


def _after_event(instance: Event, created: bool, **_signal: Any) -> None:
    if not (folder.is_kept() and created):
        return
    if instance.act in TAKING_AWAY:
        transaction.on_commit(partial(take_away, instance.agency_id, _years(instance), _hashes(instance)))
    write_site.enqueue(instance.agency_id)


def _after_agency(instance: Agency, created: bool, **_signal: Any) -> None:
    if folder.is_kept() and not created and Event.objects.for_agency(instance).exists():
        write_site.enqueue(instance.pk)


def _after_text(instance: SiteText, **_signal: Any) -> None:
    _after_agency(instance.agency, created=False)


def take_away(agency_pk: int, years: Iterable[int], hashes: Iterable[str]) -> None:
    """Delete the files in which what was withdrawn or redacted can be read; Django answers in their place.

    These are all files of the years that are touched, all that are of no year, and whatever bears one of the hashes.
    """
    prefixes = tuple(f"/{year}/" for year in years)

    def is_touched(address: str) -> bool:
        path = in_language(address, settings.LANGUAGE_CODE)
        year = path.split("/")[1]
        return path.startswith(prefixes) or not year.isdecimal() or any(sha256 in path for sha256 in hashes)

    folder.take_away(agency_pk, is_touched)


def _years(event: Event) -> set[int]:
    """The fiscal years of whatever shows what an event is about."""
    found = {event.edition.fiscal_year} if event.edition else set()
    if event.file:
        found |= set(event.file.editions.values_list("fiscal_year", flat=True))
        found |= {scan.edition.fiscal_year for scan in event.file.events.scans() if scan.edition}
    return found


def _hashes(event: Event) -> set[str]:
    return {event.file.sha256} if event.file else set()
