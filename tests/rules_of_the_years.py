"""The rules of fiscal years 2563-2569 as plain values, written out for the tests of the arithmetic."""

from decimal import Decimal
from fractions import Fraction
from functools import cache

from assessments.analysis import rounded
from assessments.rules import DisclosureItems, InstrumentRule, LevelRule, Rules

INSTRUMENTS = (
    InstrumentRule("IIT", Decimal(30), (1, 2, 3, 4, 5)),
    InstrumentRule("EIT", Decimal(30), (6, 7, 8)),
    InstrumentRule("OIT", Decimal(40), (9, 10)),
)
LETTERS = (
    LevelRule("AA", Decimal("95.00")),
    LevelRule("A", Decimal("85.00")),
    LevelRule("B", Decimal("75.00")),
    LevelRule("C", Decimal("65.00")),
    LevelRule("D", Decimal("55.00")),
    LevelRule("E", Decimal("50.00")),
    LevelRule("F", Decimal("0.00")),
)
NAMED = (
    LevelRule("ผ่านดีเยี่ยม", Decimal("95.00"), Decimal("95.00")),
    LevelRule("ผ่านดี", Decimal("85.00"), Decimal("85.00")),
    LevelRule("ผ่าน", Decimal("85.00")),
    LevelRule("ต้องปรับปรุง", Decimal("70.00")),
    LevelRule("ต้องปรับปรุงโดยด่วน", Decimal("0.00")),
)
EARLY_ITEMS = ((9, (9, 8, 7, 4, 5)), (10, (8, 2)))
ITEMS = {
    2563: EARLY_ITEMS,
    2564: EARLY_ITEMS,
    2565: EARLY_ITEMS,
    2566: ((9, (10, 8, 4, 4, 4)), (10, (8, 5))),
    2567: ((9, (6, 7, 4, 4, 4)), (10, (8, 2))),
    2568: ((9, (4, 7, 2, 3, 4)), (10, (4, 4))),
    2569: (),
}
YEARS = tuple(ITEMS)


def rules_of(fiscal_year: int, **changes) -> Rules:
    """The rules of one year; the test names only what it changes."""
    values = {
        "fiscal_year": fiscal_year,
        "target": Decimal("85.00"),
        "instruments": INSTRUMENTS,
        "levels": LETTERS if fiscal_year <= 2565 else NAMED,
        "items": tuple(DisclosureItems(indicator, counts) for indicator, counts in ITEMS[fiscal_year]),
    }
    return Rules(**(values | changes))


def scores_of(*texts: str | None) -> dict[int, Decimal | None]:
    """Scores of the indicators from 1 on, as printed; None is an empty one."""
    return {number: None if text is None else Decimal(text) for number, text in enumerate(texts, start=1)}


@cache
def scores_of_items(counts: tuple[int, ...]) -> list[Decimal]:
    """Every score of sub-indicators of so many disclosure items, rising: each mean written out and rounded half up."""
    sums = {Fraction(0)}
    for count in counts:
        sums = {done + Fraction(100 * passed, count) for done in sums for passed in range(count + 1)}
    return sorted({rounded(total / len(counts)) for total in sums})


def as_items_give(rules: Rules, scores: dict[int, Decimal]) -> dict[int, Decimal]:
    """The same scores, but for indicators with disclosure items the nearest ones that these can give."""
    possible = {items.indicator: scores_of_items(items.counts) for items in rules.items}
    return {
        number: min(possible.get(number, [score]), key=lambda other: abs(other - score))
        for number, score in scores.items()
    }


# Published results: SAO Tha Maling 2565 after the repair of its two misprints, the province of Trat 2564.
THA_MALING = scores_of("87.49", "77.85", "81.90", "78.08", "80.30", "78.35", "85.89", "83.96", "95.00", "87.50")
TRAT = scores_of("93.55", "87.72", "91.01", "87.93", "89.52", "90.55", "88.68", "88.58", "72.89", "65.56")
