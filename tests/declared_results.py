"""What official results declare, right and wrong, for the tests of the consistency check."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from assessments.analysis import analyse
from assessments.consistency import Declared
from tests.rules_of_the_years import LETTERS, NAMED, THA_MALING, YEARS

CODES = ("IIT", "EIT", "OIT")
SCALES = {year: LETTERS if year <= 2565 else NAMED for year in YEARS}

two_decimals = st.integers(0, 10000).map(lambda hundredths: Decimal(hundredths) / 100)
four_decimals = st.integers(0, 1000000).map(lambda parts: Decimal(parts) / 10000)
years = st.sampled_from(YEARS)
unhurried = settings(deadline=None)  # a busy machine is no fault of the code


def ten(scores):
    return st.lists(scores, min_size=10, max_size=10).map(lambda drawn: dict(enumerate(drawn, start=1)))


def declared_of(rules, scores, **changes):
    """What a right result declares of these scores; the test names only what it changes."""
    result = analyse(rules, scores)
    right = Declared(
        instruments={instrument.code: instrument.score for instrument in result.instruments},
        total=result.total,
        level=result.level,
        instrument_levels={instrument.code: instrument.level for instrument in result.instruments},
    )
    return replace(right, **changes)


def with_instrument(declared, code, score, level=None):
    """The same declaration with another score, and perhaps level, of one instrument."""
    levels = {**declared.instrument_levels, **({code: level} if level else {})}
    score = None if score is None else Decimal(score)
    return replace(declared, instruments={**declared.instruments, code: score}, instrument_levels=levels)


ALL, TOTAL = frozenset([*CODES, "total", "level"]), frozenset(["total"])  # parts of a declaration

AS_PRINTED_SCORES = {**THA_MALING, 9: Decimal("85.00")}
AS_PRINTED = Declared(
    instruments={"IIT": Decimal("87.49"), "EIT": Decimal("82.73"), "OIT": Decimal("91.25")},
    total=Decimal("85.66"),
    level="A",
    instrument_levels={"IIT": "A", "EIT": "B", "OIT": "A"},
)


def declared_only(right, parts):
    """Of a right declaration those parts alone."""
    return Declared(
        instruments={code: score for code, score in right.instruments.items() if code in parts},
        total=right.total if "total" in parts else None,
        level=right.level if "level" in parts else None,
    )
