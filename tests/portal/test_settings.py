"""Settings: development needs nothing, production fails loudly when something needed is missing."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

PRODUCTION = {
    "SECRET_KEY": "p8#" + "q7RtZx" * 12,
    "ALLOWED_HOSTS": "ita.example.go.th",
    "DEBUG": "off",
    "HTTPS": "on",
}


START = """
import environ, os, sys
environ.Env.read_env = classmethod(lambda cls, *a, **k: None)
os.environ["DJANGO_SETTINGS_MODULE"] = "ita_portal.settings"
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py as a process of its own, with nothing but `environment` and without the checkout's .env."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "DATABASE_URL", "STATIC_ROOT", "MEDIA_ROOT")
        if name in os.environ
    }
    return subprocess.run(
        [sys.executable, "-c", START, *arguments],
        cwd=settings.BASE_DIR,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_starts_without_a_secret_key_and_the_message_names_it():
    started = manage("check", **{name: value for name, value in PRODUCTION.items() if name != "SECRET_KEY"})
    assert started.returncode != 0
    assert "SECRET_KEY" in started.stderr


def test_the_deployment_check_is_clean():
    started = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (started.returncode, started.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value", "warning"),
    [("HTTPS", "off", "W008"), ("DEBUG", "on", "W018"), ("SECRET_KEY", "short", "W009")],
)
def test_the_deployment_check_sees_what_is_unsafe(name, value, warning):
    started = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION | {name: value})
    assert started.returncode != 0
    assert f"security.{warning}" in started.stderr


def test_debug_is_off_unless_it_is_asked_for():
    shown = manage("diffsettings", "--all", **{name: PRODUCTION[name] for name in ("SECRET_KEY", "ALLOWED_HOSTS")})
    assert "DEBUG = False" in shown.stdout
    assert "SESSION_COOKIE_SECURE = True" in shown.stdout


def test_sqlite_keeps_a_write_ahead_log(db):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
    else:
        assert connection.vendor == "postgresql"
