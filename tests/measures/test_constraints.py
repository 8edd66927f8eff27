"""What the database itself refuses of rounds, reports, evidence and measures, and in which words."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from measures.models import Clearance, Evidence, Measure, Report, Round
from tests import factories
from tests.readers import thai

pytestmark = pytest.mark.django_db

WHEN, DAY = factories.at(), datetime.date(2023, 1, 16)
PERIOD = "Give the first and the last day of the period, in this order, or neither."
BUDGET = "Give an amount above 0, or tick that no budget is needed, not both."
OPENED = "An opened round names who opened it and when."
REOPENED = "A reopened round names who reopened it, when and why."
ENDORSED = "A report that was passed on names who passed it on and when."
EXTENDED = "An extension names who granted it, when and why."
EXCUSED = "A report that is not owed any more names who said so, when and why."
NOTHING_DONE = "Say what was done before the report is submitted."
KNOWN = "A stored file is known by its SHA-256, its size and its type together."
HASH = "ab" * 32

# Each: the rows, the values that break the rule ("user" stands for a person), and what is said.
BROKEN = {
    "a period without an end": (Measure, {"starts_on": DAY}, PERIOD),
    "a period without a beginning": (Measure, {"ends_on": DAY}, PERIOD),
    "a period that ends before it starts": (
        Measure,
        {"starts_on": DAY, "ends_on": DAY - datetime.timedelta(days=1)},
        PERIOD,
    ),
    "a budget of nothing": (Measure, {"budget": Decimal(0)}, BUDGET),
    "a budget and none needed": (Measure, {"budget": Decimal(1), "needs_no_budget": True}, BUDGET),
    "a target of no indicator": (Measure, {"target": "ร้อยละ 90"}, "A target needs its success indicator."),
    "opened by nobody": (Round, {"opened_at": WHEN}, OPENED),
    "opened at no time": (Round, {"opened_by": "user"}, OPENED),
    "opened and not open": (Round, {"opened_at": WHEN, "opened_by": "user", "is_opened": False}, OPENED),
    "reopened by nobody": (Round, {"reopened_at": WHEN, "reopening_reason": "แก้ไข"}, REOPENED),
    "reopened at no time": (Round, {"reopened_by": "user", "reopening_reason": "แก้ไข"}, REOPENED),
    "reopened without a reason": (Round, {"reopened_at": WHEN, "reopened_by": "user"}, REOPENED),
    "a reason of no reopening": (Round, {"reopening_reason": "แก้ไข"}, REOPENED),
    "submitted with nothing done": (Report, {"done": "", "status": "submitted"}, NOTHING_DONE),
    "passed on by nobody": (Report, {"endorsed_at": WHEN, "status": "endorsed"}, ENDORSED),
    "passed on at no time": (Report, {"endorsed_by": "user", "status": "endorsed"}, ENDORSED),
    "passed on and returned": (
        Report,
        {"endorsed_at": WHEN, "endorsed_by": "user", "status": "returned"},
        ENDORSED,
    ),
    "more time from nobody": (
        Report,
        {"extended_to": DAY, "extended_at": WHEN, "extension_reason": "น้ำท่วม"},
        EXTENDED,
    ),
    "more time without a reason": (
        Report,
        {"extended_to": DAY, "extended_at": WHEN, "extended_by": "user"},
        EXTENDED,
    ),
    "more time without an end": (
        Report,
        {"extended_at": WHEN, "extended_by": "user", "extension_reason": "น้ำท่วม"},
        EXTENDED,
    ),
    "released by nobody": (Report, {"excused_at": WHEN, "excuse": "ยุบกอง"}, EXCUSED),
    "released at no time": (Report, {"excused_by": "user", "excuse": "ยุบกอง"}, EXCUSED),
    "released without a reason": (Report, {"excused_at": WHEN, "excused_by": "user"}, EXCUSED),
    "released and accepted": (
        Report,
        {"excused_at": WHEN, "excused_by": "user", "excuse": "ยุบกอง", "status": "accepted"},
        EXCUSED,
    ),
    "a hash without size and type": (Evidence, {"file": "a.pdf", "url": "", "sha256": HASH}, KNOWN),
    "a size without a hash": (Evidence, {"file": "a.pdf", "url": "", "size": 1}, KNOWN),
    "a type without a hash": (Evidence, {"file": "a.pdf", "url": "", "content_type": "application/pdf"}, KNOWN),
    "the hash of a link": (Evidence, {"sha256": HASH, "size": 1, "content_type": "application/pdf"}, KNOWN),
}


@pytest.fixture
def report() -> Report:
    plan = factories.make_year()
    return factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="draft")


@pytest.fixture
def user(report):
    return factories.make_user(agency=report.division.agency)


@pytest.mark.parametrize("fault", BROKEN)
def test_the_database_refuses(report, user, fault):
    model, values, sentence = BROKEN[fault]
    values = {name: user if value == "user" else value for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)
    row = model.objects.first()
    for name, value in values.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    assert thai(sentence) in refused.value.messages


WHOLE = {
    "a period of a day": (Measure, {"starts_on": DAY, "ends_on": DAY}),
    "a budget": (Measure, {"budget": Decimal("0.01")}),
    "none needed": (Measure, {"needs_no_budget": True}),
    "a target": (Measure, {"success_indicator": "ร้อยละของผู้เข้าอบรม", "target": "ร้อยละ 90"}),
    "opened": (Round, {"opened_at": WHEN, "opened_by": "user"}),
    "reopened": (Round, {"reopened_at": WHEN, "reopened_by": "user", "reopening_reason": "แก้ไข"}),
    "not started": (Report, {"done": "", "implementation": "not_started", "status": "submitted"}),
    "passed on": (Report, {"endorsed_at": WHEN, "endorsed_by": "user", "status": "endorsed"}),
    "more time": (
        Report,
        {"extended_to": DAY, "extended_at": WHEN, "extended_by": "user", "extension_reason": "น้ำท่วม"},
    ),
    "released": (Report, {"excused_at": WHEN, "excused_by": "user", "excuse": "ยุบกอง"}),
    "a file that is known": (
        Evidence,
        {"file": "a.pdf", "url": "", "sha256": HASH, "size": 1, "content_type": "application/pdf"},
    ),
}


@pytest.mark.parametrize("case", WHOLE)
def test_the_database_takes(report, user, case):
    model, values = WHOLE[case]
    model.objects.update(**{name: user if value == "user" else value for name, value in values.items()})
    model.objects.first().validate_constraints()


def test_a_step_is_told_once_in_a_report(report):
    step = report.measure.steps.get()
    report.steps.create(step=step, text=step.text, done="จัดทำแล้ว")
    with pytest.raises(IntegrityError), transaction.atomic():
        report.steps.create(step=step, text=step.text, done="จัดทำอีก")


def test_what_a_report_says_of_a_step_outlives_the_step(report):
    step = report.measure.steps.get()
    told = report.steps.create(step=step, text=step.text, done="จัดทำแล้ว")
    step.delete()
    told.refresh_from_db()
    assert (told.step, told.text, told.done) == (None, "จัดทำแนวทาง", "จัดทำแล้ว")


def test_personal_data_that_were_marked_are_decided_once(report, user):
    decided = {"report": report, "digest": HASH, "decided_by": user, "decided_at": WHEN}
    Clearance.objects.create(**decided)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clearance.objects.create(**decided)
