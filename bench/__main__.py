"""Measures what the portal promises and prints it as a table; what is compared is compared within this one run."""

import io
import tempfile
from importlib import import_module
from pathlib import Path

from .measure import Row, own_portal

PARTS = [
    "start",
    "consistency",
    "publish",
    "printing",
    "evidence",
    "site",
    "pages",
    "search",
    "matrix",
    "rounds",
    "admin_lists",
    "national_import",
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        own_portal(Path(folder))
        _set_up()
        _print(Row("what", "measured", "promised"))
        for part in PARTS:
            for row in import_module(f"bench.{part}").rows():
                _print(row)


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_frameworks", stdout=io.StringIO())
    call_command("load_sample", stdout=io.StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)


def _print(row: Row) -> None:
    print(f"{row.what:<88}  {row.measured:<28}  {row.promised}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
