"""Forms that no page of ours sends: answered with a sentence or an error page, never by breaking down."""

import re

import pytest

from tests import factories
from tests.readers import text
from tests.staff.forms import form_of
from tests.staff.hostile import CHANGED, HUGE, admin_of, row_of
from tests.staff_pages import page, send

pytestmark = pytest.mark.django_db

FORGED = ["abc", HUGE, "9" * 19, "1\x00", "1e400"]


# What a selector of these classes finds, without taking apart every page of the hundreds that are asked for.
SENTENCE = re.compile(r'class="([^"]* )?(errornote|errorlist)[ "]')


def is_answered(response) -> bool:
    """Whether it was taken, refused with a sentence on the page, or refused altogether."""
    is_said = response.status_code == 200 and SENTENCE.search(response.content.decode())
    return response.status_code in (302, 400, 403) or bool(is_said)


def forged(form: dict, value: str, *, only_choices: bool) -> dict:
    """The form with `value` in every field, or in those alone that are chosen and not typed."""
    kept = ("csrfmiddlewaretoken", "_version")
    names = [name for name in form if name not in kept and not name.endswith("_FORMS")]
    return form | {name: value for name in names if not only_choices or isinstance(form[name], list) or "id" in name}


@pytest.mark.parametrize("name", CHANGED)
def test_a_form_answers_anything_in_its_fields(root, name):
    address = page(f"{name}_change", row_of(name).pk)
    opened = root.get(address)
    assert not is_answered(opened)
    form = form_of(opened)
    for value in FORGED:
        for only_choices in (True, False):
            response = root.post(address, forged(form, value, only_choices=only_choices))
            assert is_answered(response), (value[:20], only_choices)
            if response.status_code == 302:  # it was taken, and the form as it was opened is out of date
                form["_version"] = root.get(address).context["version"]


@pytest.mark.parametrize("name", CHANGED)
def test_a_form_that_is_out_of_date_answers_anything_in_its_fields(root, name):
    address = page(f"{name}_change", row_of(name).pk)
    form = form_of(root.get(address)) | {"_version": ""}
    for value in FORGED:
        for only_choices in (True, False):
            response = root.post(address, forged(form, value, only_choices=only_choices))
            assert is_answered(response), (value[:20], only_choices)


@pytest.mark.parametrize("name", ["assessments_assessment", "measures_plan", "measures_measure", "agencies_division"])
def test_a_form_for_a_new_row_answers_anything_in_its_fields(root, name):
    factories.make_agency("อบต.อื่น", domain="other.go.th")  # so that the agency is asked for, too
    address = page(f"{name}_add") + f"?plan={row_of('measures_plan').pk}"
    form = form_of(root.get(address)) | {"divisions": [], "indicators": [], "agency": []}
    for value in FORGED:
        for only_choices in (True, False):
            sent = forged(form, value, only_choices=only_choices)
            assert is_answered(root.post(address, sent)), (value[:20], only_choices)


COUNTS = ["-1", HUGE, "1.5", None]


@pytest.mark.parametrize("name", ["measures_measure", "measures_round", "assessments_indicator"])
def test_rows_whose_number_is_forged_are_refused_or_read_as_they_are(root, name):
    address = page(f"{name}_change", row_of(name).pk)
    form = form_of(root.get(address))
    for field in [field for field in form if field.endswith(("TOTAL_FORMS", "INITIAL_FORMS"))]:
        for value in COUNTS:
            sent = form | {field: value}
            response = root.post(address, {key: kept for key, kept in sent.items() if kept is not None})
            assert is_answered(response), (field, str(value)[:20])


def test_a_number_of_rows_that_cannot_be_is_answered_with_a_sentence(root):
    address = page("measures_measure_change", row_of("measures_measure").pk)
    for field in ("steps__INITIAL_FORMS", "steps__TOTAL_FORMS"):
        for value in ("-1", "1001", HUGE):
            response = send(root, address, **{field: value})
            assert "ได้รับรายการในหน้านี้ไม่ครบถ้วน" in text(response), (field, value[:20])
    more_than_there_are = send(root, address, steps__INITIAL_FORMS="2", steps__TOTAL_FORMS="1")
    assert "ได้รับรายการในหน้านี้ไม่ครบถ้วน" in text(more_than_there_are)


@pytest.mark.parametrize("name", CHANGED)
def test_a_list_answers_any_choice_of_rows_for_an_action(root, name):
    for action in ["abc", *admin_of(name).get_actions(root.get(page(f"{name}_changelist")).wsgi_request)]:
        for chosen in FORGED:
            sent = {"action": action, "_selected_action": chosen, "index": "0"}
            assert root.post(page(f"{name}_changelist"), sent).status_code in (200, 302, 400), (action, chosen[:20])
