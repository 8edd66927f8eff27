"""Settings: development needs nothing, production fails loudly when something needed is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

# Its programs read DATABASE_URL themselves.
pytestmark = pytest.mark.database

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


SHOW_STORAGE = """
from django.core.files.storage import default_storage as storage
print(type(storage._wrapped if storage.save else None).__name__)
print(getattr(storage, "bucket_name", ""), getattr(storage, "endpoint_url", ""), getattr(storage, "region_name", ""))
print(*(getattr(storage, name, "") for name in ("default_acl", "querystring_auth", "file_overwrite")))
"""


def test_uploads_lie_in_a_folder_unless_a_bucket_is_named():
    shown = manage("shell", "--no-imports", "-c", SHOW_STORAGE, **PRODUCTION)
    assert shown.stdout.split()[0] == "FileSystemStorage", shown.stderr


def test_a_bucket_is_private_its_addresses_are_signed_and_no_file_replaces_another():
    store = {
        "MEDIA_S3_BUCKET": "evidence",
        "MEDIA_S3_ENDPOINT": "https://s3.example.go.th",
        "MEDIA_S3_REGION": "th-1",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }
    shown = manage("shell", "--no-imports", "-c", SHOW_STORAGE, **PRODUCTION | store)
    assert shown.stdout.splitlines() == [
        "S3Storage",
        "evidence https://s3.example.go.th th-1",
        "None True False",
    ], shown.stderr


def test_limits_of_evidence_come_from_the_environment():
    limits = {"EVIDENCE_MAX_FILE_SIZE": "1000", "EVIDENCE_QUOTA": "2000", "EVIDENCE_MAX_PIXELS": "3000"}
    shown = manage("diffsettings", "--all", **PRODUCTION | limits)
    assert {f"{name} = {value}" for name, value in limits.items()} < set(_ours(shown.stdout))
    assert "EVIDENCE_PICTURE_SIDE = 2400" in _ours(shown.stdout)


def _ours(shown: str) -> list[str]:
    """The lines of settings that Django does not know by itself, which are marked behind."""
    return [line.removesuffix("###").strip() for line in shown.splitlines() if line.endswith("###")]


def test_a_large_upload_waits_on_the_disk_and_not_in_memory(rf):
    content = SimpleUploadedFile("ภาพ.jpg", b"x" * 2 * settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
    upload = rf.post("/", {"file": content}).FILES["file"]
    with upload:
        assert Path(upload.temporary_file_path()).stat().st_size == content.size


def test_sqlite_keeps_a_write_ahead_log(db):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
    else:
        assert connection.vendor == "postgresql"
