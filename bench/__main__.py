"""Measures what the portal promises and prints it as a table; what is compared is compared within this one run."""

import tempfile
from importlib import import_module
from pathlib import Path

from .measure import Row, own_portal

PARTS = ["start", "consistency", "publish", "pages", "admin_lists", "national_import"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        own_portal(Path(folder))
        _set_up()
        rows = [row for part in PARTS for row in import_module(f"bench.{part}").rows()]
    _print(rows)


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_frameworks", verbosity=0)
    call_command("load_sample")
    call_command("collectstatic", interactive=False, verbosity=0)


def _print(rows: list[Row]) -> None:
    rows = [Row("what", "measured", "promised"), *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
