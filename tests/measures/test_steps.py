"""The steps of a measure: each in a place of its own, and free to change places on the page."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.history import Act
from measures.models import Measure, Step
from tests import factories
from tests.staff_pages import errors, page, send, staff


@pytest.fixture
def measure(db) -> Measure:
    plan = factories.make_year()
    return factories.make_measure(plan, 2, steps=("ก", "ข", "ค"))


def listed(measure: Measure) -> list[tuple[int, str]]:
    return list(measure.steps.values_list("position", "text"))


def change(measure: Measure, **fields):
    client = staff(measure.plan.agency)
    return send(client, page("measures_measure_change", measure.pk), **fields)


def test_two_steps_do_not_share_a_place(measure):
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(measure=measure, position=1, text="ง")
    with pytest.raises(ValidationError, match="ลำดับนี้"):
        Step(measure=measure, position=1, text="ง").full_clean()


@pytest.mark.parametrize("places", [(2, 1, 3), (3, 1, 2), (2, 3, 1), (4, 1, 2)])
def test_steps_change_places_on_the_page(measure, places):
    answer = change(measure, **{f"steps__{row}__position": str(place) for row, place in enumerate(places)})
    assert answer.status_code == 302
    assert listed(measure) == sorted(zip(places, "กขค", strict=True))


def test_a_step_takes_the_place_of_one_that_moves_and_one_that_is_deleted(measure):
    answer = change(
        measure,
        steps__0__position="2",
        steps__1__DELETE="on",
        steps__2__text="ค ใหม่",
        steps__3__position="1",
        steps__3__text="ง",
    )
    assert answer.status_code == 302
    assert listed(measure) == [(1, "ง"), (2, "ก"), (3, "ค ใหม่")]


def test_the_highest_place_there_is_can_be_left(measure):
    measure.steps.filter(text="ค").update(position=32767)
    assert change(measure, steps__2__position="1", steps__0__position="3").status_code == 302
    assert listed(measure) == [(1, "ค"), (2, "ข"), (3, "ก")]


def test_places_given_twice_are_refused_with_a_sentence(measure):
    answer = change(measure, steps__1__position="1")
    assert "ลำดับ" in errors(answer)
    assert listed(measure) == [(1, "ก"), (2, "ข"), (3, "ค")]


def test_the_history_tells_the_new_places_and_no_others(measure):
    change(measure, steps__0__position="2", steps__1__position="1", steps__3__text="ง")
    told = Step.history.filter(measure=measure.pk, history_means="form").order_by("position")
    assert [(record.history_type, record.position, record.text) for record in told] == [
        (Act.CHANGED, 1, "ข"),
        (Act.CHANGED, 2, "ก"),
        (Act.ADDED, 4, "ง"),
    ]
