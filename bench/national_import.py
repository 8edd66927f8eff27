"""The national table: how fast and in how much memory it comes in, against reading the same file with `csv` alone."""

import csv
import os
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from .measure import Row, Run, alone, best

ROOT = Path(__file__).resolve().parent.parent
AGENCIES, YEARS, INDICATORS = 7_850, range(2560, 2570), range(1, 11)
ROWS = AGENCIES * len(YEARS) * len(INDICATORS)
HEADINGS = ["agency", "district", "province", "fiscal_year", "indicator", "score"]
READ_ALONE = "import csv, sys\nfor row in csv.reader(open(sys.argv[1], encoding='utf-8', newline='')): pass"
# Years for which there are no reference rules yet are read by those of the nearest.
MISSING_RULES = (
    "from assessments.models import Framework, copy_rules\n"
    "there = {framework.fiscal_year: framework for framework in Framework.objects.all()}\n"
    f"for year in set({list(YEARS)}) - set(there):\n"
    "    nearest = min(there, key=lambda other: abs(other - year))\n"
    "    copy_rules(source=there[nearest], target=Framework.objects.create(fiscal_year=year))"
)
TURNS = 2


def rows() -> Iterator[Row]:
    """The whole table into an empty portal and again into the full one, in turns with reading it; a tenth of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, tenth = folder / "national.csv", folder / "tenth.csv"
        _write(whole, AGENCIES)
        _write(tenth, AGENCIES // 10)
        small, bare = _import(tenth, _portal(folder, "tenth")), _bare(folder)
        turns = [_turn(whole, _portal(folder, f"whole{number}")) for number in range(TURNS)]
    reading, first, again = (best(runs) for runs in zip(*turns, strict=True))
    for what, run in (("into an empty portal", first), ("again, nothing changed", again)):
        yield Row(
            f"national table, {ROWS:,} rows {what}: rows/s against csv alone",
            f"{reading.seconds / run.seconds:.3f} ({ROWS / run.seconds:,.0f}/s of {ROWS / reading.seconds:,.0f}/s)",
        )
    peaks = f"{first.megabytes:.0f} MB, csv alone {reading.megabytes:.0f} MB, Django alone {bare.megabytes:.0f} MB"
    yield Row("national table: peak memory", peaks)
    yield Row("peak memory of the whole table against a tenth of it", f"{first.megabytes / small.megabytes:.2f}")


def _turn(file: Path, environment: dict[str, str]) -> tuple[Run, Run, Run]:
    """One after the other, so that a machine that is slow for a while is slow for all three."""
    return alone([sys.executable, "-c", READ_ALONE, str(file)]), _import(file, environment), _import(file, environment)


def _write(file: Path, agencies: int) -> None:
    chance = random.Random(1)
    with file.open("w", encoding="utf-8", newline="") as text:
        lines = csv.writer(text)
        lines.writerow(HEADINGS)
        for year in YEARS:
            for number in range(agencies):
                place = [f"องค์การบริหารส่วนตำบลสมมติ {number}", f"อำเภอ {number // 9}", f"จังหวัด {number // 103}"]
                lines.writerows(
                    [*place, year, indicator, f"{chance.randint(5_000, 10_000) / 100:.2f}"] for indicator in INDICATORS
                )


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
    return alone([sys.executable, str(ROOT / "manage.py"), *arguments], environment)
