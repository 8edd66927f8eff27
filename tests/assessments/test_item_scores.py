"""Scores that disclosure items cannot give."""

from decimal import Decimal

import pytest
from django.utils import translation

from assessments.consistency import Declared, check
from assessments.consistency.discrepancies import Code, Place, Severity
from assessments.consistency.sentences import sentence
from tests.rules_of_the_years import THA_MALING, YEARS, rules_of, scores_of_items

# Scores that disclosure items cannot give


@pytest.mark.parametrize(
    ("declared", "severity"),
    [
        (Declared(), Severity.WARNING),
        (Declared(total=Decimal("87.66"), level="A"), Severity.NOTE),
        (Declared({"OIT": Decimal("96.25")}), Severity.NOTE),
        (Declared({"IIT": Decimal("81.12")}), Severity.WARNING),
    ],
)
def test_a_score_that_no_items_give_is_told_with_the_nearest_that_they_do(declared, severity):
    (found,) = check(rules_of(2565), {**THA_MALING, 10: Decimal("97.50")}, declared)
    assert (found.code, found.severity, found.place) == (Code.IMPOSSIBLE_SCORE, severity, Place(indicators=(10,)))
    assert tuple(map(str, found.possible)) == ("93.75", "100.00")
    assert found.key == "impossible_score:10:97.50:"
    with translation.override("en"):
        assert sentence(found) == (
            "Indicator 10 is entered as 97.50, a score that it cannot have; the nearest are 93.75 or 100.00. "
            "It is the mean of 2 sub-indicators with 8 + 2 disclosure items, each of which scores 0 or 100."
        )


@pytest.mark.parametrize("score", ["93.75", "93.74", "93.76", "0.00", "100.00", "0.01", "99.99"])
def test_a_score_of_items_and_its_neighbours_are_possible(score):
    assert check(rules_of(2565), {10: Decimal(score)}, Declared()) == ()


def test_without_item_counts_every_score_is_possible():
    assert check(rules_of(2569), {9: Decimal("97.53"), 10: Decimal("97.53")}, Declared()) == ()


@pytest.mark.parametrize(
    ("year", "items"), [(year, items) for year in YEARS for items in rules_of(year).items], ids=str
)
def test_every_score_is_possible_exactly_when_items_give_it(year, items):
    possible = set(scores_of_items(items.counts))
    near = {score + Decimal(step) / 100 for score in possible for step in (-1, 0, 1)}
    told = {
        score
        for score in (Decimal(hundredths) / 100 for hundredths in range(0, 10001, 7))
        if not check(rules_of(year), {items.indicator: score}, Declared())
    }
    assert told == {score for score in near if score * 100 % 7 == 0 and 0 <= score <= 100}
