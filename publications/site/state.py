"""What a written site depends on: what an agency has published, where it is found, and the portal's own code."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from agencies.models import Agency
from publications.models import Event

from . import folder

# Whatever decides how a page, a document or a file looks.
ROOMS = ("assessments", "measures", "publications", "thai", "templates", "locale", "locale_libraries")
ENDINGS = {".py", ".html", ".xml", ".svg", ".mo", ".css"}


def of(agency: Agency) -> str:
    """Equal states mean equal sites."""
    last = Event.objects.for_agency(agency).in_order().values_list("sha256", flat=True).last()
    languages = [code for code, _name in settings.LANGUAGES]
    told = [agency.pk, last, agency.base_address, agency.site_version, languages, look()]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@cache
def look() -> str:
    """The SHA-256 of the code, templates, words and static files out of which sites are made."""
    found = hashlib.sha256()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    files = [path for room in ROOMS for path in (settings.BASE_DIR / room).rglob("*") if path.suffix in ENDINGS]
    for path in [*sorted(files), *([manifest] if manifest.exists() else [])]:
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def written(pk: int) -> dict[str, Any]:
    """What the served site says of itself; empty while there is none, or where it was damaged."""
    site = folder.current(pk)
    try:
        told: dict[str, Any] = json.loads((site / folder.ABOUT).read_text()) if site else {}
    except (OSError, ValueError):
        return {}
    return told


def is_current(agency: Agency) -> bool:
    """Whether the served site shows what is published now."""
    return written(agency.pk).get("state") == of(agency)
