"""The house in order: the contracts of imports hold (pyproject.toml), migrations are in step."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command


def test_imports_keep_to_the_contracts():
    # A program of its own: called from here it would silence the log of every test that follows.
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    checked = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
