"""Importing from the command line: the whole workbook or nothing, and the reason in a line."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Assessment
from measures.models import Measure
from tests.factories import (
    make_agency,
    make_division,
)
from tests.files import csv_file, scores_file, xlsx
from tests.staff.imports import MEASURE_COLUMNS, POINTS, score_of

pytestmark = pytest.mark.usefixtures("in_english")


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
    assert all(part in str(error.value) for part in ("101", "ไม่มีกองนี้"))
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
