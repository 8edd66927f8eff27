"""Addresses that no page of ours leads to: answered with a sentence or an error page, never by breaking down."""

import pytest
from django.urls import reverse

from tests import factories
from tests.readers import text
from tests.staff.hostile import CHANGED, HUGE, NAMES, admin_of, row_of
from tests.staff_pages import page

pytestmark = pytest.mark.django_db

NUMBERS = [HUGE, "9" * 5000, "9" * 19, "abc", "²", "๑" * 30, "1\x00"]


def filters_of(name: str) -> list[str]:
    """What a list's own page, and links to it, put into its address."""
    filters = admin_of(name).list_filter
    paths = [entry[0] if isinstance(entry, tuple) else entry for entry in filters]
    named = [form for path in paths if isinstance(path, str) for form in (path, f"{path}__id__exact", f"{path}__exact")]
    return ["p", "o", "plan", "all", "q", "year", *named]


@pytest.mark.parametrize("name", NAMES)
def test_a_list_answers_any_number_in_its_address(root, name):
    for parameter in filters_of(name):
        for number in NUMBERS:
            response = root.get(page(f"{name}_changelist"), {parameter: number})
            assert response.status_code in (200, 302, 400), (parameter, number[:20])


def test_a_list_that_cannot_be_filtered_as_asked_says_so_and_shows_all_rows(root):
    response = root.get(page("measures_measure_changelist"), {"every_division__exact": "abc"}, follow=True)
    assert "กรองรายการตามที่ระบุไม่ได้" in text(response), response.redirect_chain
    assert "มาตรการที่ 1" in text(response)
    assert "กรองรายการตามที่ระบุไม่ได้" not in text(root.get(page("measures_measure_changelist")))


@pytest.mark.parametrize("lookup", ["id__regex", "id__iregex"])
def test_a_list_is_not_searched_for_a_pattern(root, lookup):
    for pattern in ("[]", "(x+x+)+y", "1"):
        shown = root.get(page("agencies_division_changelist"), {lookup: pattern}, follow=True)
        assert "กรองรายการตามที่ระบุไม่ได้" in text(shown), pattern


@pytest.mark.parametrize("lookup", ["kind__range", "plan__fiscal_year__range"])
def test_a_list_is_not_searched_for_an_interval(root, lookup):
    for ends in ("99.99", "x", ""):
        shown = root.get(page("measures_round_changelist"), {lookup: ends}, follow=True)
        assert "กรองรายการตามที่ระบุไม่ได้" in text(shown), ends


def test_a_list_is_not_searched_for_the_bytes_of_a_file(root):
    shown = root.get(page("publications_edition_changelist"), {"pdf": "1"}, follow=True)
    assert "กรองรายการตามที่ระบุไม่ได้" in text(shown)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_a_row_answers_any_number_in_its_address(root, name):
    for number in NUMBERS:
        address = reverse(f"admin:{name}_change", args=[number])
        assert root.get(address).status_code in (302, 404), number[:20]
    for view in ("change", "delete", "history"):
        for number in (HUGE, "abc"):
            address = reverse(f"admin:{name}_{view}", args=[number])
            assert root.get(address).status_code in (302, 403, 404), (view, number[:20])
            assert root.post(address, {"post": "yes"}).status_code in (302, 403, 404), (view, number[:20])


@pytest.mark.parametrize("name", CHANGED)
def test_a_page_of_a_row_is_found_by_no_other_field_than_its_number(root, name):
    row = row_of(name)
    for field in ("", "nothing", "\x00"):
        for view in ("change", "delete"):
            asked = root.get(page(f"{name}_{view}", row.pk), {"_to_field": field})
            assert asked.status_code in (200, 400, 403), (view, field)
    assert root.get(page(f"{name}_change", row.pk), {"_to_field": ""}).status_code == 200


def test_pages_beside_the_rows_answer_any_number(root):
    for number in (HUGE, "9" * 5000, "9" * 19, "0"):
        for address in (
            f"/admin/assessments/assessment/{number}/ways/",
            f"/admin/my/reports/{number}/",
            f"/admin/my/evidence/{number}/name.jpg",
            f"/admin/publications/edition/preview/{number}/plan/",
            f"/admin/publications/edition/publish/{number}/plan/",
            f"/admin/publications/edition/{number}/signed/",
            f"/admin/publications/edition/{number}/withdraw/",
            f"/admin/agencies/user/{number}/password/",
        ):
            assert root.get(address).status_code in (302, 404), address[:60]


def test_a_kind_of_document_that_no_year_has_is_not_there(root):
    plan = row_of("measures_plan").pk
    for name in ("preview", "preview_pdf", "prepare", "publish"):
        for kind, answers in (("abc", [404]), ("plan", [200, 302])):
            address = page(f"publications_edition_{name}", plan, kind)
            assert root.get(address).status_code in answers, (name, kind)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_measure_is_added_to_a_plan_that_exists_or_to_none(root, number):
    response = root.get(page("measures_measure_add"), {"plan": number}, follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize("name", [name for name in NAMES if admin_of(name).search_fields])
def test_a_search_of_more_than_twenty_words_is_refused_with_a_sentence(root, name):
    for number, is_refused in ((20, False), (21, True), (500, True)):
        asked = {"q": " ".join(f"คำ{word}" for word in range(number))}
        shown = text(root.get(page(f"{name}_changelist"), asked, follow=True))
        assert ("ค้นหาได้ครั้งละไม่เกิน 20 คำ" in shown) == is_refused, number


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_rows_found_by_five_hundred_words_are_not_taken_out(root, suffix):
    address = page("measures_plan_spreadsheets_export", "measures", suffix)
    refused = root.get(address, {"q": " ".join(["คำ"] * 500)}, follow=True)
    assert "ค้นหาได้ครั้งละไม่เกิน 20 คำ" in text(refused)
    assert root.get(address, {"q": "มาตรการ"}).headers["Content-Disposition"].startswith("attachment")


def test_a_choice_that_is_searched_for_with_more_than_twenty_words_offers_nothing(root):
    factories.make_agency("อบต.อื่น")
    asked = {"app_label": "assessments", "model_name": "assessment", "field_name": "agency"}
    few, many = (
        root.get("/admin/autocomplete/", asked | {"term": " ".join(["อบต"] * number)}).json()["results"]
        for number in (20, 21)
    )
    assert len(few) == 1
    assert many == []
