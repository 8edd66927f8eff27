"""What no page of ours sends: answered with a sentence or an error page, never by breaking down."""

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from assessments.models import Framework, Indicator
from staff.exchange import vacate
from tests import factories
from tests.staff.forms import form_of
from tests.staff_pages import errors, page, send, soup, superuser, text

pytestmark = pytest.mark.django_db

HUGE = "9" * 400
NAMES = sorted(f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry)


@pytest.fixture
def client():
    plan = factories.make_year()
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="draft")
    return superuser()


def admin_of(name: str):
    found = {f"{model._meta.app_label}_{model._meta.model_name}": kept for model, kept in admin.site._registry.items()}
    return found[name]


def row_of(name: str):
    return admin_of(name).model._default_manager.order_by("-pk").first()


# Addresses

NUMBERS = [HUGE, "9" * 5000, "9" * 19, "abc", "²", "๑" * 30, "1\x00"]


def filters_of(name: str) -> list[str]:
    """What a list's own page, and links to it, put into its address."""
    filters = admin_of(name).list_filter
    paths = [entry[0] if isinstance(entry, tuple) else entry for entry in filters]
    named = [form for path in paths if isinstance(path, str) for form in (path, f"{path}__id__exact", f"{path}__exact")]
    return ["p", "o", "plan", "all", "q", "year", *named]


@pytest.mark.parametrize("name", NAMES)
def test_a_list_answers_any_number_in_its_address(client, name):
    for parameter in filters_of(name):
        for number in NUMBERS:
            response = client.get(page(f"{name}_changelist"), {parameter: number})
            assert response.status_code in (200, 302, 400), (parameter, number[:20])


def test_a_list_that_cannot_be_filtered_as_asked_says_so_and_shows_all_rows(client):
    response = client.get(page("measures_measure_changelist"), {"every_division__exact": "abc"}, follow=True)
    assert "กรองรายการตามที่ระบุไม่ได้" in text(response), response.redirect_chain
    assert "มาตรการที่ 1" in text(response)
    assert "กรองรายการตามที่ระบุไม่ได้" not in text(client.get(page("measures_measure_changelist")))


@pytest.mark.parametrize("lookup", ["id__regex", "id__iregex"])
def test_a_list_is_not_searched_for_a_pattern(client, lookup):
    for pattern in ("[]", "(x+x+)+y", "1"):
        shown = client.get(page("agencies_division_changelist"), {lookup: pattern}, follow=True)
        assert "กรองรายการตามที่ระบุไม่ได้" in text(shown), pattern


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_a_row_answers_any_number_in_its_address(client, name):
    for number in NUMBERS:
        address = reverse(f"admin:{name}_change", args=[number])
        assert client.get(address).status_code in (302, 404), number[:20]
    for view in ("change", "delete", "history"):
        address = reverse(f"admin:{name}_{view}", args=[HUGE])
        assert client.get(address).status_code in (302, 403, 404), view
        assert client.post(address, {"post": "yes"}).status_code in (302, 403, 404), view


