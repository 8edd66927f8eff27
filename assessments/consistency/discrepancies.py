"""What the consistency check can say: discrepancies as data, and the sentences that tell them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _


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


class CauseCode(StrEnum):
    """Why it probably is wrong; beside each the parameters of `Cause` that it fills."""

    COPIED_INDICATOR = "copied_indicator"  # indicators: those whose score the figure is
    WEIGHTED_CONTRIBUTION = "weighted_contribution"  # weight: the figure is points of this many
    RECONCILING_VALUE = "reconciling_value"  # instruments, candidates: one value explains instrument and total
    ROUNDING = "rounding"  # places: decimals to which the figure was cut or rounded, None for the last digit
    WRONG_SCALE = "wrong_scale"  # fiscal_year: whose scale gives the declared level
    SWAPPED = "swapped"  # pairs: of indicators whose exchange explains everything
    FOLLOWS_INSTRUMENT = "follows_instrument"  # instruments: whose wrong declared score was used


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

    Scores have two decimals; levels are labels. `expected` is None where no single figure can be named.
    `declared_level` and `expected_level` are filled when a level beside a wrong score only follows that
    score, so that one fault is one discrepancy.
    """

    code: Code
    severity: Severity
    place: Place
    declared: Decimal | str | None = None
    expected: Decimal | str | None = None
    cause: Cause | None = None
    declared_level: str | None = None
    expected_level: str | None = None

    @property
    def key(self) -> str:
        """Stable as long as nothing about the discrepancy changes: what a written reason is kept under."""
        return f"{self.code}:{self.place}:{self.declared or ''}:{self.expected or ''}"


def sentence(discrepancy: Discrepancy) -> str:
    """The discrepancy in the reader's language: what stands there, what should, and the likely cause."""
    parts = [_fact(discrepancy), _level_beside(discrepancy), _likely_cause(discrepancy)]
    return " ".join(part for part in parts if part)


def _fact(discrepancy: Discrepancy) -> str:
    values = {
        "instrument": discrepancy.place.instrument,
        "indicators": numbers(discrepancy.place.indicators),
        "declared": discrepancy.declared,
        "expected": discrepancy.expected,
    }
    if discrepancy.code is Code.INSTRUMENT_DIFFERS and discrepancy.expected is None:
        return _("%(instrument)s is declared as %(declared)s, which does not fit the total.") % values
    return _sentences()[discrepancy.code] % values


def _sentences() -> dict[Code, str]:
    return {
        Code.INSTRUMENT_DIFFERS: _("%(instrument)s is declared as %(declared)s, but its indicators give %(expected)s."),
        Code.INSTRUMENT_LEVEL_DIFFERS: _(
            "%(instrument)s is declared at level %(declared)s, but its score gives level %(expected)s."
        ),
        Code.INDICATOR_DIFFERS: _(
            "Indicator %(indicators)s is entered as %(declared)s and should probably be %(expected)s."
        ),
        Code.INDICATORS_SWAPPED: _("The scores of indicators %(indicators)s seem to have been exchanged."),
        Code.TOTAL_DIFFERS: _("The total is declared as %(declared)s, but the scores give %(expected)s."),
        Code.LEVEL_DIFFERS: _("The level is declared as %(declared)s, but the result is at level %(expected)s."),
    }


def _level_beside(discrepancy: Discrepancy) -> str:
    if discrepancy.declared_level is None:
        return ""
    return _("The level is therefore %(expected)s, not %(declared)s.") % {
        "declared": discrepancy.declared_level,
        "expected": discrepancy.expected_level,
    }


def _likely_cause(discrepancy: Discrepancy) -> str:
    if discrepancy.cause is None:
        return ""
    return _CAUSES[discrepancy.cause.code](discrepancy.cause)


def _copied(cause: Cause) -> str:
    return _("The figure is the score of indicator %(indicators)s.") % {"indicators": numbers(cause.indicators)}


def _weighted(cause: Cause) -> str:
    return _("The figure looks like points out of the weight of %(weight)s; a score out of 100 is needed here.") % {
        "weight": f"{cause.weight:f}"
    }


def _reconciling(cause: Cause) -> str:
    named = {
        "instrument": ", ".join(cause.instruments),
        "values": ", ".join(map(_candidate, cause.candidates)),
    }
    if len(cause.candidates) == 1:
        return _("With %(values)s, %(instrument)s and the total both come to what is declared.") % named
    return _("One of these would bring %(instrument)s and the total to what is declared: %(values)s.") % named


def _candidate(candidate: Candidate) -> str:
    values = {"indicator": candidate.indicator, "value": candidate.value}
    if candidate.is_slip or len(candidate.values) == 1:
        return _("indicator %(indicator)s = %(value)s") % values
    values |= {"lowest": candidate.values[0], "highest": candidate.values[-1]}
    return _("indicator %(indicator)s = %(value)s (%(lowest)s to %(highest)s)") % values


def _rounding(cause: Cause) -> str:
    if cause.places is None:
        return _("The difference is one of rounding.")
    return _("The figure was probably rounded to %(places)s decimals; two are needed.") % {"places": cause.places}


def _wrong_scale(cause: Cause) -> str:
    return _("This is the level by the scale of fiscal year %(year)s.") % {"year": cause.fiscal_year}


def _swapped(cause: Cause) -> str:
    pairs = ", ".join(f"{first} ↔ {second}" for first, second in cause.pairs)
    if len(cause.pairs) == 1:
        return _("When they are exchanged, every declared figure is right.")
    return _("Each of these exchanges makes every declared figure right: %(pairs)s.") % {"pairs": pairs}


def _follows(cause: Cause) -> str:
    return _("It was probably worked out with the wrong score of %(instruments)s.") % {
        "instruments": ", ".join(cause.instruments)
    }


_CAUSES = {
    CauseCode.COPIED_INDICATOR: _copied,
    CauseCode.WEIGHTED_CONTRIBUTION: _weighted,
    CauseCode.RECONCILING_VALUE: _reconciling,
    CauseCode.ROUNDING: _rounding,
    CauseCode.WRONG_SCALE: _wrong_scale,
    CauseCode.SWAPPED: _swapped,
    CauseCode.FOLLOWS_INSTRUMENT: _follows,
}


def numbers(indicators: tuple[int, ...]) -> str:
    """Numbers of indicators as a reader sees them: `2, 7`."""
    return ", ".join(map(str, indicators))
