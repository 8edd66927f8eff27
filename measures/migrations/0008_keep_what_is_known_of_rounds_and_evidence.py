"""What older rows let one know: which rounds are open, what happened to reports, and the hash of every stored file.

A day on which something happened is not guessed: it stays empty. A file that is missing is left without a hash.
"""

import hashlib
import logging
import mimetypes

from django.core.files.storage import default_storage
from django.db import migrations

log = logging.getLogger(__name__)

CHUNK = 1 << 20
ACTS = [
    ("submitted", "submitted_at", "submitted_by_id", None),
    ("returned", "returned_at", "returned_by_id", "return_note"),
    ("accepted", "accepted_at", "accepted_by_id", None),
]


def rounds_with_reports_are_open(apps, schema_editor):
    """Whoever opened them, and when, nobody kept."""
    rounds = apps.get_model("measures", "Round").objects
    with_reports = apps.get_model("measures", "Report").objects.values("round")
    rounds.filter(pk__in=with_reports).update(is_opened=True)
    rounds.exclude(closed_at=None).update(is_opened=True)


def acts_from_what_was_kept(apps, schema_editor):
    """The latest submission, return and acceptance of every report; earlier ones nobody kept."""
    acts = apps.get_model("measures", "ReportAct")
    for report in apps.get_model("measures", "Report").objects.order_by("pk").iterator():
        happened = [
            acts(report=report, act=act, at=getattr(report, at), by_id=getattr(report, by), note=_note(report, note))
            for act, at, by, note in ACTS
            if getattr(report, at)
        ]
        acts.objects.bulk_create(sorted(happened, key=lambda act: act.at))


def _note(report, column):
    return getattr(report, column) if column else ""


def hash_the_files(apps, schema_editor):
    """SHA-256, size and type of every file as it lies there now."""
    for piece in apps.get_model("measures", "Evidence").objects.exclude(file="").order_by("pk").iterator():
        piece.name = piece.file.name.rpartition("/")[2][-150:]
        try:
            piece.sha256, piece.size = _hashed(piece.file.name)
        except OSError:
            log.warning("the file of evidence %s, %s, is missing", piece.pk, piece.file.name)
        else:
            piece.content_type = mimetypes.guess_type(piece.file.name)[0] or "application/octet-stream"
        piece.save(update_fields=["name", "sha256", "size", "content_type"])


def _hashed(name):
    digest, size = hashlib.sha256(), 0
    with default_storage.open(name, "rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


class Migration(migrations.Migration):
    dependencies = [("measures", "0007_carry_rounds_reports_and_evidence_of_a_year")]

    operations = [
        migrations.RunPython(rounds_with_reports_are_open, migrations.RunPython.noop),
        migrations.RunPython(acts_from_what_was_kept, migrations.RunPython.noop),
        migrations.RunPython(hash_the_files, migrations.RunPython.noop),
    ]
