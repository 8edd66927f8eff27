"""
Makes the dumps beside this file: a database of either engine as the portal of one earlier commit left it.

    .venv/bin/python tests/upgrade/make_dump.py

Nothing of the present code is run but this file. The environment must hold what the commit's own requirements.lock
names. Each run publishes anew, so its dumps differ from the last ones in moments and hashes.
"""

import lzma
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import environ

COMMIT = "27527d4"
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# The host's administrator, and the one person of the dump besides whom the tests sign in as.
ADMINISTRATOR = {"DJANGO_SUPERUSER_USERNAME": "host", "DJANGO_SUPERUSER_PASSWORD": "in-the-dump-only"}

# What only psql understands, and settings that older servers do not know: none of them matters to what is restored.
ONLY_FOR_PSQL = re.compile(r"^(?:\\(?:un)?restrict .*|SET \w+ = .*;|-- Dumped .*)\n", re.MULTILINE)


def main() -> None:
    """Make one dump of the server that with_postgres.sh starts, or begin with SQLite's and let it start one."""
    if sys.argv[1:] == ["postgresql"]:
        url = os.environ["DATABASE_URL"]
        fill(url)
        write("postgresql", dumped_by_postgresql(url))
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "portal.sqlite3"
        fill(f"sqlite:///{file}")
        write("sqlite", dumped_by_sqlite(file))
    subprocess.run([ROOT / "scripts/with_postgres.sh", sys.executable, __file__, "postgresql"], check=True)


def fill(database_url: str) -> None:
    """Let the portal of the commit fill an empty database, as a new installation does, and its staff do some work."""
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "archive", COMMIT], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
        surroundings = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
            "SECRET_KEY": "only-for-the-dump-" + "x" * 50,
            "HTTPS": "off",
            "ALLOWED_HOSTS": "127.0.0.1,demo.localhost",
            "PYTHONPATH": folder,
            **ADMINISTRATOR,
        }
        for command in (
            ["manage.py", "migrate", "--verbosity=0"],
            ["manage.py", "load_frameworks"],
            ["manage.py", "load_sample"],
            ["manage.py", "createsuperuser", "--no-input", "--email=host@example.go.th"],
            ["manage.py", "load_demo"],
            [HERE / "what_the_staff_did.py"],
            ["manage.py", "verify_editions"],
        ):
            subprocess.run([sys.executable, *command], cwd=folder, env=surroundings, check=True)


def dumped_by_sqlite(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def dumped_by_postgresql(url: str) -> str:
    """As INSERT statements, which any client can send, and without what depends on the server's version or owner."""
    database = environ.Env.db_url_config(url)
    programs = subprocess.run([ROOT / "scripts/find_postgres.sh"], check=True, capture_output=True, text=True).stdout
    dump = subprocess.run(
        [
            *(f"{programs.strip()}/pg_dump", f"--host={database['HOST']}", f"--username={database['USER']}"),
            *("--no-owner", "--no-privileges", "--encoding=UTF8", "--inserts", "--rows-per-insert=100"),
            database["NAME"],
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    return ONLY_FOR_PSQL.sub("", dump.stdout)


def write(engine: str, dump: str) -> None:
    """Compressed so that the same dump gives the same bytes."""
    (HERE / f"{COMMIT}.{engine}.sql.xz").write_bytes(lzma.compress(dump.encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
