"""What a national table says, small enough for memory: six bytes for each score, however large the file is."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assessments.models import Framework
from spreadsheets.faults import KEPT_FAULTS, Fault

EMPTY, ABSENT = -1, -2  # a score that is not known yet, and a row that is not in the file


class Place(NamedTuple):
    """What an agency is known by, as it is first written in the file."""

    name: str
    district: str
    province: str
    subdistrict: str = ""


@dataclass(slots=True)
class Year:
    """One year: scores in hundredths with the rows in which they stand, by agency and place of the indicator."""

    framework: Framework
    positions: dict[int, int]
    cents: "array[int]" = field(default_factory=lambda: array("h"))
    rows: "array[int]" = field(default_factory=lambda: array("I"))
    is_faulty: bool = False

    @classmethod
    def of(cls, framework: Framework) -> "Year":
        """An empty year under these rules."""
        return cls(framework, {indicator.number: place for place, indicator in enumerate(framework.indicators.all())})

    def put(self, agency: int, indicator: int, cents: int, row: int) -> int:
        """Keep a score; returns the row that gave it already, which then stands, or 0."""
        width = len(self.positions)
        place = agency * width + self.positions[indicator]
        lacking = (agency + 1) * width - len(self.cents)
        if lacking > 0:
            self.cents.extend([ABSENT] * lacking)
            self.rows.extend([0] * lacking)
        if self.rows[place]:
            return self.rows[place]
        self.cents[place], self.rows[place] = cents, row
        return 0

    def agencies(self) -> list[int]:
        """The agencies that have a row in this year."""
        return [index for index in range(len(self.rows) // len(self.positions)) if any(self._of(self.rows, index))]

    def scores(self, agency: int) -> Sequence[int]:
        """The scores of an agency in the order of the indicators."""
        return self._of(self.cents, agency)

    def printed_as_points(self) -> Iterable[int]:
        """The first rows of agencies of whose scores all, or all but one, are no more than what they can add to the
        total (points.py)."""
        full = self._full_points()
        fewest = max(len(full) - 1, 2)
        for agency in self.agencies():
            scores = self.scores(agency)
            low = [score for score, most in zip(scores, full, strict=True) if score <= most]
            if min(scores) >= 0 and len(low) >= fewest and any(low):
                yield min(self._of(self.rows, agency))

    def _full_points(self) -> list[int]:
        rules = self.framework.rules()
        instruments = [rules.instrument_of(number) for number in self.positions]
        return [int(instrument.weight * 100) // len(instrument.indicators) for instrument in instruments]

    def _of(self, values: "array[int]", agency: int) -> "array[int]":
        width = len(self.positions)
        return values[agency * width : (agency + 1) * width]


@dataclass(slots=True)
class Table:
    """What a file says, ready to be saved: its agencies, its years, and the faults of those that are not."""

    places: list[Place] = field(default_factory=list)
    years: dict[int, Year] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    row_count: int = 0
    without_rules: set[int] = field(default_factory=set)
    ignored: list[str] = field(default_factory=list)
    is_unreadable: bool = False

    def refuse(self, fault: Fault, year: Year | None) -> None:
        """Note a fault; one whose year cannot be read could belong to any, so that then none can be saved."""
        self._keep(fault)
        if year:
            year.is_faulty = True
        else:
            self.is_unreadable = True

    def refuse_year(self, fault: Fault, year: int) -> None:
        """Note, once for all its rows, that there is no way to read this year."""
        if year not in self.without_rules:
            self.without_rules.add(year)
            self._keep(fault)

    def _keep(self, fault: Fault) -> None:
        self.fault_count += 1
        if self.fault_count <= KEPT_FAULTS:
            self.faults.append(fault)

    def sound_years(self) -> list[int]:
        """The years that can be saved."""
        return [] if self.is_unreadable else sorted(year for year, rows in self.years.items() if not rows.is_faulty)

    def faulty_years(self) -> list[int]:
        """The years that cannot be saved."""
        return sorted({*self.years, *self.without_rules} - set(self.sound_years()))
