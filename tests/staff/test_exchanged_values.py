"""Values that each row may have once, when they change hands in one form; and what the database alone refuses."""

import pytest
from django.db import connection

from assessments.models import Framework, Indicator
from staff.exchange import vacate
from tests import factories
from tests.readers import text
from tests.staff.forms import form_of
from tests.staff.hostile import row_of
from tests.staff_pages import errors, page, send

pytestmark = pytest.mark.django_db


def exchanged(root, address: str, prefix: str, *fields: str) -> list[str]:
    """Exchange the first two rows' values of these fields in an inline, and save."""
    form = form_of(root.get(address))
    changes = {}
    for field in fields:
        one, two = f"{prefix}-0-{field}", f"{prefix}-1-{field}"
        changes |= {one: form[two], two: form[one]}
    response = root.post(address, form | changes)
    assert response.status_code == 302, errors(response)
    return [form[f"{prefix}-{row}-{fields[0]}"] for row in (0, 1)]


@pytest.mark.parametrize(
    ("prefix", "field"),
    [("levels", "label"), ("indicators", "number"), ("instruments", "code"), ("disclosure_items", "document")],
)
def test_two_rows_of_a_year_exchange_what_each_may_have_once(root, prefix, field):
    framework = Framework.objects.get(fiscal_year=2566)
    rows = list(getattr(framework, prefix).all()[:2])
    address = page("assessments_framework_change", framework.pk)
    first, second = exchanged(root, address, prefix, field)
    found = [str(getattr(type(row).objects.get(pk=row.pk), field)) for row in rows]
    assert [found[0]], [found[1]] == [[second], [first]]
    assert found in ([second, first], [str(second), str(first)], [second[0], first[0]])


def test_two_sub_indicators_exchange_their_codes(root):
    indicator = Indicator.objects.get(framework__fiscal_year=2565, number=9)
    rows = list(indicator.sub_indicators.all()[:2])
    exchanged(root, page("assessments_indicator_change", indicator.pk), "sub_indicators", "code")
    assert [type(row).objects.get(pk=row.pk).code for row in rows] == [rows[1].code, rows[0].code]


def test_a_row_takes_the_value_of_one_that_is_deleted_with_it(root):
    indicator = Indicator.objects.get(framework__fiscal_year=2565, number=9)
    first, second = indicator.sub_indicators.all()[:2]
    address = page("assessments_indicator_change", indicator.pk)
    response = send(root, address, sub_indicators__0__code=second.code, sub_indicators__1__DELETE="on")
    assert response.status_code == 302, errors(response)
    assert indicator.sub_indicators.get(pk=first.pk).code == second.code


def test_two_steps_exchange_their_places(root):
    measure = row_of("measures_measure")
    measure.steps.create(position=2, text="ขั้นที่สอง")
    exchanged(root, page("measures_measure_change", measure.pk), "steps", "position")
    assert [step.text for step in measure.steps.all()] == ["ขั้นที่สอง", "จัดทำแนวทาง"]


def test_the_history_of_rows_that_exchange_a_value_tells_no_value_between(root):
    first = row_of("measures_measure")
    second = factories.make_measure(first.plan, 2)
    first.number, second.number = 2, 1
    vacate(type(first), [first, second])
    for measure in (first, second):
        measure.save()
    assert [type(measure).objects.get(pk=measure.pk).number for measure in (first, second)] == [2, 1]
    assert set(type(first).history.values_list("number", flat=True)) == {1, 2}


def test_what_the_database_alone_refuses_is_answered_with_a_sentence(root):
    indicator = Indicator.objects.get(framework__fiscal_year=2565, number=9)
    address = page("assessments_indicator_change", indicator.pk)
    form = form_of(root.get(address))
    hidden = indicator.sub_indicators.last()
    form["sub_indicators-0-code"] = hidden.code
    last = int(form["sub_indicators-TOTAL_FORMS"]) - 1
    kept = {key: value for key, value in form.items() if not key.startswith(f"sub_indicators-{last}-")}
    kept |= {"sub_indicators-TOTAL_FORMS": str(last), "sub_indicators-INITIAL_FORMS": str(last)}
    response = root.post(address, kept)
    assert "บันทึกไม่ได้" in text(response)
    assert indicator.sub_indicators.filter(code=hidden.code).count() == 1
    assert connection.in_atomic_block
    assert Indicator.objects.exists()  # the connection still answers
