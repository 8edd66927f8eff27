"""Brings database, sample, static files and first administrator up to date; a second time it changes nothing."""

import hashlib
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def hash_of_static_files() -> str:
    """Return a hash over name, size and time of every file that collectstatic would take."""
    ignored = apps.get_app_config("staticfiles").ignore_patterns
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(ignored):
            file = Path(storage.path(name)).stat()
            found.update(f"{storage.base_location}/{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return found.hexdigest()


def collect_static_files() -> None:
    """Collect and compress the static files, which takes seconds, unless none of them has changed."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
    state = hash_of_static_files()
    if manifest.exists() and stamp.exists() and stamp.read_text() == state:
        return
    stamp.unlink(missing_ok=True)
    # From nothing: what an interrupted run left may be half a file that looks up to date.
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)


def main() -> None:
    """Run the portal's own commands one after the other; each decides for itself whether there is anything to do."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("replay_redactions")
    call_command("load_frameworks")
    call_command("load_sample")
    collect_static_files()
    call_command("build_site", outdated=True)
    call_command("create_first_admin")


if __name__ == "__main__":
    main()
