"""A job is there if and only if the act is from which it follows."""

import pytest
from django.db import transaction

from tests.queued import queued

from .slow import stumble


class Undone(Exception):
    """Why an act comes to nothing."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("is_undone", "left"), [(True, []), (False, ["tests.jobs.slow.stumble"])])
def test_a_job_is_queued_only_when_the_act_was_not_undone(is_undone, left):
    try:
        with transaction.atomic():
            stumble.enqueue()
            if is_undone:
                raise Undone
    except Undone:
        pass
    assert queued() == left


@pytest.mark.django_db
def test_a_job_is_in_the_queue_before_the_act_is_over():
    with transaction.atomic():
        stumble.enqueue()
        assert queued() == ["tests.jobs.slow.stumble"]