def test_pages_beside_the_rows_answer_any_number(client):
    for number in (HUGE, "9" * 5000, "9" * 19, "0"):
        for address in (
            f"/admin/assessments/assessment/{number}/ways/",
            f"/admin/measures/report/evidence/{number}/",
            f"/admin/publications/edition/preview/{number}/plan/",
            f"/admin/publications/edition/publish/{number}/plan/",
            f"/admin/publications/edition/{number}/withdraw/",
            f"/admin/agencies/user/{number}/password/",
        ):
            assert client.get(address).status_code in (302, 404), address[:60]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_measure_is_added_to_a_plan_that_exists_or_to_none(client, number):
    response = client.get(page("measures_measure_add"), {"plan": number}, follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize("name", [name for name in NAMES if admin_of(name).search_fields])
def test_a_search_of_five_hundred_words_is_refused_with_a_sentence(client, name):
    words = " ".join(f"คำ{number}" for number in range(500))
    assert "ค้นหาได้ครั้งละไม่เกิน 20 คำ" in text(client.get(page(f"{name}_changelist"), {"q": words}, follow=True))
    assert "ค้นหาได้ครั้งละ" not in text(client.get(page(f"{name}_changelist"), {"q": "มาตรการ 2566"}))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_rows_found_by_five_hundred_words_are_not_taken_out(client, suffix):
    address = page("measures_plan_spreadsheets_export", "measures", suffix)
    refused = client.get(address, {"q": " ".join(["คำ"] * 500)}, follow=True)
    assert "ค้นหาได้ครั้งละไม่เกิน 20 คำ" in text(refused)
    assert client.get(address, {"q": "มาตรการ"}).headers["Content-Disposition"].startswith("attachment")


def test_a_choice_that_is_searched_for_with_five_hundred_words_offers_nothing(client):
    factories.make_agency("อบต.อื่น")
    asked = {"app_label": "assessments", "model_name": "assessment", "field_name": "agency"}
    few, many = (client.get("/admin/autocomplete/", asked | {"term": term}) for term in ("อบต", " ".join(["คำ"] * 500)))
    assert len(few.json()["results"]) == 1
    assert many.json()["results"] == []


# Forms

FORGED = ["abc", HUGE, "9" * 19, "1\x00", "1e400"]


def is_answered(response) -> bool:
    """Whether it was taken, refused with a sentence on the page, or refused altogether."""
    said = soup(response).select(".errornote, .errorlist")
    return response.status_code in (302, 400, 403) or (response.status_code == 200 and bool(said))


CHANGED = [name for name in NAMES if name != "publications_edition"]


def forged(form: dict, value: str, *, only_choices: bool) -> dict:
    """The form with `value` in every field, or in those alone that are chosen and not typed."""
    kept = ("csrfmiddlewaretoken", "_version")
    names = [name for name in form if name not in kept and not name.endswith("_FORMS")]
    return form | {name: value for name in names if not only_choices or isinstance(form[name], list) or "id" in name}


@pytest.mark.parametrize("name", CHANGED)
def test_a_form_answers_anything_in_its_fields(client, name):
    address = page(f"{name}_change", row_of(name).pk)
    form = form_of(client.get(address))
    for value in FORGED:
        for only_choices in (True, False):
            sent = forged(form, value, only_choices=only_choices) | {
                "_version": form_of(client.get(address))["_version"]
            }
            assert is_answered(client.post(address, sent)), (value[:20], only_choices)


@pytest.mark.parametrize("name", CHANGED)
def test_a_form_that_is_out_of_date_answers_anything_in_its_fields(client, name):
    address = page(f"{name}_change", row_of(name).pk)
    form = form_of(client.get(address)) | {"_version": ""}
    for value in FORGED:
        for only_choices in (True, False):
            response = client.post(address, forged(form, value, only_choices=only_choices))
            assert is_answered(response), (value[:20], only_choices)


@pytest.mark.parametrize("name", ["assessments_assessment", "measures_plan", "measures_measure", "agencies_division"])
def test_a_form_for_a_new_row_answers_anything_in_its_fields(client, name):
    factories.make_agency("อบต.อื่น", domain="other.go.th")  # so that the agency is asked for, too
    address = page(f"{name}_add") + f"?plan={row_of('measures_plan').pk}"
    form = form_of(client.get(address)) | {"divisions": [], "indicators": [], "agency": []}
    for value in FORGED:
        for only_choices in (True, False):
            sent = forged(form, value, only_choices=only_choices)
            assert is_answered(client.post(address, sent)), (value[:20], only_choices)


COUNTS = ["-1", HUGE, "1.5", None]


@pytest.mark.parametrize("name", ["measures_measure", "measures_report", "assessments_indicator"])
def test_rows_whose_number_is_forged_are_refused_or_read_as_they_are(client, name):
    address = page(f"{name}_change", row_of(name).pk)
    form = form_of(client.get(address))
    for field in [field for field in form if field.endswith(("TOTAL_FORMS", "INITIAL_FORMS"))]:
        for value in COUNTS:
            sent = form | {field: value}
            response = client.post(address, {key: kept for key, kept in sent.items() if kept is not None})
            assert is_answered(response), (field, str(value)[:20])


def test_a_negative_number_of_rows_is_answered_with_a_sentence(client):
    address = page("measures_measure_change", row_of("measures_measure").pk)
    for field in ("steps__INITIAL_FORMS", "steps__TOTAL_FORMS"):
        response = send(client, address, **{field: "-1"})
        assert "ได้รับรายการในหน้านี้ไม่ครบถ้วน" in text(response)


@pytest.mark.parametrize("name", CHANGED)
def test_a_list_answers_any_choice_of_rows_for_an_action(client, name):
    for action in ["abc", *admin_of(name).get_actions(client.get(page(f"{name}_changelist")).wsgi_request)]:
        for chosen in FORGED:
            sent = {"action": action, "_selected_action": chosen, "index": "0"}
            assert client.post(page(f"{name}_changelist"), sent).status_code in (200, 302, 400), (action, chosen[:20])


# Unique values that change hands


def exchanged(client, address: str, prefix: str, *fields: str) -> list[str]:
    """Exchange the first two rows' values of these fields in an inline, and save."""
    form = form_of(client.get(address))
    changes = {}
    for field in fields:
        one, two = f"{prefix}-0-{field}", f"{prefix}-1-{field}"
        changes |= {one: form[two], two: form[one]}
    response = client.post(address, form | changes)
    assert response.status_code == 302, errors(response)
    return [form[f"{prefix}-{row}-{fields[0]}"] for row in (0, 1)]


@pytest.mark.parametrize(
    ("prefix", "field"),
    [("levels", "label"), ("indicators", "number"), ("instruments", "code"), ("disclosure_items", "document")],
)
def test_two_rows_of_a_year_exchange_what_each_may_have_once(client, prefix, field):
    framework = Framework.objects.get(fiscal_year=2566)
    rows = list(getattr(framework, prefix).all()[:2])
    address = page("assessments_framework_change", framework.pk)
    first, second = exchanged(client, address, prefix, field)
    found = [str(getattr(type(row).objects.get(pk=row.pk), field)) for row in rows]
    assert [found[0]], [found[1]] == [[second], [first]]
    assert found in ([second, first], [str(second), str(first)], [second[0], first[0]])


def test_two_sub_indicators_exchange_their_codes(client):
    indicator = Indicator.objects.get(framework__fiscal_year=2565, number=9)
    rows = list(indicator.sub_indicators.all()[:2])
    exchanged(client, page("assessments_indicator_change", indicator.pk), "sub_indicators", "code")
    assert [type(row).objects.get(pk=row.pk).code for row in rows] == [rows[1].code, rows[0].code]


def test_a_row_takes_the_value_of_one_that_is_deleted_with_it(client):
    indicator = Indicator.objects.get(framework__fiscal_year=2565, number=9)
    first, second = indicator.sub_indicators.all()[:2]
    address = page("assessments_indicator_change", indicator.pk)
    response = send(client, address, sub_indicators__0__code=second.code, sub_indicators__1__DELETE="on")
    assert response.status_code == 302, errors(response)
    assert indicator.sub_indicators.get(pk=first.pk).code == second.code


def test_two_steps_exchange_their_places(client):
    measure = row_of("measures_measure")
    measure.steps.create(position=2, text="ขั้นที่สอง")
    exchanged(client, page("measures_measure_change", measure.pk), "steps", "position")
    assert [step.text for step in measure.steps.all()] == ["ขั้นที่สอง", "จัดทำแนวทาง"]


def test_the_history_of_rows_that_exchange_a_value_tells_no_value_between(client):
    first = row_of("measures_measure")
    second = factories.make_measure(first.plan, 2)
    first.number, second.number = 2, 1
    vacate(type(first), [first, second])
    for measure in (first, second):
        measure.save()
    assert [type(measure).objects.get(pk=measure.pk).number for measure in (first, second)] == [2, 1]
    assert set(type(first).history.values_list("number", flat=True)) == {1, 2}


def test_what_the_database_alone_refuses_is_answered_with_a_sentence(client):
    indicator = Indicator.objects.get(framework__fiscal_year=2565, number=9)
    address = page("assessments_indicator_change", indicator.pk)
    form = form_of(client.get(address))
    hidden = indicator.sub_indicators.last()
    form["sub_indicators-0-code"] = hidden.code
    last = int(form["sub_indicators-TOTAL_FORMS"]) - 1
    kept = {key: value for key, value in form.items() if not key.startswith(f"sub_indicators-{last}-")}
    kept |= {"sub_indicators-TOTAL_FORMS": str(last), "sub_indicators-INITIAL_FORMS": str(last)}
    response = client.post(address, kept)
    assert "บันทึกไม่ได้" in text(response)
    assert indicator.sub_indicators.filter(code=hidden.code).count() == 1
    assert connection.in_atomic_block
    assert Indicator.objects.exists()  # the connection still answers
