"""Redactions, noted outside the database as well: a restored backup brings back what was erased.

One line of JSON each: whose file, which, who redacted it, when and why. Nothing of the file itself stands in it.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from publications.models import PublishedFile


class Note(NamedTuple):
    """One redaction: the agency's name, district and province, the file's hash, the user's name, moment and reason."""

    agency: tuple[str, str, str]
    sha256: str
    by: str
    at: datetime
    reason: str


def remember(file: PublishedFile) -> None:
    """Note a redaction."""
    line = {
        "agency": [file.agency.name, file.agency.district, file.agency.province],
        "sha256": file.sha256,
        "by": file.redacted_by.get_username() if file.redacted_by else "",
        "at": file.redacted_at.isoformat() if file.redacted_at else "",
        "reason": file.redaction_reason,
    }
    with settings.REDACTION_LOG.open("a", encoding="utf-8") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")


def notes() -> Iterator[Note]:
    """Every redaction that was noted, in order; a line that was cut off by a crash is left out."""
    if not settings.REDACTION_LOG.exists():
        return
    for line in settings.REDACTION_LOG.read_text(encoding="utf-8").splitlines():
        try:
            read = json.loads(line)
            yield Note(
                tuple(read["agency"]), read["sha256"], read["by"], datetime.fromisoformat(read["at"]), read["reason"]
            )
        except (ValueError, LookupError, TypeError):
            continue
