"""What people bring in as XLSX or CSV: all faults are told at once, and everything is saved or nothing."""

import datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from agencies.models import Agency
from assessments.models import Assessment, IndicatorScore
from assessments.resources import DeclaredResource, ScoreResource
from measures.models import Measure, Plan, Round
from measures.resources import RoundResource
from tests.factories import (
    load_framework,
    make_agency,
    make_assessment,
    make_division,
    make_plan,
    make_user,
)
from tests.files import RESOURCES, csv_file, imported, scores_file, xlsx

MEASURE_COLUMNS = ["fiscal_year", "measure", "title", "step", "step_text", "divisions", "indicators"]
DECLARED_COLUMNS = ["fiscal_year", "total", "level", "IIT", "IIT_level", "EIT", "OIT"]


@pytest.fixture(autouse=True)
def in_english():
    """Faults are compared in the language in which they are written; that all of them are in Thai is tested apart."""
    with override("en"):
        yield


@pytest.fixture
def agency(db):
    load_framework(2565)
    return make_agency()


def score_of(number: int, **agency) -> Decimal | None:
    return IndicatorScore.objects.get(indicator__number=number, **agency).score


def told(result) -> list[tuple]:
    return [(fault.row, fault.column, fault.value) for fault in result.faults]


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
    assert all(each in reasons for each in ("2566", "1 to 10", "87.49", "Row 2", "2565"))
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
    load_framework(2564)
    preview = imported(resource, data, dry_run=True)
    assert (preview.totals["new"], preview.totals["update"]) == (2, 0)
    assert all("<del>" not in cell for row in preview.rows for cell in row.diff)
    assert (Assessment.objects.count(), Plan.objects.count()) == (0, 0)
    assert imported(resource, data).totals["new"] == 2
    again = imported(resource, data)
    assert (again.totals["new"], again.totals["skip"]) == (0, 2)


# Points of a weight


POINTS = ["5.25", "4.67", "4.91", "4.68", "4.82", "7.84", "8.59", "8.40", "19.00", "17.50"]


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
    assert all(each in str(result.faults[0].reason) for each in ("30", "81.12"))
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


# Whose rows


def test_an_office_brings_in_its_own_rows_without_naming_itself(agency):
    make_agency("องค์การบริหารส่วนตำบลอื่น")
    own = Agency.objects.for_user(make_user(agency=agency))
    assert imported(ScoreResource, scores_file([2565, 1, 50]), agencies=own).faults == ()
    assert Assessment.objects.get().agency == agency


@pytest.mark.parametrize("resource", RESOURCES)
def test_the_row_of_another_agency_is_refused_like_one_of_no_agency(agency, resource):
    make_agency("องค์การบริหารส่วนตำบลอื่น", domain="other.example")
    own = Agency.objects.for_user(make_user(agency=agency))
    for foreign in ("องค์การบริหารส่วนตำบลอื่น", "other.example", "ไม่มีจริง"):
        result = imported(resource, row_of(resource, foreign), agencies=own)
        assert [(fault.row, fault.column, fault.value) for fault in result.faults] == [(2, "agency", foreign)]
    assert not Assessment.objects.exists()
    assert not Plan.objects.exists()


@pytest.mark.parametrize("resource", RESOURCES)
def test_without_an_agency_nothing_comes_in(agency, resource):
    result = imported(resource, row_of(resource, ""), agencies=Agency.objects.none())
    assert [fault.row for fault in result.faults] == [2]


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_row_names_its_agency_when_there_are_several(agency, resource):
    make_agency("องค์การบริหารส่วนตำบลอื่น", domain="other.example")
    assert imported(resource, row_of(resource, "")).faults[0].column == "agency"
    assert imported(resource, row_of(resource, "OTHER.example")).faults == ()
    assert {plan.agency.domain for plan in Plan.objects.all()} | {
        each.agency.domain for each in Assessment.objects.all()
    } == {"other.example"}


