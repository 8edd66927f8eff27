"""What the consistency check can say, as data; sentences.py tells it in words."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Severity(StrEnum):
    """An error blocks publishing, a warning needs a written reason, a note is only shown."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(StrEnum):
    """What is wrong."""

    INSTRUMENT_DIFFERS = "instrument_differs"
    INSTRUMENT_LEVEL_DIFFERS = "instrument_level_differs"
    INDICATOR_DIFFERS = "indicator_differs"
    INDICATORS_SWAPPED = "indicators_swapped"
    TOTAL_DIFFERS = "total_differs"
    LEVEL_DIFFERS = "level_differs"
    UNKNOWN_LEVEL = "unknown_level"
    SCORES_ARE_POINTS = "scores_are_points"
    IMPOSSIBLE_SCORE = "impossible_score"


class CauseCode(StrEnum):
    """Why it probably is wrong; beside each the parameters of `Cause` that it fills."""

    COPIED_INDICATOR = "copied_indicator"  # indicators: those whose score the figure is
    WEIGHTED_CONTRIBUTION = "weighted_contribution"  # weight: the figure is points of this many
    RECONCILING_VALUE = "reconciling_value"  # instruments (if declared), candidates: one value explains the total too
    ROUNDING = "rounding"  # places: decimals to which the figure was cut or rounded, None for the last digit
    WRONG_SCALE = "wrong_scale"  # fiscal_year: whose scale gives, or for an unknown level has, the declared level
    SWAPPED = "swapped"  # pairs: of indicators whose exchange explains everything
    FOLLOWS_INSTRUMENT = "follows_instrument"  # instruments: whose wrong declared score was used
    DISCLOSURE_ITEMS = "disclosure_items"  # counts: of items in the sub-indicators, which cannot give the score


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator and the values (two decimals, rising) that would reconcile instrument and total at once.

    `value` is the likeliest of them: one that the typed score becomes by a single slip of the hand
    (`is_slip`: one digit, two neighbouring digits exchanged, the point one place off), else the one that
    gives the declared instrument exactly.
    """

    indicator: int
    value: Decimal
    values: tuple[Decimal, ...]
    is_slip: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """The likely cause of a discrepancy with the parameters that its code names."""

    code: CauseCode
    indicators: tuple[int, ...] = ()
    instruments: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    weight: Decimal | None = None
    places: int | None = None
    fiscal_year: int | None = None
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the wrong figure stands: at indicators, at an instrument or, with neither, at the whole."""

    instrument: str | None = None
    indicators: tuple[int, ...] = ()

    def __str__(self) -> str:
        return self.instrument or ",".join(map(str, self.indicators)) or "total"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that does not fit, with the figure that stands there and the one that should.

    Scores have two decimals; levels are labels. `expected` is None where no single figure can be named; `possible`
    then are the figures that can: the levels left, both ends of the range left to a score, or the scores nearest to
    an impossible one. `levels` is the year's whole scale where a level is none of it. `declared_level` and
    `expected_level` are filled when a level beside a wrong score only follows that score, so that one fault is one
    discrepancy.
    """

    code: Code
    severity: Severity
    place: Place
    declared: Decimal | str | None = None
    expected: Decimal | str | None = None
    cause: Cause | None = None
    declared_level: str | None = None
    expected_level: str | None = None
    possible: tuple[Decimal | str, ...] = ()
    levels: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Stable as long as nothing about the discrepancy changes: what a written reason is kept under."""
        return f"{self.code}:{self.place}:{self.declared or ''}:{self.expected or ''}"
