"""An installation of an earlier version, restored from its backup and upgraded: nothing is lost, and it goes on."""

import json
import lzma
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from .upgrade.databases import Database, Table, new_database
from .upgrade.make_dump import ADMINISTRATOR, COMMIT

# Its databases are made by tests/upgrade/databases.py, on the engine that DATABASE_URL names.
pytestmark = pytest.mark.database

HERE = Path(__file__).parent / "upgrade"

# Tables, and columns as "table.column", whose rows a migration removes or rewrites with intent; each with its reason.
CHANGED_ON_PURPOSE = {
    "django_migrations",  # `migrate` keeps its account there,
    "django_content_type",  # and what it adds for every new model there
    "auth_permission",
    "agencies_user.role",  # the Palad's office is called planner now
}


@dataclass
class Installation:
    """The code of today on a database of its own."""

    database: Database

    def run(self, *command: str | Path) -> subprocess.CompletedProcess:
        """Run a Python program on it, such as manage.py."""
        surroundings = {**os.environ, "DATABASE_URL": self.database.url, "PYTHONPATH": str(settings.BASE_DIR)}
        return subprocess.run(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=surroundings | ADMINISTRATOR,
            capture_output=True,
            text=True,
        )

    def manage(self, *command: str) -> str:
        """What a command of manage.py says that must not fail."""
        done = self.run("manage.py", *command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@dataclass
class Upgraded(Installation):
    """An upgraded installation, with what was in its tables before and right after."""

    before: dict[str, Table]
    after: dict[str, Table]


def read_dump(engine: str) -> str:
    return lzma.decompress((HERE / f"{COMMIT}.{engine}.sql.xz").read_bytes()).decode()


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    with new_database(tmp_path_factory.mktemp("upgraded")) as database:
        database.restore(read_dump(database.engine))
        before = database.tables()
        Installation(database).manage("migrate", "--no-input")
        yield Upgraded(database, before, database.tables())


def values(table: Table, columns: list[str]) -> Counter:
    """How often each row occurs, looked at in some of the table's columns."""
    places = [table.columns.index(column) for column in columns]
    return Counter(tuple(row[place] for place in places) for row in table.rows)


def differences(before: dict[str, Table], after: dict[str, Table]) -> list[str]:
    """What is gone, added or no longer what it was in the tables and columns of before."""
    found = []
    for name in sorted(before.keys() - CHANGED_ON_PURPOSE):
        if name not in after:
            found.append(f"{name} is gone")
            continue
        kept = [column for column in before[name].columns if f"{name}.{column}" not in CHANGED_ON_PURPOSE]
        gone = [column for column in kept if column not in after[name].columns]
        found += [f"{name}.{column} is gone" for column in gone]
        still = [column for column in kept if column not in gone]
        old, new = values(before[name], still), values(after[name], still)
        found += [f"{name} has lost {row!r:.300}" for row in old - new]
        found += [f"{name} has got {row!r:.300}" for row in new - old]
    return found


# What was there is there


def test_the_dump_holds_rows_of_everything_that_is_to_be_kept(upgraded):
    sizes = {name: len(table.rows) for name, table in upgraded.before.items()}
    empty = {"auth_group", "auth_group_permissions", "agencies_user_groups", "agencies_user_user_permissions"}
    assert {name for name, size in sizes.items() if not size} == empty
    some = ["publications_edition", "agencies_user", "measures_plan", "measures_report", "measures_historicalstep"]
    assert [sizes[name] for name in some] == [10, 4, 6, 32, 6]


def test_no_row_is_lost_added_or_changed(upgraded):
    assert differences(upgraded.before, upgraded.after) == []


@pytest.mark.parametrize("column", ["sha256", "pdf_sha256"])
def test_every_edition_keeps_its_hashes(upgraded, column):
    before, after = (values(tables["publications_edition"], [column]) for tables in (upgraded.before, upgraded.after))
    assert len(before) == 10
    assert after == before


def test_every_edition_enters_the_chain_of_events_as_adopted_with_its_withdrawal(upgraded):
    editions, events = upgraded.after["publications_edition"], upgraded.after["publications_event"]
    columns = ["agency_id", "number", "act", "edition_id", "content"]
    rows = sorted(values(events, columns))
    in_order = sorted(values(editions, ["agency_id", "id", "withdrawal_reason"]))
    assert [(row[0], row[3]) for row in rows] == [edition[:2] for edition in in_order]
    assert [row[:3] for row in rows] == [(1, 1, "adopted"), *((2, number, "adopted") for number in range(1, 10))]
    withdrawals = [json.loads(row[4])["withdrawal"] for row in rows]
    assert [withdrawal["reason"] if withdrawal else "" for withdrawal in withdrawals] == [row[2] for row in in_order]
    assert [withdrawal["by_role"] for withdrawal in withdrawals if withdrawal] == ["publisher"]


def test_nothing_that_was_published_differs(upgraded):
    assert "nothing differs" in upgraded.manage("verify_editions")


def damaged(dump: str, mark: str, distance: int = 0) -> str:
    """The dump with another digit in the place of one behind the last occurrence of `mark`."""
    place = dump.rindex(mark) + len(mark) + distance
    return dump[:place] + ("1" if dump[place] == "0" else "0") + dump[place + 1 :]


def test_a_damaged_byte_of_a_content_and_of_a_pdf_are_noticed(tmp_path):
    with new_database(tmp_path) as database:
        dump = damaged(read_dump(database.engine), '"score":"')
        database.restore(damaged(dump, b"%PDF".hex(), 50_000))
        installation = Installation(database)
        installation.manage("migrate", "--no-input")
        done = installation.run("manage.py", "verify_editions")
    assert done.returncode == 1
    content, pdf = done.stdout.splitlines()
    assert "เนื้อหาไม่ตรง" in content
    assert "PDF ไม่ตรง" in pdf


# What is there works


def test_the_database_is_as_the_models_say(upgraded):
    upgraded.manage("makemigrations", "--check", "--dry-run")


@pytest.fixture(scope="module")
def visited(upgraded):
    done = upgraded.run(HERE / "visit.py")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("domain", "year", "measures"), [("127.0.0.1", 2566, 8), ("demo.localhost", 2567, 4)])
def test_every_public_page_of_the_latest_year_answers(visited, domain, year, measures):
    pages = visited["pages"][domain]
    assert {address: status for address, status in pages.items() if status != 200} == {}
    pages_of_the_year = ["", "analysis/", "measures/", f"measures/{measures}/", "plan.pdf", "editions/1.json", "data/"]
    assert {f"/{year}/{page}" for page in pages_of_the_year} | {"/", "/indicators/10/", "/verify/"} <= pages.keys()


def test_the_host_signs_in_with_the_password_of_before(visited):
    assert visited["signed_in"] == "/admin/"


def test_the_next_edition_follows_the_last_one_of_before(upgraded):
    """The last test here, because it publishes."""
    upgraded.manage("publish", "2566", "--kind=plan", "--agency=127.0.0.1", "--reason=แก้ไข")
    assert "nothing differs" in upgraded.manage("verify_editions")
    assert len(upgraded.database.tables()["publications_edition"].rows) == 11
