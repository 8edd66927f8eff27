"""The national table: all agencies and years from one file, year by year, and again without changing anything."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override

from agencies.models import Agency
from assessments import national
from assessments.models import Assessment, DeclaredInstrument, IndicatorScore
from spreadsheets.faults import BadSpreadsheet
from tests.factories import make_agency, make_assessment

HEADINGS = ["หน่วยงาน", "อำเภอ", "จังหวัด", "ปีงบประมาณ", "ตัวชี้วัด", "คะแนน"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    """Faults are compared in the language in which they are written."""
    with override("en"):
        yield


@pytest.fixture
def write(tmp_path):
    def write(*rows, headings=HEADINGS, encoding="utf-8-sig") -> Path:
        file = tmp_path / "national.csv"
        with file.open("w", newline="", encoding=encoding) as text:
            csv.writer(text).writerows([headings, *rows])
        return file

    return write


def row(agency: str, year, indicator, score, district: str = "เมือง") -> list:
    return [agency, district, "สตูล", year, indicator, score]


def result(agency: str, year: int, scores=("80",) * 10) -> list[list]:
    return [row(agency, year, number, score) for number, score in enumerate(scores, start=1)]


def every_value() -> list:
    models = [Agency, Assessment, IndicatorScore, DeclaredInstrument]
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_agencies_results_and_scores_are_made_of_one_file(write):
    known = make_agency("อบต. ก", district="เมือง", province="สตูล")
    file = write(*result("อบต. ก", 2565), *result("อบต.  ข ", "๒๕๖๔", ["๗๗,๘๕"] * 10), row("อบต. ก", 2564, 3, ""))
    call_command("import_national", file)
    assert list(Agency.objects.values_list("name", flat=True)) == ["อบต. ก", "อบต. ข"]
    assert sorted(Assessment.objects.values_list("agency__name", "framework__fiscal_year")) == [
        ("อบต. ก", 2564),
        ("อบต. ก", 2565),
        ("อบต. ข", 2564),
    ]
    scores = known.assessments.get(framework__fiscal_year=2565).scores
    assert set(scores.values_list("score", flat=True)) == {Decimal(80)}
    empty = known.assessments.get(framework__fiscal_year=2564)
    assert (empty.scores.count(), empty.scores.filter(score=None).count()) == (10, 10)
    assert DeclaredInstrument.objects.count() == 3 * 3
    assert IndicatorScore.objects.filter(score="77.85").count() == 10


def test_a_second_import_changes_nothing_and_touches_no_score(write, capsys):
    file = write(*result("อบต. ก", 2565), *result("อบต. ข", 2565))
    call_command("import_national", file)
    before = every_value()
    statements = []

    def watch(run, sql, params, many, context):
        statements.append(sql.split()[0])
        return run(sql, params, many, context)

    with connection.execute_wrapper(watch):
        call_command("import_national", file)
    assert every_value() == before
    assert not {"INSERT", "UPDATE", "DELETE"} & set(statements)
    assert "0 new scores, 0 changed, 20 unchanged" in capsys.readouterr().out


def test_what_changed_is_written_and_what_the_agency_wrote_stays(write):
    agency = make_agency(district="เมือง", province="สตูล")
    assessment = make_assessment(agency)
    assessment.scores.update(finding="พบ", recommendation="ควร", is_urgent=True)
    call_command("import_national", write(*result(agency.name, 2565, ["90", "", *["80"] * 8])))
    first, second, third = assessment.scores.all()[:3]
    assert (first.score, second.score, third.score) == (Decimal(90), Decimal("77.85"), Decimal(80))
    assert assessment.scores.filter(finding="พบ", recommendation="ควร", is_urgent=True).count() == 10


def test_agencies_of_the_same_name_are_told_apart_by_their_district(write):
    call_command("import_national", write(row("อบต. ก", 2565, 1, 50), row("อบต. ก", 2565, 1, 60, district="อื่น")))
    assert sorted(IndicatorScore.objects.exclude(score=None).values_list("assessment__agency__district", "score")) == [
        ("อื่น", Decimal(60)),
        ("เมือง", Decimal(50)),
    ]


def test_nothing_is_saved_of_a_faulty_year_and_the_others_are(write):
    bad = [row("อบต. ใหม่", 2564, 1, 101), row("อบต. ก", 2564, 11, 50), row("", 2564, 1, 5)]
    file = write(*result("อบต. ก", 2565), *bad)
    with pytest.raises(CommandError) as error:
        call_command("import_national", file)
    lines = str(error.value).splitlines()
    assert lines[0] == "Of these years nothing was saved: 2564."
    assert [line.partition(":")[0] for line in lines[1:]] == [
        "row 12, column “score”, value “101”",
        "row 13, column “number of the indicator”, value “11”",
        "row 14, column “agency”",
    ]
    assert set(Assessment.objects.values_list("framework__fiscal_year", flat=True)) == {2565}
    assert Agency.objects.get().name == "อบต. ก"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row("อบต. ก", 2022, 1, 50), "2565"),
        (row("อบต. ก", "", 1, 50), "must not be empty"),
        (["อบต. ก", "เมือง"], "The row has 2 cells and the headings are 6"),
    ],
)
def test_a_row_whose_year_cannot_be_read_keeps_everything_out(write, bad, reason):
    with pytest.raises(CommandError, match=reason) as error:
        call_command("import_national", write(*result("อบต. ก", 2565), bad))
    assert "may belong to any year" in str(error.value)
    assert not Assessment.objects.exists()


def test_a_year_without_rules_is_told_once_and_keeps_no_other_year_out(write):
    with pytest.raises(CommandError) as error:
        call_command("import_national", write(*result("อบต. ก", 2570), *result("อบต. ก", 2565)))
    assert len(str(error.value).splitlines()) == 2
    assert "2570" in str(error.value)
    assert Assessment.objects.count() == 1


def test_the_same_score_twice_is_refused_with_both_rows(write):
    table = national.read(write(row("อบต. ก", 2565, 1, 50), row("อบต. ก", 2565, 2, 50), row(" อบต.  ก", 2565, 1, 60)))
    (fault,) = table.faults
    assert (fault.row, str(fault.reason)) == (4, "Row 2 speaks of the same already.")
    assert (table.sound_years(), table.faulty_years()) == ([], [2565])


POINTS = ["5.25", "4.67", "4.91", "4.68", "4.82", "7.84", "8.59", "8.40", "19.00", "17.50"]


@pytest.mark.parametrize("points", [POINTS, ["87.49", *POINTS[1:]], [*POINTS[:-1], "87.50"]])
def test_results_printed_as_points_are_not_saved(write, points):
    nothing = ["0"] * 10
    file = write(*result("อบต. ก", 2565), *result("อบต. ข", 2565, points), *result("อบต. ค", 2565, nothing))
    table = national.read(file)
    assert [fault.row for fault in table.faults] == [12]
    assert table.faulty_years() == [2565]


@pytest.mark.parametrize("scores", [["87.49", "77.85", *POINTS[2:]], [*POINTS[:9], ""], ["87.49", *["0"] * 9]])
def test_a_result_that_may_well_be_low_is_saved(write, scores):
    assert national.read(write(*result("อบต. ก", 2565, scores))).sound_years() == [2565]


def test_a_long_list_of_faults_is_cut_and_counted(write):
    file = write(*(row(f"อบต. {number}", 2565, 1, "x") for number in range(1_200)))
    with pytest.raises(CommandError) as error:
        call_command("import_national", file)
    lines = str(error.value).splitlines()
    assert (len(lines), lines[-1]) == (52, "… and 1150 more.")
    assert len(national.read(file).faults) == 1_000


def test_columns_that_are_not_needed_are_named_and_left_aside(write, capsys):
    file = write(
        *(["x", *line, "ท่ามะลิ่ง"] for line in result("อบต. ก", 2565)), headings=["ลำดับที่", *HEADINGS, "subdistrict"]
    )
    call_command("import_national", file)
    assert "Columns that were not read: ลำดับที่." in capsys.readouterr().out
    assert Agency.objects.get().subdistrict == "ท่ามะลิ่ง"


@pytest.mark.parametrize("encoding", ["cp874", "utf-16"])
def test_the_letters_of_thai_programs_are_read(write, encoding):
    call_command("import_national", write(*result("อบต. ก", 2565), encoding=encoding))
    assert Agency.objects.get().name == "อบต. ก"


@pytest.mark.parametrize(
    ("rows", "headings", "reason"),
    [
        ([], [], "first row must hold"),
        ([], HEADINGS, "no rows below"),
        ([["a"]], HEADINGS[:-1], "score”: This column is missing"),
    ],
)
def test_a_file_that_is_no_national_table_is_refused(write, rows, headings, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("import_national", write(*rows, headings=headings))


@pytest.mark.parametrize(
    ("beginning", "reason"),
    [
        (b"PK\x03\x04", "read from CSV"),
        (b"\xd0\xcf\x11\xe0", "old Excel"),
        (b"<html><table>", "a web page"),
        (b"%PDF-1.7", "a document"),
    ],
)
def test_a_file_that_is_no_csv_is_refused_with_its_cure(tmp_path, beginning, reason):
    file = tmp_path / "national.csv"
    file.write_bytes(beginning)
    with pytest.raises(CommandError, match=reason):
        call_command("import_national", file)


@pytest.mark.parametrize("first_line", ["sep=|\n", "\ufeffSep=|\r\n"])
def test_the_line_that_tells_excel_the_separator_is_obeyed(write, first_line):
    file = write(*result("อบต. ก", 2565), row("อบต. ก", 2565, 10, 101))
    file.write_text(first_line + file.read_text(encoding="utf-8-sig").replace(",", "|"))
    (fault,) = national.read(file).faults
    assert (fault.row, fault.column) == (12, "score")


@pytest.mark.parametrize("spoiled", ["????????", "Í§¤ì¡ÒÃ", "à¸­à¸šà¸•", "\ufffd\ufffd"])
def test_an_agency_whose_name_was_destroyed_is_not_made(write, spoiled):
    file = write(*result("อบต. ก", 2564), row(spoiled, 2565, 1, 50))
    with pytest.raises(CommandError, match=r"row 12, column “agency”.*Thai letters"):
        call_command("import_national", file)
    assert Agency.objects.get().name == "อบต. ก"


def test_a_destroyed_subdistrict_and_destroyed_headings_are_refused(write):
    file = write([*row("อบต. ก", 2565, 1, 50), "????????"], headings=[*HEADINGS, "subdistrict"])
    assert [fault.column for fault in national.read(file).faults] == ["subdistrict"]
    with pytest.raises(BadSpreadsheet, match="Thai letters"):
        national.read(write(row("อบต. ก", 2565, 1, 50), headings=[*HEADINGS[:-1], "?????"]))


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "empty.csv").touch()
    with pytest.raises(CommandError, match="is empty"):
        call_command("import_national", tmp_path / "empty.csv")


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        call_command("import_national", "nowhere.csv")


def test_an_import_that_breaks_off_keeps_whole_years_and_can_be_repeated(write):
    file = write(*result("อบต. ก", 2564), *result("อบต. ก", 2565))
    done = []

    def break_off(run, sql, params, many, context):
        if many and "indicatorscore" in sql:
            done.append(sql)
            if len(done) == 2:
                raise KeyboardInterrupt
        return run(sql, params, many, context)

    with pytest.raises(KeyboardInterrupt), connection.execute_wrapper(break_off):
        call_command("import_national", file)
    assert [assessment.fiscal_year for assessment in Assessment.objects.all()] == [2564]
    call_command("import_national", file)
    assert IndicatorScore.objects.filter(score=80).count() == 20


def test_progress_is_told_in_bytes_read_and_scores_saved(write):
    file = write(*(line for number in range(600) for line in result(f"อบต. {number}", 2565)))
    read, saved = [], []
    table = national.read(file, progress=read.append)
    national.save(table, 2565, progress=saved.append)
    assert (sum(read), len(read)) == (file.stat().st_size, 2)
    assert saved == [5_000, 1_000]


def test_a_file_of_thousands_of_agencies_is_kept_in_few_bytes(write):
    table = national.read(write(*(line for number in range(600) for line in result(f"อบต. {number}", 2565))))
    year = table.years[2565]
    assert year.cents.itemsize * len(year.cents) + year.rows.itemsize * len(year.rows) == 600 * 10 * 6


def test_a_file_whose_quotes_do_not_close_is_refused_at_its_row(write):
    file = write(*result("อบต. ก", 2565))
    file.write_text(file.read_text() + '"อบต. ข,เมือง')
    with pytest.raises(BadSpreadsheet, match="row 12"):
        national.read(file)
