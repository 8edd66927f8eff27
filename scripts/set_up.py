"""Brings database, sample, first administrator and static files up to date in one process; a second time it changes nothing."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402


def main() -> None:
    """Run the portal's own commands one after the other; each decides for itself whether there is anything to do."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_frameworks")
    call_command("load_sample")
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("create_first_admin")


if __name__ == "__main__":
    main()
