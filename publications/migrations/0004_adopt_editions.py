"""Every edition that is older than the chain of events enters it as adopted, with its withdrawal if there was one."""

import hashlib
import json
from datetime import UTC

from django.db import migrations
from django.utils import timezone


def adopt(apps, schema_editor):
    """One event for each edition, in the order in which the agency published them; no edition is touched."""
    Edition, Event = apps.get_model("publications", "Edition"), apps.get_model("publications", "Event")
    now, last = timezone.now(), {}
    editions = Edition.objects.select_related("withdrawn_by").defer("content", "pdf").order_by("agency", "pk")
    for edition in editions.iterator():
        before = last.get(edition.agency_id)
        number = before.number + 1 if before else 1
        content = canonical(told(edition, number, now, before))
        last[edition.agency_id] = Event.objects.create(
            agency_id=edition.agency_id,
            number=number,
            act="adopted",
            edition=edition,
            at=now,
            by_id=edition.withdrawn_by_id or edition.published_by_id,
            content=content,
            sha256=hashlib.sha256(content.encode()).hexdigest(),
            previous=before,
        )


def told(edition, number, now, before):
    """What the event says, as publications.models.events has it on the day of this migration."""
    names = ("fiscal_year", "number", "sha256", "pdf_sha256")
    return {
        "number": number,
        "act": "adopted",
        "at": now.astimezone(UTC).isoformat(),
        "edition": {name: getattr(edition, name) for name in names},
        "file": None,
        "reason": "",
        "by_role": "",
        "withdrawal": withdrawal_of(edition),
        "previous": before.sha256 if before else None,
    }


def withdrawal_of(edition):
    """When an edition was withdrawn, why and by whose office; None where it was not."""
    if edition.withdrawn_at is None:
        return None
    by = edition.withdrawn_by
    return {
        "at": edition.withdrawn_at.astimezone(UTC).isoformat(),
        "reason": edition.withdrawal_reason,
        "by_role": "host" if by.is_superuser else by.role,
    }


def canonical(value):
    """Canonical JSON (RFC 8785): of texts and small whole numbers under plain names, this is it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Migration(migrations.Migration):
    dependencies = [("publications", "0003_keep_files_and_chain_events")]

    operations = [migrations.RunPython(adopt, migrations.RunPython.noop)]
