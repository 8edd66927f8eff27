"""Files that look odd and are sound: they are read, and what was left out of them is named."""

import pytest
from django.core.management import call_command
from django.utils.translation import override
from openpyxl import Workbook

from assessments.models import IndicatorScore
from assessments.resources import ScoreResource
from tests.files import SCORE_COLUMNS, csv_file, imported, saved, xlsx
from tests.spreadsheets.bad_files import THAI, faults_of, hidden, with_member


@pytest.mark.parametrize("first_line", ["sep=;\r\n", "SEP=|\n", '"sep=;"\r\n', "sep=\t\n", "sep=\n", "sep=,,,\n"])
def test_the_line_that_tells_excel_the_separator_is_obeyed_and_not_counted(agency, first_line):
    mark = next((mark for mark in "|;\t" if mark in first_line), ",")
    data = first_line.encode("utf-8-sig") + csv_file(SCORE_COLUMNS, [2565, 1, 50], [2565, 2, 101], delimiter=mark)
    with override("en"):
        assert [(fault.row, fault.column) for fault in faults_of(data)] == [(3, "score")]


def test_hidden_rows_and_columns_without_values_do_not_matter(agency):
    assert faults_of(hidden(rows=[9, 1_000], columns="FG")) == ()


def test_narrow_columns_and_low_rows_that_are_seen_are_read(agency):
    book = Workbook()
    for row in (SCORE_COLUMNS, [2565, 1, 50]):
        book.active.append(row)
    book.active.column_dimensions["B"].width = 1.5
    book.active.row_dimensions[2].height = 6
    assert faults_of(saved(book)) == ()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_visible_sheet_is_read_and_the_hidden_one_is_named(agency, state):
    book = Workbook()
    for name, score in (("scores", 11), ("ผลคะแนน", 50)):
        sheet = book.create_sheet(name)
        sheet.append(SCORE_COLUMNS)
        sheet.append([2565, 1, score])
    del book["Sheet"]
    book["scores"].sheet_state = state
    book.active = 1
    with override("en"):
        result = imported(ScoreResource, saved(book))
    assert [str(IndicatorScore.objects.get(indicator__number=1).score)] == ["50.00"]
    assert result.notices == ["These sheets are hidden and were not read: scores. Unhide what belongs to the table."]


def test_a_hidden_sheet_is_named_among_the_faults_too(agency):
    data = xlsx(SCORE_COLUMNS, [2565, 1, 101], ซ่อน=[["x"]])
    data = with_member(
        data,
        "xl/workbook.xml",
        lambda part: part.replace('name="ซ่อน"'.encode(), 'name="ซ่อน" state="hidden"'.encode()).replace(
            b'state="visible" r:id="rId2"', b'r:id="rId2"'
        ),
    )
    with override("en"):
        assert any("hidden and were not read: ซ่อน" in str(fault) for fault in faults_of(data))


def test_sheets_that_are_seen_and_not_read_are_named(agency):
    with override("en"):
        result = imported(ScoreResource, xlsx(SCORE_COLUMNS, [2565, 1, 50], สรุป=[["x"]], คำอธิบาย=[["y"]]))
    assert result.notices == ["These sheets were not read: สรุป."]


def test_the_command_names_what_it_left_out(agency, tmp_path, capsys):
    file = tmp_path / "file.xlsx"
    file.write_bytes(xlsx(SCORE_COLUMNS, [2565, 1, 50], สรุป=[["x"]]))
    with override("en"):
        call_command("import_scores", file)
    assert "These sheets were not read: สรุป." in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(agency, encoding):
    assert faults_of(csv_file([*SCORE_COLUMNS, "finding"], [2565, 1, 50, THAI], encoding=encoding)) == ()
    assert IndicatorScore.objects.get(indicator__number=1).finding == THAI


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874", "tis-620"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_is_read_in_the_letters_and_separators_that_thai_programs_write(agency, encoding, delimiter):
    text = "ผลการประเมิน; ยังไม่ดี, ต้องปรับปรุง\nบรรทัดสอง\tที่นี่ | ที่นั่น"
    data = csv_file([*SCORE_COLUMNS, "finding"], [2565, 1, "87.49", text], encoding=encoding, delimiter=delimiter)
    assert faults_of(data) == ()
    assert IndicatorScore.objects.get(indicator__number=1).finding == text


def test_a_sheet_is_found_among_others_and_their_formulas_do_not_matter(agency):
    data = xlsx(["รวม"], ["=SUM(1)"], sheet="สรุป", scores=[SCORE_COLUMNS, [2565, 1, 50]])
    assert faults_of(data) == ()


def test_a_sheet_formatted_to_its_last_row_is_read(agency):
    book = Workbook()
    for row in (SCORE_COLUMNS, [2565, 1, 50]):
        book.active.append(row)
    book.active["A1048576"].number_format = "0.00"
    book.active["XFD1"].number_format = "0.00"
    assert faults_of(saved(book)) == ()
