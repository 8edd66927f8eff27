"""The national table: how fast and in how much memory it comes in, against reading the same file with `csv` alone."""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .measure import Row

ROOT = Path(__file__).resolve().parent.parent
AGENCIES, YEARS, INDICATORS = 7_850, range(2560, 2570), range(1, 11)
ROWS = AGENCIES * len(YEARS) * len(INDICATORS)
HEADINGS = ["agency", "district", "province", "fiscal_year", "indicator", "score"]
READ_ALONE = "import csv, sys\nfor row in csv.reader(open(sys.argv[1], encoding='utf-8', newline='')): pass"
# Years for which there are no reference rules yet are read by those of the nearest.
MISSING_RULES = (
    "from assessments.models import Framework, copy_rules\n"
    "there = {each.fiscal_year: each for each in Framework.objects.all()}\n"
    f"for year in set({list(YEARS)}) - set(there):\n"
    "    nearest = min(there, key=lambda other: abs(other - year))\n"
    "    copy_rules(source=there[nearest], target=Framework.objects.create(fiscal_year=year))"
)


class Run(NamedTuple):
    """How long a program ran, and the most memory that it had at once."""

    seconds: float
    megabytes: float


def rows() -> Iterator[Row]:
    """The whole table into an empty portal, again into the full one, and a tenth of it to see memory grow."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, tenth = folder / "national.csv", folder / "tenth.csv"
        _write(whole, AGENCIES)
        _write(tenth, AGENCIES // 10)
        alone, small, bare = _run([sys.executable, "-c", READ_ALONE, str(whole)]), _small(folder, tenth), _bare(folder)
        environment = _portal(folder, "whole")
        first, again = (_import(whole, environment) for _time in range(2))
    for what, run in (("into an empty portal", first), ("again, nothing changed", again)):
        yield Row(
            f"national table, {ROWS:,} rows {what}: rows/s against csv alone",
            f"{alone.seconds / run.seconds:.3f} ({ROWS / run.seconds:,.0f}/s of {ROWS / alone.seconds:,.0f}/s)",
        )
    peaks = f"{first.megabytes:.0f} MB, csv alone {alone.megabytes:.0f} MB, Django alone {bare.megabytes:.0f} MB"
    yield Row("national table: peak memory", peaks)
    yield Row("peak memory of the whole table against a tenth of it", f"{first.megabytes / small.megabytes:.2f}")


def _write(file: Path, agencies: int) -> None:
    chance = random.Random(1)
    with file.open("w", encoding="utf-8", newline="") as text:
        lines = csv.writer(text)
        lines.writerow(HEADINGS)
        for year in YEARS:
            for number in range(agencies):
                place = [f"องค์การบริหารส่วนตำบลสมมติ {number}", f"อำเภอ {number // 9}", f"จังหวัด {number // 103}"]
                lines.writerows(
                    [*place, year, each, f"{chance.randint(5_000, 10_000) / 100:.2f}"] for each in INDICATORS
                )


def _small(folder: Path, file: Path) -> Run:
    return _import(file, _portal(folder, "tenth"))


def _bare(folder: Path) -> Run:
    return _manage(["shell", "-c", "from assessments import national"], _portal(folder, "bare"))


def _import(file: Path, environment: dict[str, str]) -> Run:
    return _manage(["import_national", str(file)], environment)


def _portal(folder: Path, name: str) -> dict[str, str]:
    """The surroundings of an empty portal with the rules of all years."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / name}.sqlite3"}
    for command in (["migrate", "-v0"], ["load_frameworks", "-v0"], ["shell", "-v0", "-c", MISSING_RULES]):
        _manage(command, environment)
    return environment


def _manage(arguments: Sequence[str], environment: dict[str, str]) -> Run:
    return _run([sys.executable, str(ROOT / "manage.py"), *arguments], environment)


def _run(command: Sequence[str], environment: dict[str, str] | None = None) -> Run:
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[:3]} ended with {process.returncode}")
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)
