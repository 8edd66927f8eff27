"""The way to the next level: worth of a point, what is missing, the smallest set of improvements, what if."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.analysis import analyse
from assessments.pathways import pathways, point_values, what_if
from assessments.rules import DisclosureItems, InstrumentRule, LevelRule, Rules
from tests.rules_of_the_years import THA_MALING, TRAT, YEARS, rules_of, scores_of, scores_of_items

HUNDREDTHS = [Decimal(hundredths) / 100 for hundredths in range(10001)]

two_decimals = st.integers(0, 10000).map(lambda hundredths: Decimal(hundredths) / 100)
ten_scores = st.lists(two_decimals, min_size=10, max_size=10)
full_results = ten_scores.map(lambda scores: dict(enumerate(scores, start=1)))
years = st.sampled_from(YEARS)
unhurried = settings(deadline=None)  # a busy machine is no fault of the code


def raised(scores, way):
    """The scores after the improvements of a pathway."""
    return {**scores, **{improvement.indicator: improvement.needed for improvement in way.improvements}}


def possible_scores(rules, number):
    """All scores that an indicator can have: every mean of its items written out, else every hundredth."""
    counts = next((items.counts for items in rules.items if items.indicator == number), None)
    if counts is None:
        return HUNDREDTHS
    return scores_of_items(counts)


def levels_above(rules, level):
    return [rule.label for rule in rules.levels][: [rule.label for rule in rules.levels].index(level)]


# What a point is worth


@pytest.mark.parametrize("year", YEARS)
def test_a_point_is_worth_6_10_or_20_hundredths(year):
    worth = {value.indicator: str(value.points) for value in point_values(rules_of(year))}
    assert worth == dict(enumerate(["0.06"] * 5 + ["0.10"] * 3 + ["0.20"] * 2, start=1))


@unhurried
@given(years, full_results, st.integers(1, 10))
def test_one_more_point_adds_what_it_is_said_to_be_worth(year, scores, number):
    rules = rules_of(year)
    before = {**scores, number: min(scores[number], Decimal(99))}
    after = {**before, number: before[number] + 1}
    worth = {value.indicator: value.exact for value in point_values(rules)}
    assert analyse(rules, after).exact_total - analyse(rules, before).exact_total == worth[number]


# What is missing


def test_the_nearest_level_comes_first_with_what_is_missing():
    (excellent,) = pathways(rules_of(2565), THA_MALING)
    assert (excellent.level, str(excellent.missing_total)) == ("AA", "9.34")
    assert excellent.missing_instruments == {}

    good, best = pathways(rules_of(2566), THA_MALING)
    assert (good.level, str(good.missing_total)) == ("ผ่านดี", "0.00")
    assert good.missing_instruments == {"IIT": Decimal("3.88"), "EIT": Decimal("2.27")}
    assert (best.level, str(best.missing_total)) == ("ผ่านดีเยี่ยม", "9.34")
    assert best.missing_instruments == {
        "IIT": Decimal("13.88"),
        "EIT": Decimal("12.27"),
        "OIT": Decimal("3.75"),
    }


def test_the_highest_level_has_nothing_above_it():
    assert pathways(rules_of(2566), scores_of(*["95"] * 10)) == ()


def test_no_way_can_be_told_while_a_score_is_empty():
    assert pathways(rules_of(2565), {**THA_MALING, 9: None}) == ()
    assert pathways(rules_of(2565), {**THA_MALING, 9: Decimal(0)}) != ()


# The smallest set of improvements


def improvements_of(way):
    return {improvement.indicator: str(improvement.needed) for improvement in way.improvements}


def test_one_indicator_of_the_oit_lifts_trat_to_level_a():
    # 84.995 shows as 85.00: 3.5402 are missing, 17.701 points of an indicator worth 0.20, hence 17.71.
    nearest = pathways(rules_of(2564, items=()), TRAT)[0]
    assert (nearest.level, improvements_of(nearest), str(nearest.points)) == ("A", {10: "83.27"}, "17.71")


def test_an_indicator_rises_only_to_a_score_that_its_disclosure_items_can_give():
    # Of the 17.71 points indicator 10 (8 and 2 items) could only take 21.94, to 87.50; indicator 9 comes nearer.
    nearest = pathways(rules_of(2564), TRAT)[0]
    assert (improvements_of(nearest), str(nearest.points)) == ({9: "90.64"}, "17.75")
    # 19.43 points of indicator 10 are missing, to 84.99; between 81.25 and 87.50 its items give nothing.
    nearest = pathways(rules_of(2564), scores_of(*["80"] * 8, "100", "65.56"))[0]
    assert improvements_of(nearest) == {10: "87.50"}


def test_an_instrument_below_the_limit_needs_its_own_improvement():
    # IIT: 405.62 must become 424.975 (of 500), EIT: 248.20 must become 254.985 (of 300).
    good = pathways(rules_of(2566), THA_MALING)[0]
    assert improvements_of(good) == {2: "97.21", 6: "85.14"}
    assert str(good.points) == "26.15"


def test_points_are_shared_so_that_the_indicators_end_level():
    scores = scores_of("0", "10", "20", "100", "100", "100", "100", "100", "100", "100")
    way = pathways(rules_of(2566), scores)[-1]
    # Every instrument at 95: the IIT lacks 244.975 points, more than two indicators can give.
    assert improvements_of(way) == {1: "91.66", 2: "91.66", 3: "91.66"}
    assert analyse(rules_of(2566), raised(scores, way)).level == "ผ่านดีเยี่ยม"


def test_among_equal_scores_the_smaller_number_is_named_first():
    (nearest, _best) = pathways(rules_of(2565), scores_of(*["84"] * 10))
    assert improvements_of(nearest) == {9: "89.06"}  # 10 would need 93.75, 88.98 is no score of items
    (nearest, _best) = pathways(rules_of(2565, items=()), scores_of(*["84"] * 10))
    assert improvements_of(nearest) == {9: "88.98"}  # 10 would do as well


def test_a_score_of_items_just_too_low_is_made_up_for_elsewhere_when_that_takes_fewer_points():
    # Indicator 9 (29 items: steps of 3.45) lacks 29.98 once the EIT has its 70: 29.31 and 1.34 more in indicator 6,
    # which has to rise anyway, are less than 32.76.
    levels = (LevelRule("high", Decimal(87), Decimal(70)), LevelRule("low", Decimal(0)))
    rules = rules_of(2565, levels=levels, items=(DisclosureItems(9, (29,)),))
    (way,) = pathways(rules, scores_of("100", "100", "100", "100", "100", "50", "65", "65", "50", "100"))
    assert improvements_of(way) == {6: "81.33", 9: "79.31"}


@unhurried
@given(years, full_results)
def test_every_way_reaches_its_level_and_names_what_is_missing(year, scores):
    rules = rules_of(year)
    result, ways = analyse(rules, scores), pathways(rules, scores)
    above = levels_above(rules, result.level)
    assert [way.level for way in ways] == above[::-1]
    for way in ways:
        reached = analyse(rules, raised(scores, way))
        assert reached.level in above[: above.index(way.level) + 1]
        assert way.missing_total == max(way.min_total - result.total, 0)
        assert way.improvements
        for step in way.improvements:
            assert step.score == scores[step.indicator] < step.needed <= 100
            assert step.needed in possible_scores(rules, step.indicator)


@unhurried
@given(years, full_results)
def test_no_improvement_can_be_left_out_or_be_a_step_smaller(year, scores):
    rules = rules_of(year)
    for way in pathways(rules, scores):
        enough = levels_above(rules, analyse(rules, scores).level)
        enough = enough[: enough.index(way.level) + 1]
        for step in way.improvements:
            possible = possible_scores(rules, step.indicator)
            for less in (step.score, max(step.score, possible[possible.index(step.needed) - 1])):
                assert analyse(rules, {**raised(scores, way), step.indicator: less}).level not in enough


# Small enough to try every possibility: scores from 99.95 to 100.00.
SMALL_LEVELS = (
    LevelRule("best", Decimal("99.99"), Decimal("99.98")),
    LevelRule("better", Decimal("99.98"), Decimal("99.97")),
    LevelRule("good", Decimal("99.97")),
    LevelRule("low", Decimal(0)),
)
SMALL_WEIGHTS = (("60", "40"), ("50", "50"), ("25", "75"), ("33.33", "66.67"))
# With 5,000 items an indicator moves in steps of 0.02, with 3,333 in steps of about 0.03.
SMALL_ITEMS = ({}, {4: (5000,)}, {1: (3333,), 4: (5000,)}, {3: (2000,), 4: (3333,)}, {1: (2000,), 2: (5000,)})
near_the_top = st.integers(9995, 10000).map(lambda hundredths: Decimal(hundredths) / 100)


def small_rules(weights, numbers, items=()):
    instruments = tuple(
        InstrumentRule(code, Decimal(weight), indicators)
        for code, weight, indicators in zip("XY", weights, numbers, strict=True)
    )
    return Rules(fiscal_year=2566, target=Decimal(85), instruments=instruments, levels=SMALL_LEVELS, items=items)


def smallest_by_trying_everything(rules, scores, level):
    """Fewest indicators and then fewest points among all results that reach the level."""
    enough = [rule.label for rule in rules.levels]
    enough = enough[: enough.index(level) + 1]
    numbers, typed = list(scores), list(scores.values())
    steps = [
        [score, *(value for value in possible_scores(rules, number) if value > score)]
        for number, score in scores.items()
    ]
    results = (values for values in product(*steps) if _level(rules, numbers, values) in enough)
    return min(
        (sum(new != old for new, old in zip(values, typed, strict=True)), sum(values) - sum(typed))
        for values in results
    )


def _level(rules, numbers, values):
    return analyse(rules, dict(zip(numbers, values, strict=True))).level


@settings(max_examples=60, deadline=None)  # each example tries up to 1,296 results
@given(
    st.sampled_from(SMALL_WEIGHTS),
    st.sampled_from([((1, 2, 3), (4,)), ((1, 2), (3, 4)), ((2, 4), (1, 3))]),
    st.lists(near_the_top, min_size=4, max_size=4),
    st.sampled_from(SMALL_ITEMS),
)
def test_no_smaller_set_exists_when_every_possibility_is_tried(weights, numbers, values, items):
    items = tuple(DisclosureItems(number, counts) for number, counts in items.items())
    rules, scores = small_rules(weights, numbers, items), dict(enumerate(values, start=1))
    for way in pathways(rules, scores):
        assert (len(way.improvements), way.points) == smallest_by_trying_everything(rules, scores, way.level)


# What if


def test_what_if_shows_the_result_before_and_after():
    tried = what_if(rules_of(2566), THA_MALING, {2: Decimal("97.21"), 6: Decimal("85.14")})
    assert (str(tried.before.total), tried.before.level) == ("85.66", "ผ่าน")
    assert (str(tried.after.total), tried.after.level) == ("87.50", "ผ่านดี")
    assert str(tried.total_change) == "1.84"
    changes = {code: str(change) for code, change in tried.instrument_changes.items()}
    assert changes == {"IIT": "3.88", "EIT": "2.27", "OIT": "0.00"}


def test_what_if_can_also_lower_or_empty_a_score():
    lower = what_if(rules_of(2565), THA_MALING, {9: Decimal("85.00")})
    assert (str(lower.total_change), lower.after.level) == ("-2.00", "B")
    emptied = what_if(rules_of(2565), THA_MALING, {9: None})
    assert (emptied.total_change, emptied.after.level) == (None, None)
    assert emptied.instrument_changes["OIT"] is None
    assert emptied.instrument_changes["IIT"] == 0


def test_what_if_changes_nothing_that_it_was_given():
    scores = dict(THA_MALING)
    what_if(rules_of(2565), scores, {1: Decimal(100)})
    assert scores == THA_MALING


@pytest.mark.parametrize("changes", [{11: Decimal(90)}, {1: Decimal("100.01")}, {1: 90.0}])
def test_what_if_refuses_what_is_no_score(changes):
    with pytest.raises(ValueError, match="indicator"):
        what_if(rules_of(2565), THA_MALING, changes)


def test_scores_finer_than_a_hundredth_have_no_way():
    with pytest.raises(ValueError, match="indicator 1 has more than two decimals"):
        pathways(rules_of(2565), {**THA_MALING, 1: Decimal("87.495")})