def test_agencies_of_the_same_name_are_told_apart_by_their_district(agency):
    twin = make_agency(agency.name, district="อำเภออื่น")
    columns = ["agency", "district", "fiscal_year", "indicator", "score"]
    result = imported(ScoreResource, xlsx(columns, [agency.name, "", 2565, 1, 50]))
    assert [(fault.row, fault.column) for fault in result.faults] == [(2, "agency")]
    assert imported(ScoreResource, xlsx(columns, [agency.name, "อำเภออื่น", 2565, 1, 50])).faults == ()
    assert Assessment.objects.get().agency == twin


def row_of(resource, agency: str) -> bytes:
    """A file with one sound row of the table, beginning with its agency."""
    columns, row = {
        "scores": (["fiscal_year", "indicator", "score"], [2565, 1, 50]),
        "declared": (["fiscal_year", "total"], [2565, 50]),
        "measures": (["fiscal_year", "measure", "title"], [2566, 1, "มาตรการ"]),
        "rounds": (
            ["fiscal_year", "round", "title", "covers_from", "covers_to"],
            [2566, "final", "รอบ", "1/4/2566", "30/9/2566"],
        ),
    }[resource.name]
    return xlsx(["agency", *columns], [agency, *row])


# From the command line


def test_a_workbook_is_imported_as_a_whole_by_the_names_of_its_sheets(agency, tmp_path, capsys):
    make_division(agency)
    file = tmp_path / "ita.xlsx"
    scores = [["fiscal_year", "indicator", "score"], [2565, 1, 50]]
    measures = [MEASURE_COLUMNS, [2566, 1, "มาตรการ", "", "ขั้น", "ทุกกอง", "1"]]
    file.write_bytes(xlsx(["fiscal_year", "total"], [2565, 60], sheet="declared", scores=scores, measures=measures))
    call_command("import_scores", file)
    assert (score_of(1), Measure.objects.count()) == (Decimal("50.00"), 1)
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_one_faulty_sheet_keeps_the_whole_workbook_out_and_all_faults_are_listed(agency, tmp_path):
    file = tmp_path / "ita.xlsx"
    measures = [MEASURE_COLUMNS, [2566, 1, "", "", "ขั้น", "ไม่มีกองนี้", ""]]
    file.write_bytes(xlsx(["fiscal_year", "indicator", "score"], [2565, 1, 50], [2565, 2, 101], measures=measures))
    with pytest.raises(CommandError) as error:
        call_command("import_scores", file)
    assert all(each in str(error.value) for each in ("101", "ไม่มีกองนี้"))
    assert not Assessment.objects.exists()


def test_a_dry_run_tells_and_saves_nothing(agency, tmp_path, capsys):
    file = tmp_path / "scores.csv"
    file.write_bytes(scores_file([2565, 1, 50], make=csv_file))
    call_command("import_scores", file, dry_run=True)
    assert "1 new, 0 changed" in capsys.readouterr().out
    assert not Assessment.objects.exists()


def test_a_table_can_be_named_and_an_agency_be_the_only_one(agency, tmp_path):
    other = make_agency("องค์การบริหารส่วนตำบลอื่น", domain="other.example")
    file = tmp_path / "declared.csv"
    file.write_bytes(csv_file(["fiscal_year", "total"], [2565, 60]))
    call_command("import_scores", file, table="declared", agency="other.example")
    assert Assessment.objects.get().agency == other


@pytest.mark.parametrize(
    ("arguments", "reason"), [({"agency": "nobody.example"}, "nobody.example"), ({}, "no-such-file.csv")]
)
def test_the_command_says_in_a_line_why_it_cannot_begin(agency, arguments, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("import_scores", "no-such-file.csv", **arguments)


def test_points_are_converted_on_the_command_line_when_asked(agency, tmp_path):
    file = tmp_path / "points.csv"
    rows = [[2565, number, points] for number, points in enumerate(POINTS, start=1)]
    file.write_bytes(scores_file(*rows, make=csv_file))
    with pytest.raises(CommandError, match=r"87\.50"):
        call_command("import_scores", file)
    call_command("import_scores", file, convert=True)
    assert score_of(1) == Decimal("87.50")


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
    other = load_framework(2564)
    other.instruments.filter(code="OIT").update(code="XIT")
    data = xlsx(["fiscal_year", "XIT", "OIT"], [2565, 50, 60], [2564, 50, ""])
    assert told(imported(DeclaredResource, data)) == [(2, "XIT", "50")]
