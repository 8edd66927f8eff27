"""What people bring in as XLSX or CSV: all faults are told at once, and everything is saved or nothing."""

import datetime
from decimal import Decimal

import pytest

from assessments.models import Assessment
from assessments.resources import DeclaredResource, ScoreResource
from measures.models import Plan, Round
from measures.resources import RoundResource
from tests.factories import (
    framework_of,
    make_assessment,
    make_plan,
)
from tests.files import csv_file, imported, scores_file, xlsx
from tests.staff.imports import DECLARED_COLUMNS, POINTS, score_of, told

pytestmark = pytest.mark.usefixtures("in_english")


# Scores


@pytest.mark.parametrize("make", [xlsx, csv_file])
def test_scores_are_imported_and_a_result_that_was_missing_is_made_with_all_its_rows(agency, make):
    result = imported(ScoreResource, scores_file(["๒๕๖๕", "1", "๘๗,๔๙%"], [2565, 2, 77.85], make=make))
    assert result.faults == ()
    assert (score_of(1), score_of(2), score_of(3)) == (Decimal("87.49"), Decimal("77.85"), None)
    assert Assessment.objects.get().declared_instruments.count() == 3


@pytest.mark.parametrize("headings", [["ปีงบประมาณ", "ตัวชี้วัดที่", "คะแนน"], [" Fiscal_Year ", "INDICATOR", "score\n"]])
def test_headings_are_known_in_thai_and_english(agency, headings):
    assert imported(ScoreResource, xlsx(headings, [2565, 1, 87.49])).faults == ()
    assert score_of(1) == Decimal("87.49")


def test_a_column_that_is_left_out_changes_nothing_and_an_empty_cell_empties(agency):
    assessment = make_assessment(agency)
    assessment.scores.update(finding="พบ")
    imported(ScoreResource, scores_file([2565, 1, None]))
    kept = assessment.scores.get(indicator__number=1)
    assert (kept.score, kept.finding) == (None, "พบ")


def test_all_faults_are_told_at_once_and_nothing_is_saved(agency):
    make_assessment(agency)
    rows = [[2565, 1, 50], [2023, 1, 50], [2565, 11, 50], [2565, 2, 8749], [2565, 1, 60], [2570, 1, "abc"]]
    result = imported(ScoreResource, scores_file(*rows))
    assert told(result) == [
        (3, "fiscal year (B.E.)", "2023"),
        (4, "number of the indicator", "11"),
        (5, "score", "8749"),
        (6, "number of the indicator", "1"),
        (7, "score", "abc"),
        (7, "fiscal year (B.E.)", "2570"),
    ]
    reasons = " ".join(str(fault.reason) for fault in result.faults)
    assert all(part in reasons for part in ("2566", "1 to 10", "87.49", "Row 2", "2565"))
    assert score_of(1) == Decimal("87.49")


def test_a_row_number_counts_blank_rows_as_the_spreadsheet_does(agency):
    for make in (xlsx, csv_file):
        result = imported(ScoreResource, scores_file([], [2565, 1, 50], [None, " ", ""], [2565, 2, 101], make=make))
        assert told(result) == [(5, "score", "101")]


def test_rows_that_slipped_under_the_neighbours_name_are_refused(agency):
    columns = ["fiscal_year", "indicator", "indicator_name", "score"]
    result = imported(ScoreResource, xlsx(columns, [2565, 1, "การใช้งบประมาณ", 50], [2565, 2, "งบฯ", 50]))
    assert told(result) == [(2, "name of the indicator", "การใช้งบประมาณ")]


def test_the_preview_shows_what_changes_and_saves_nothing(agency):
    assessment = make_assessment(agency)
    assessment.scores.update(finding="ขั้นตอนการปฏิบัติงานยังไม่ชัดเจนและล่าช้า\nบรรทัดที่สอง")
    columns = ["fiscal_year", "indicator", "score", "finding"]
    text = "ขั้นตอนการปฏิบัติงานยังไม่ชัดเจนและไม่เท่าเทียม\nบรรทัดที่สอง<b>"
    result = imported(ScoreResource, xlsx(columns, [2565, 1, 90, text]), dry_run=True)
    (row,) = result.rows
    diff = dict(zip(result.diff_headers, row.diff, strict=True))
    assert diff["score"] == "<del>87.49</del><ins>90.00</ins>"
    assert "<del>ล่าช้า</del><ins>ไม่เท่าเทียม</ins><br>บรรทัดที่สอง<ins>&lt;b&gt;</ins>" in diff["finding"]
    assert score_of(1) == Decimal("87.49")


def test_an_import_that_repeats_what_is_there_touches_no_row(agency, django_assert_num_queries):
    make_assessment(agency)
    result = imported(ScoreResource, scores_file([2565, 1, "87.49"]))
    assert (result.totals["skip"], result.has_changes()) == (1, False)


@pytest.mark.parametrize(
    ("resource", "data"),
    [
        (ScoreResource, scores_file([2565, 1, 50], [2565, 2, 60])),
        (DeclaredResource, xlsx(["fiscal_year", "total"], [2565, 60], [2564, 70])),
        (
            RoundResource,
            xlsx(
                ["fiscal_year", "round", "title", "covers_from", "covers_to"],
                [2566, "progress", "รอบ", "1/10/2565", "31/3/2566"],
                [2566, "final", "รอบ", "1/4/2566", "30/9/2566"],
            ),
        ),
    ],
)
def test_the_rows_of_a_year_that_was_not_there_are_counted_as_new(agency, resource, data):
    preview = imported(resource, data, dry_run=True)
    assert (preview.totals["new"], preview.totals["update"]) == (2, 0)
    assert all("<del>" not in cell for row in preview.rows for cell in row.diff)
    assert (Assessment.objects.count(), Plan.objects.count()) == (0, 0)
    assert imported(resource, data).totals["new"] == 2
    again = imported(resource, data)
    assert (again.totals["new"], again.totals["skip"]) == (0, 2)


