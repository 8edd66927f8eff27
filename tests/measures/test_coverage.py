"""Coverage: weak indicators without a measure, measures that serve none, and whether what was served rose."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.coverage import Verdict, coverage, did_it_help
from tests.factories import SCORES

TARGET = Decimal("85.00")
# The nine measures of the real plan of 2566 and the indicators that they serve.
SAMPLE = {1: [4], 2: [5], 3: [10], 4: [6, 8], 5: [2], 6: [8], 7: [3], 8: [5, 10], 9: [5]}
unhurried = settings(deadline=None)  # a busy machine is no fault of the code


def scores_of(*scores: str | None) -> dict[int, Decimal | None]:
    return {number: score and Decimal(score) for number, score in enumerate(scores, start=1)}


def test_the_real_plan_leaves_no_weak_indicator_without_a_measure():
    found = coverage(scores_of(*SCORES), TARGET, SAMPLE)
    assert [row.indicator for row in found.rows if row.is_weak] == [2, 3, 4, 5, 6, 8]
    assert (found.uncovered, found.idle) == ((), ())


def test_weak_indicators_without_a_measure_are_named_lowest_first():
    found = coverage(scores_of("84.99", "90.00", "10.00", "84.99", "50.00"), TARGET, {1: [5], 2: [2]})
    assert found.uncovered == (3, 1, 4)


def test_measures_that_serve_no_indicator_are_named():
    found = coverage(scores_of("90.00", "80.00"), TARGET, {3: [], 1: [2], 2: ()})
    assert found.idle == (2, 3)
    assert found.uncovered == ()


def test_the_matrix_has_a_cell_for_every_indicator_and_measure():
    found = coverage(scores_of("90.00", "80.00"), TARGET, {7: [2], 4: [1, 2]})
    assert found.measures == (4, 7)
    assert [(row.indicator, row.cells, row.measures) for row in found.rows] == [
        (1, (True, False), (4,)),
        (2, (True, True), (4, 7)),
    ]


@pytest.mark.parametrize(
    ("score", "is_weak"), [("85.00", False), ("84.995", False), ("84.994", True), ("0", True), (None, None)]
)
def test_weak_is_what_lies_below_the_target_when_rounded(score, is_weak):
    found = coverage(scores_of(score), TARGET, {})
    assert found.rows[0].is_weak is is_weak
    assert found.uncovered == ((1,) if is_weak else ())


def test_without_measures_every_weak_indicator_is_uncovered():
    found = coverage(scores_of("80.00", "90.00"), TARGET, {})
    assert (found.measures, found.uncovered) == ((), (1,))
    assert [row.cells for row in found.rows] == [(), ()]


def test_a_measure_for_an_indicator_that_the_result_does_not_have_is_refused():
    with pytest.raises(ValueError, match=r"\[11\]"):
        coverage(scores_of("80.00"), TARGET, {1: [1, 11]})
    with pytest.raises(ValueError, match=r"\[2\]"):
        did_it_help({1: [2]}, scores_of("80.00"), scores_of("80.00", "90.00"))


@unhurried
@given(
    st.dictionaries(st.integers(1, 12), st.one_of(st.none(), st.decimals(0, 100, places=3)), max_size=12).flatmap(
        lambda scores: st.tuples(
            st.just(scores),
            st.dictionaries(st.integers(1, 20), st.sets(st.sampled_from(sorted(scores))) if scores else st.just(set())),
        )
    )
)
def test_an_indicator_is_uncovered_when_it_is_weak_and_its_row_is_empty(given_):
    scores, served = given_
    found = coverage(scores, TARGET, served)
    assert set(found.uncovered) == {row.indicator for row in found.rows if row.is_weak and not any(row.cells)}
    assert sum(sum(row.cells) for row in found.rows) == sum(len(numbers) for numbers in served.values())
    assert set(found.idle) == {number for number in served if not served[number]}


# Did it help?


def effects(served, before, after):
    return {effect.measure: effect for effect in did_it_help(served, before, after)}


@pytest.mark.parametrize(
    ("after", "verdict", "rose", "fell"),
    [
        (("80.01", "71.00"), Verdict.ALL_ROSE, (1, 2), ()),
        (("80.01", "70.00"), Verdict.SOME_ROSE, (1,), ()),
        (("90.00", "60.00"), Verdict.SOME_ROSE, (1,), (2,)),
        (("80.00", "70.00"), Verdict.NONE_ROSE, (), ()),
        (("79.99", "70.00"), Verdict.NONE_ROSE, (), (1,)),
        ((None, "70.01"), Verdict.ALL_ROSE, (2,), ()),
        ((None, None), Verdict.UNKNOWN, (), ()),
        ((), Verdict.UNKNOWN, (), ()),
    ],
)
def test_a_measure_is_judged_by_the_indicators_that_it_serves(after, verdict, rose, fell):
    effect = effects({5: [2, 1]}, scores_of("80.00", "70.00", "60.00"), scores_of(*after))[5]
    assert (effect.verdict, effect.rose, effect.fell) == (verdict, rose, fell)
    assert [change.indicator for change in effect.changes] == [1, 2]


def test_a_change_is_exact_and_empty_where_a_score_is():
    changes = effects({1: [1, 2]}, scores_of("77.85", None), scores_of("80.10", "90.00"))[1].changes
    assert [change.points for change in changes] == [Decimal("2.25"), None]


def test_of_a_measure_that_serves_none_nothing_can_be_told():
    found = effects({1: [], 2: [1]}, scores_of("80.00"), scores_of("90.00"))
    assert (found[1].verdict, found[2].verdict) == (Verdict.UNKNOWN, Verdict.ALL_ROSE)
    assert list(found) == [1, 2]
