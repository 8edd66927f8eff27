"""Which level a result has, by the scale of its year."""

from decimal import Decimal

import pytest

from assessments.analysis import instrument_level, level_of, level_on
from tests.rules_of_the_years import LETTERS, rules_of


def limits_of(scale, year):
    """Every limit of a scale with the level that begins there and the level below it."""
    return [(year, scale[i].min_total, scale[i].label, scale[i + 1].label) for i in range(len(scale) - 1)]


@pytest.mark.parametrize(("year", "limit", "reached", "missed"), limits_of(LETTERS, 2565))
def test_every_letter_begins_at_its_lower_limit(year, limit, reached, missed):
    rules = rules_of(year)
    assert level_of(rules, limit, {}) == reached
    assert level_of(rules, limit - Decimal("0.005"), {}) == reached
    assert level_of(rules, limit - Decimal("0.0051"), {}) == missed
    assert instrument_level(rules, limit) == reached
    assert instrument_level(rules, limit - Decimal("0.01")) == missed


@pytest.mark.parametrize(
    ("total", "lowest_instrument", "level"),
    [
        ("95.00", "95.00", "ผ่านดีเยี่ยม"),
        ("94.995", "94.995", "ผ่านดีเยี่ยม"),
        ("95.00", "94.99", "ผ่านดี"),
        ("94.99", "94.99", "ผ่านดี"),
        ("99.00", "84.99", "ผ่าน"),
        ("85.00", "85.00", "ผ่านดี"),
        ("84.995", "84.995", "ผ่านดี"),
        ("85.00", "84.994", "ผ่าน"),
        ("84.994", "84.994", "ต้องปรับปรุง"),
        ("70.00", "10.00", "ต้องปรับปรุง"),
        ("69.995", "10.00", "ต้องปรับปรุง"),
        ("69.994", "10.00", "ต้องปรับปรุงโดยด่วน"),
        ("0.00", "0.00", "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_a_named_level_also_looks_at_every_instrument(total, lowest_instrument, level):
    instruments = {"IIT": Decimal(100), "EIT": Decimal(lowest_instrument), "OIT": Decimal(100)}
    assert level_of(rules_of(2566), Decimal(total), instruments) == level


@pytest.mark.parametrize(
    ("score", "level"),
    [
        ("95.00", "ผ่านดีเยี่ยม"),
        ("94.99", "ผ่านดี"),
        ("85.00", "ผ่านดี"),
        ("84.99", "ต้องปรับปรุง"),
        ("69.99", "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_an_instrument_alone_is_graded_by_the_limits_of_the_total(score, level):
    assert instrument_level(rules_of(2566), Decimal(score)) == level


def test_a_level_stays_open_while_the_instrument_it_depends_on_is_empty():
    rules, high = rules_of(2566), Decimal("96.00")
    assert level_of(rules, high, {"IIT": high, "EIT": None, "OIT": high}) is None
    assert level_of(rules, high, {"IIT": Decimal("80.00"), "EIT": None, "OIT": high}) == "ผ่าน"
    assert level_of(rules, Decimal("60.00"), {}) == "ต้องปรับปรุงโดยด่วน"
    assert level_of(rules, None, {}) is None


def test_a_scale_that_does_not_reach_down_to_a_total_gives_it_no_level():
    assert level_on(LETTERS[:-1], Decimal("49.99"), []) is None
    assert level_on(LETTERS, Decimal("49.99"), []) == "F"
