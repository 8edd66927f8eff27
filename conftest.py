"""The tests' own surroundings: nothing of the developer's .env, database or uploads is read or touched."""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

import django

HERE = Path(tempfile.mkdtemp(prefix="portal-tests-"))
atexit.register(shutil.rmtree, HERE, ignore_errors=True)

# The environment wins over .env: every name that .env may hold is given here, DATABASE_URL unless it names a server.
if os.environ.get("DATABASE_URL", "sqlite:").startswith("sqlite:"):
    os.environ["DATABASE_URL"] = f"sqlite:///{HERE / 'portal.sqlite3'}"
os.environ.update(
    DJANGO_SETTINGS_MODULE="ita_portal.settings",
    SECRET_KEY="only-for-tests-" + "x" * 50,
    DEBUG="off",
    HTTPS="off",
    BEHIND_PROXY="off",
    ALLOWED_HOSTS="127.0.0.1,localhost,.localhost,[::1],.go.th",
    CSRF_TRUSTED_ORIGINS="",
    MEDIA_ROOT=str(HERE / "media"),
    STATIC_ROOT=str(HERE / "static"),
    EVIDENCE_MAX_FILE_SIZE=str(20 * 2**20),
    EVIDENCE_QUOTA=str(5 * 2**30),
    EVIDENCE_MAX_PIXELS="60000000",
    EVIDENCE_PICTURE_SIDE="2400",
    MEDIA_S3_BUCKET="",
    MEDIA_S3_ENDPOINT="",
    MEDIA_S3_REGION="",
    REDACTION_LOG=str(HERE / "redactions.jsonl"),
    EMAIL_URL="memorymail://",
    DEFAULT_FROM_EMAIL="portal@localhost",
    BASE_ADDRESS="",
    SITE_ROOT="",
)
django.setup()
# A worker that inherits it reads the settings before this file has given the worker a folder of its own.
del os.environ["DJANGO_SETTINGS_MODULE"]

import pytest  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

# Compressing every file would only make the tests wait; names and references are checked as in production.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}

# Every test client starts the portal anew; a static file is looked for when it is asked for, not all of them each time.
settings.WHITENOISE_AUTOREFRESH = True

# A connection that a server's thread keeps open would keep PostgreSQL from dropping the test database at the end.
settings.DATABASES["default"]["CONN_MAX_AGE"] = 0

# A hash that is slow by design would only make every log-in in the tests slow.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_finish() -> None:
    """Search what lives as long as the run for garbage no more; a sixth of the time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """Keep SQLite's test database in a file, as in production: one in memory knows neither WAL nor two writers."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(HERE / "tests.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Collect the static files once, so that a page that names a missing one fails as it would in production."""
    call_command("collectstatic", interactive=False, verbosity=0)
