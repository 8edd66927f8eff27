"""The rules of a year: what cannot be computed with is refused, a new year starts as a copy."""

import pytest

from assessments.models import Framework
from tests import factories
from tests.readers import text
from tests.staff_pages import errors, page, send, staff, superuser

pytestmark = pytest.mark.django_db

BAD_RULES = {
    "น้ำหนักของเครื่องมือรวมกันไม่เท่ากับ 100": {"instruments__0__weight": "31"},
    "เกณฑ์ของระดับไม่ได้เรียงจากสูงสุดลงไปต่ำสุด": {"levels__1__min_total": "96"},
    "ระดับต่ำสุดต้องเริ่มที่ 0": {"levels__6__min_total": "1"},
    "เครื่องมือ EIT ไม่มีตัวชี้วัด": {f"indicators__{index}__DELETE": "on" for index in (5, 6, 7)},
    "ลำดับที่ซ้ำกัน": {"indicators__0__number": "2"},
    "ระดับซ้ำกัน": {"levels__0__label": "A"},
}


@pytest.mark.parametrize("message", BAD_RULES)
def test_rules_that_cannot_be_computed_with_are_refused_in_thai(message):
    framework = factories.framework_of(2565)
    before = framework.rules()
    response = send(superuser(), page("assessments_framework_change", framework.pk), **BAD_RULES[message])
    assert message in errors(response)
    assert Framework.objects.get(pk=framework.pk).rules() == before


def test_rules_are_changed_when_they_hold_together():
    framework = factories.framework_of(2565)
    address = page("assessments_framework_change", framework.pk)
    response = send(superuser(), address, instruments__0__weight="๒๐", instruments__1__weight="40")
    assert response.status_code == 302
    assert [rule.weight for rule in Framework.objects.get(pk=framework.pk).rules().instruments] == [20, 40, 40]


def test_a_new_year_starts_as_a_copy_of_another():
    framework = factories.framework_of(2565)
    client = superuser()
    response = send(client, page("assessments_framework_add"), fiscal_year="๒๕๗๐", copied_from=str(framework.pk))
    copied = Framework.objects.get(fiscal_year=2570)
    assert response.url == page("assessments_framework_change", copied.pk)
    old, new = framework.rules(), copied.rules()
    assert (new.instruments, new.levels, new.items, new.target) == (old.instruments, old.levels, old.items, old.target)
    assert list(copied.disclosure_items.values_list("code", flat=True)) == ["O42", "O43"]


@pytest.mark.parametrize(("written", "message"), [("2565", "มีหลักเกณฑ์ของปีนี้อยู่แล้ว"), ("2022", "พ.ศ. 2565 ใช่หรือไม่")])
def test_a_year_that_exists_or_is_of_the_christian_era_is_refused(written, message):
    framework = factories.framework_of(2565)
    response = send(superuser(), page("assessments_framework_add"), fiscal_year=written, copied_from=str(framework.pk))
    assert message in errors(response)


def test_a_list_survives_rules_that_cannot_be_computed_with(agency):
    assessment = factories.make_assessment(agency)
    assessment.framework.instruments.update(weight=10)
    client = staff(agency)
    assert "ยังไม่ครบ" in text(client.get(page("assessments_assessment_changelist")))
    shown = text(client.get(page("assessments_assessment_change", assessment.pk)))
    assert "ใช้หลักเกณฑ์ของปีนี้คำนวณไม่ได้" in shown
