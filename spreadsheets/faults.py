"""What is wrong with a file, told so that the person who made it can mend it: row, column, value and reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

# Of a sheet whose every cell is wrong; nobody reads more, and a list without end would fill the memory.
KEPT_FAULTS = 1_000
# Enough to recognise a cell; a whole paragraph would hide the reason.
SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: why, and as far as it is known where (`row` counts from 1, as spreadsheets do)."""

    reason: str | Promise
    row: int | None = None
    column: str = ""
    value: str = ""

    @property
    def place(self) -> str:
        """`Row 7, column “score”, value “8749”`, as much of it as is known."""
        parts = [
            (self.row, _("row %s")),
            (self.column, _("column “%s”")),
            (shortened(self.value), _("value “%s”")),
        ]
        return ", ".join(words % value for value, words in parts if value)

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else str(self.reason)


class BadSpreadsheet(Exception):
    """A file that cannot be imported, with all its faults in the order of its rows; nothing of it was saved."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.row or 0))
        super().__init__("\n".join(listed(self.faults)))


def listed(faults: Iterable[Fault | str], *, at_most: int = 200) -> list[str]:
    """Faults or notices as lines; those beyond `at_most` are counted in a last line."""
    lines = [str(fault) for fault in faults]
    more = len(lines) - at_most
    return lines if more <= 0 else [*lines[:at_most], _("… and %(count)s more.") % {"count": more}]


def shortened(value: str) -> str:
    """A cell's text in one short line."""
    line = " ".join(value.split())
    return line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1] + "…"
