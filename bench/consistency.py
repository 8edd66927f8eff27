"""The consistency check of one result, clean and as the real document was printed."""

from collections.abc import Iterator
from decimal import Decimal

from assessments.analysis import Scores
from assessments.consistency import Declared, check
from assessments.models import Assessment
from assessments.rules import Rules

from .measure import Row, seconds

TIMES = 20


def rows() -> Iterator[Row]:
    assessment = Assessment.objects.with_scores().get()
    rules, declared = assessment.framework.rules(), assessment.declared()
    scores = {row.indicator.number: row.score for row in assessment.scores.all()}
    printed = Declared(
        instruments={"IIT": Decimal("87.49"), "EIT": Decimal("82.73"), "OIT": Decimal("91.25")},
        total=Decimal("85.66"),
        level="A",
        instrument_levels={"IIT": "A", "EIT": "B", "OIT": "A"},
    )
    yield Row("consistency check of a correct result", _microseconds(rules, scores, declared))
    wrong = scores | {9: Decimal("85.00")}
    yield Row("consistency check of the result as it was printed", _microseconds(rules, wrong, printed))


def _microseconds(rules: Rules, scores: Scores, declared: Declared) -> str:
    def act() -> None:
        for _ in range(TIMES):
            check(rules, scores, declared)

    [taken] = seconds(act)
    return f"{taken / TIMES * 1_000_000:.0f} µs"