# Points of a weight


def test_scores_printed_as_points_are_recognised_and_never_converted_unasked(agency):
    rows = [[2565, number, points] for number, points in enumerate(POINTS, start=1)]
    result = imported(ScoreResource, scores_file(*rows))
    assert len(result.faults) == 10
    assert "87.50" in str(result.faults[0].reason)
    assert not Assessment.objects.exists()
    assert imported(ScoreResource, scores_file(*rows), convert=True).faults == ()
    assert (score_of(1), score_of(9)) == (Decimal("87.50"), Decimal("95.00"))


def test_scores_printed_as_fractions_are_recognised_too(agency):
    rows = [[2565, number, "0.87"] for number in range(1, 11)]
    result = imported(ScoreResource, scores_file(*rows))
    assert [("87.00" in str(fault.reason)) for fault in result.faults] == [True] * 10


def test_low_scores_of_a_single_instrument_are_no_points(agency):
    rows = [[2565, number, "5" if number <= 5 else "80"] for number in range(1, 11)]
    assert imported(ScoreResource, scores_file(*rows)).faults == ()


def test_a_few_low_scores_without_the_rest_of_the_result_are_no_points(agency):
    assert imported(ScoreResource, scores_file([2565, 1, "5"], [2565, 9, "0"])).faults == ()


def test_a_declared_instrument_in_points_is_offered_as_a_score_and_converted_when_asked(agency):
    assessment = make_assessment(agency)
    data = xlsx(DECLARED_COLUMNS, [2565, 85.66, "A", "24.34", "", "82.73", "91.25"])
    result = imported(DeclaredResource, data)
    assert told(result) == [(2, "IIT", "24.34")]
    assert all(part in str(result.faults[0].reason) for part in ("30", "81.12"))
    assert imported(DeclaredResource, data, convert=True).faults == ()
    assert assessment.declared_instruments.get(instrument__code="IIT").score == Decimal("81.12")


def test_declared_points_without_any_scores_are_known_by_their_sum(agency):
    data = xlsx(DECLARED_COLUMNS, [2565, 85.66, "A", "24.34", "", "24.82", "36.50"])
    assert [fault.column for fault in imported(DeclaredResource, data).faults] == ["IIT", "EIT", "OIT"]


# Declared results


def test_declared_figures_and_levels_are_imported_in_one_row(agency):
    row = [2565, "๘๕.๖๖", "A", "81.12", "B", "", "", "ป.ป.ช.", "1 ส.ค. 2565"]
    data = xlsx([*DECLARED_COLUMNS, "source", "announced_on"], row)
    assert imported(DeclaredResource, data).faults == ()
    assessment = Assessment.objects.get()
    assert (assessment.declared_total, assessment.declared_level) == (Decimal("85.66"), "A")
    assert assessment.announced_on == datetime.date(2022, 8, 1)
    kept = assessment.declared_instruments.get(instrument__code="IIT")
    assert (kept.score, kept.level) == (Decimal("81.12"), "B")


def test_a_text_that_is_too_long_for_its_column_is_a_fault_of_its_row(agency):
    result = imported(DeclaredResource, xlsx(DECLARED_COLUMNS, [2565, 101, "ก" * 51]))
    assert [(fault.row, fault.column) for fault in result.faults] == [(2, "declared total"), (2, "declared level")]


def test_a_year_that_cannot_be_has_no_declared_result(agency):
    result = imported(DeclaredResource, xlsx(["fiscal_year", "total"], [2022, 60]))
    assert told(result) == [(2, "fiscal year (B.E.)", "2022")]


# Rows that were missing


def test_a_score_or_round_whose_row_is_missing_is_made(agency):
    make_assessment(agency).scores.get(indicator__number=1).delete()
    make_plan(agency, rounds=False)
    assert imported(ScoreResource, scores_file([2565, 1, 50])).totals["new"] == 1
    assert score_of(1) == Decimal("50.00")
    columns = ["fiscal_year", "round", "title", "covers_from", "covers_to"]
    result = imported(RoundResource, xlsx(columns, [2566, "final", "รอบ", "1/4/2566", "30/9/2566"]))
    assert (result.totals["new"], Round.objects.get().title) == (1, "รอบ")


def test_an_instrument_that_the_year_does_not_have_is_refused(agency):
    other = framework_of(2564)
    other.instruments.filter(code="OIT").update(code="XIT")
    data = xlsx(["fiscal_year", "XIT", "OIT"], [2565, 50, 60], [2564, 50, ""])
    assert told(imported(DeclaredResource, data)) == [(2, "XIT", "50")]


@pytest.mark.parametrize(
    ("resource", "data"),
    [
        (ScoreResource, scores_file([2565, 1, 50])),
        (DeclaredResource, xlsx(["fiscal_year", "OIT"], [2565, 50])),
    ],
)
def test_figures_of_a_year_whose_rules_cannot_be_computed_with_are_refused(agency, resource, data):
    framework_of(2565).instruments.update(weight=10)
    assert told(imported(resource, data)) == [(2, "fiscal year (B.E.)", "2565")]
    assert not Assessment.objects.exists()
