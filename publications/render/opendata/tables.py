"""What a table of the open data is: its columns, each named once, and what its rows are about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from publications.document import Document

Value = str | int
Subject = tuple[Any, ...]  # what a row is about

SEPARATOR = "; "


class Column(NamedTuple):
    """One column: its name, and its value for a document and what the row is about."""

    name: str
    value: Callable[..., Value]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its sheet's name, what its rows are about, and its columns, each named here and nowhere else."""

    name: str
    subjects: Callable[[Document], Iterable[Subject]]
    columns: tuple[Column, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(column.name for column in self.columns)

    def rows(self, document: Document) -> list[tuple[Value, ...]]:
        """The values of every row, in the order of the columns."""
        return [
            tuple(column.value(document, *subject) for column in self.columns) for subject in self.subjects(document)
        ]


FISCAL_YEAR = Column("fiscal_year", lambda document, *_subject: document.fiscal_year)
RESULT_YEAR = Column("result_fiscal_year", lambda document, *_subject: document.result.fiscal_year)
AGENCY = Column("agency", lambda document, *_subject: document.agency.name)
TARGET = Column("target", lambda document, *_subject: f"{document.result.target:.2f}")


def day(value: date | None) -> str:
    """A day as ISO 8601 has it; nothing where it was not stated."""
    return value.isoformat() if value else ""


def truth(value: bool) -> str:
    """`true` or `false`."""
    return "true" if value else "false"


def number(value: int | None) -> Value:
    """A number; nothing where it was not stated."""
    return "" if value is None else value
