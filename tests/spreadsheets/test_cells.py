"""What a cell of a spreadsheet may look like: what is taken on purpose, and what is refused with its reason."""

import datetime
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from spreadsheets import cells, escapes, formula_guard, workbook


@pytest.fixture(autouse=True)
def in_english():
    """Reasons are compared in the language in which they are written; that all are told in Thai is tested apart."""
    with override("en"):
        yield


# A single cell


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("87.49", "87.49"),
        ("๘๗.๔๙", "87.49"),
        (" 87.49 ", "87.49"),
        ("\u00a0\u200b87.49\u200b ", "87.49"),
        ("87.49%", "87.49"),
        ("๘๗,๔๙ %", "87.49"),
        ("77,85", "77.85"),
        ("77,9", "77.90"),
        ("87.490", "87.49"),
        ("100", "100.00"),
        ("0", "0.00"),
    ],
)
def test_a_score_is_taken_as_people_write_it(cell, score):
    assert str(cells.score(cell)) == score


@pytest.mark.parametrize("cell", ["", "  ", "\u200b"])
def test_an_empty_score_is_not_zero(cell):
    assert cells.score(cell) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("101", "between 0 and 100"),
        ("-1", "between 0 and 100"),
        ("8749", "Do you mean 87.49?"),
        ("8,749", "Do you mean 87.49?"),
        ("๘๗๔๙", "Do you mean 87.49?"),
        ("87.495", "Type 87.50"),
        ("77.849999999", "Type 77.85"),
        ("abc", "not a number"),
        ("-", "not a number"),
        ("N/A", "not a number"),
        ("1e1", "not a number"),
        ("1_0", "not a number"),
        ("87.49.1", "not a number"),
        ("1.234,56", "not a number"),
        ("๘๗.๔๙ คะแนน", "not a number"),
        ("²", "not a number"),
        ("nan", "not a number"),
    ],
)
def test_what_is_no_score_is_refused_with_the_reason(cell, reason):
    with pytest.raises(cells.Refused, match=reason.replace("?", r"\?")):
        cells.score(cell)


@pytest.mark.parametrize("cell", ["2566", "๒๕๖๖", " 2566 ", "2,566", "พ.ศ. 2566", "พ.ศ.๒๕๖๖", "B.E. 2566"])
def test_a_year_is_taken_in_buddhist_era(cell):
    assert cells.fiscal_year(cell) == 2566


@pytest.mark.parametrize(("cell", "reason"), [("2023", "2566"), ("66", "2500"), ("ปีที่แล้ว", "2566"), ("2566.5", "2566")])
def test_another_year_is_refused_and_the_likely_one_is_named(cell, reason):
    with pytest.raises(cells.Refused, match=reason):
        cells.fiscal_year(cell)


@pytest.mark.parametrize(("cell", "mark"), [("ใช่", True), (" YES ", True), ("ไม่ใช่", False), ("", False)])
def test_a_mark_is_yes_or_no(cell, mark):
    assert cells.yes_no(cell) is mark


def test_another_mark_is_refused():
    with pytest.raises(cells.Refused, match="ใช่"):
        cells.yes_no("อาจจะ")


@pytest.mark.parametrize(
    ("cell", "numbers"), [("4; 5", (4, 5)), ("๕,๔", (4, 5)), ("4\n5", (4, 5)), ("4 4", (4,)), ("", ()), ("10", (10,))]
)
def test_numbers_of_indicators_may_be_separated_in_any_way(cell, numbers):
    assert cells.wholes(cell) == numbers


@given(st.text())
def test_guarding_a_text_can_always_be_undone(text):
    assert formula_guard.unguarded(formula_guard.guarded(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "'=1", "'quoted'"])
def test_a_text_that_a_spreadsheet_could_run_is_guarded(text):
    assert formula_guard.guarded(text) == "'" + text


def test_a_text_with_an_apostrophe_of_its_own_stays():
    assert formula_guard.unguarded("'ตามที่ตกลง'") == "'ตามที่ตกลง'"


@given(st.text(alphabet=st.sampled_from("=+-@'\t\r\n \u00a0\ufeffกa1")))
def test_everything_that_the_open_data_makes_harmless_is_guarded_here_too(text):
    assert formula_guard.harmless(text) in (text, formula_guard.guarded(text))
    assert not formula_guard.is_formula(formula_guard.harmless(text))


# What XLSX cannot hold


@given(st.text(alphabet=st.sampled_from("_xX00415Ffกa\v\r\n\0\uffff😀")))
def test_every_text_survives_the_codes_of_xlsx(text):
    assert escapes.unescaped(escapes.escaped(text)) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("_x0041_", "_x005F_x0041_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("_x0041\v", "_x005F_x0041_x000B_"),
        ("_x41_ _y0041_", "_x41_ _y0041_"),
    ],
)
def test_a_text_that_looks_like_a_code_is_written_so_that_excel_shows_it(text, cell):
    assert escapes.escaped(text) == cell


@pytest.mark.parametrize(
    ("cell", "text"), [("_xD83D__xDE00_", "😀"), ("_xD83D_", "\ufffd"), ("_x005f_x0041_", "_x0041_")]
)
def test_codes_of_other_programs_are_read(cell, text):
    assert escapes.unescaped(cell) == text


# A cell of Excel


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (77.85, "General", "77.85"),
        (77.85, "0.0", "77.85"),
        (81.12 + 1e-14, "General", "81.12"),
        (77.849999999, "0.00", "77.849999999"),
        (0.7785, "0.00%", "77.85%"),
        (0.7785, "0%", "77.85%"),
        (1, "0%", "100%"),
        (77.85, '0.00" %"', "77.85"),
        (77.85, r"0.00\%", "77.85"),
        (2566, "General", "2566"),
        (1e20, "General", "100000000000000000000"),
        (True, "General", "True"),
        (None, "General", ""),
        (datetime.datetime.fromisoformat("2023-03-31"), "dd/mm/yyyy", "31/03/2566"),
        (datetime.datetime.fromisoformat("2566-03-31"), "dd/mm/yyyy", "31/03/2566"),
        (datetime.datetime.fromisoformat("2023-03-31T14:05"), "dd/mm/yyyy", "2023-03-31 14:05:00"),
        ("บรรทัดแรก_x000D_\nบรรทัดสอง", "General", "บรรทัดแรก\r\nบรรทัดสอง"),
    ],
)
def test_a_cell_of_excel_is_read_as_it_is_shown_with_every_digit_that_was_typed(value, number_format, text):
    assert workbook.as_text(value, number_format) == text


@given(st.integers(0, 10_000))
def test_no_score_changes_on_its_way_through_the_binary_numbers_of_excel(hundredths):
    score = Decimal(hundredths) / 100
    assert cells.score(workbook.as_text(float(score))) == score
    assert cells.score(workbook.as_text(float(score / 100), "0.00%")) == score
