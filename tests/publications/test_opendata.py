"""Open data: the same figures in every format, described, and harmless in a spreadsheet."""

import csv
import io
import json
import zipfile

import jsonschema
import openpyxl
import pytest
from django.conf import settings

from publications import document, publishing
from publications.document import Document, parse
from publications.render import opendata
from spreadsheets import workbook
from tests import factories
from tests.editions import freeze, freeze_sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return freeze_sample()


@pytest.fixture
def frozen(edition) -> Document:
    return parse(edition.content)


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_rows(content: bytes, name: str) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True))


def test_edition_json_is_byte_for_byte_what_was_hashed(edition, frozen):
    file = opendata.FILES["edition.json"].render(edition, frozen)
    assert document.sha256_of(file) == edition.sha256


def test_the_schema_accepts_the_edition_and_refuses_what_is_not_one(edition):
    schema = json.loads(opendata.schema())
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    content = json.loads(edition.content)
    assert list(validator.iter_errors(content)) == []
    content["result"]["total"] = 85.66
    assert [error.json_path for error in validator.iter_errors(content)] == ["$.result.total"]


@pytest.mark.parametrize("part", ["result", "measures", "edition"])
def test_the_schema_asks_for_every_part(edition, part):
    content = json.loads(edition.content)
    del content[part]
    assert not jsonschema.Draft202012Validator(json.loads(opendata.schema())).is_valid(content)


def test_a_csv_begins_with_a_byte_order_mark_and_reads_back_as_thai(edition, frozen):
    content = opendata.FILES["indicators.csv"].render(edition, frozen)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = csv_rows(content)
    assert (len(rows), rows[1]["name_th"], rows[1]["score"]) == (10, "การใช้งบประมาณ", "77.85")


def test_measures_csv_has_a_row_for_each_step(edition, frozen):
    rows = csv_rows(opendata.FILES["measures.csv"].render(edition, frozen))
    assert (len(rows), len({row["measure"] for row in rows})) == (17, 9)
    assert rows[4]["title"] == frozen.measures[3].title


def test_a_table_without_rows_keeps_its_columns(edition, frozen):
    content = opendata.FILES["reports.csv"].render(edition, frozen)
    assert content.decode("utf-8-sig").strip().split(",") == list(opendata.REPORTS.headings)


def test_reports_are_rows_once_they_are_published():
    plan = factories.make_year()
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), done="บรรทัดแรก\nบรรทัดสอง")
    edition = freeze(plan, "progress")
    rows = csv_rows(opendata.FILES["reports.csv"].render(edition, parse(edition.content)))
    assert [(row["round"], row["division"], row["done"]) for row in rows] == [
        ("progress", "สำนักปลัด", "บรรทัดแรก\nบรรทัดสอง")
    ]


def test_the_workbook_has_every_table_as_a_sheet(edition, frozen):
    content = opendata.FILES["portal.xlsx"].render(edition, frozen)
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == [table.name for table in opendata.TABLES]
    for table in opendata.TABLES:
        heading, *rows = sheet_rows(content, table.name)
        assert heading == table.headings
        assert [tuple("" if value is None else value for value in row) for row in rows] == table.rows(frozen)


def test_every_column_is_named_once():
    for table in opendata.TABLES:
        assert len(set(table.headings)) == len(table.columns)


@pytest.mark.parametrize("start", ["=1+1", "+66", "-1", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "\r=1", "\n=1"])
def test_a_cell_that_would_run_as_a_formula_is_text_in_csv_and_workbook(start):
    plan = factories.make_year()
    plan.measures.update(title=f'{start}HYPERLINK("http://x","y")')
    edition = freeze(plan)
    frozen = parse(edition.content)
    row = csv_rows(opendata.FILES["measures.csv"].render(edition, frozen))[0]
    assert row["title"].startswith("'")
    content = opendata.FILES["portal.xlsx"].render(edition, frozen)
    sheets = zipfile.ZipFile(io.BytesIO(content))
    assert all(b"<f>" not in sheets.read(name) for name in sheets.namelist() if name.endswith(".xml"))
    assert dict(zip(*sheet_rows(content, "measures")[:2], strict=True))["title"].startswith("'")


@pytest.mark.parametrize("text", ["87.49", "ตัวชี้วัด", "", "_x0041_", "'ตามที่ตกลง'", "ขึ้นบรรทัด\vใน Word"])
def test_a_text_stands_in_csv_and_workbook_as_it_was_published(text):
    plan = factories.make_year()
    plan.measures.get().steps.update(text=text)
    edition = freeze(plan)
    frozen = parse(edition.content)
    assert csv_rows(opendata.FILES["measures.csv"].render(edition, frozen))[0]["step_text"] == text
    (sheet,) = [sheet for sheet in workbook.read(opendata.as_xlsx(frozen)) if sheet.name == "measures"]
    assert dict(zip(sheet.rows[0].cells, sheet.rows[1].cells, strict=True))["step_text"] == text


def test_a_text_too_long_for_excel_is_cut_in_the_workbook_and_says_where_it_is_whole():
    plan = factories.make_year()
    plan.measures.get().steps.update(text="_x0041_" * 5_000)
    edition = freeze(plan)
    frozen = parse(edition.content)
    assert csv_rows(opendata.FILES["measures.csv"].render(edition, frozen))[0]["step_text"] == "_x0041_" * 5_000
    row = dict(zip(*sheet_rows(opendata.as_xlsx(frozen), "measures")[:2], strict=True))
    assert row["step_text"].endswith(opendata.CUT)
    assert 32_750 < len(row["step_text"]) <= workbook.LONGEST_CELL


def test_every_column_and_every_key_is_in_the_data_dictionary(frozen):
    dictionary = (settings.BASE_DIR / "docs" / "data-dictionary.md").read_text()
    columns = {name for table in opendata.TABLES for name in table.headings}
    definitions = json.loads(opendata.schema())
    keys = set(definitions["properties"]) | {
        key for part in definitions["$defs"].values() for key in part.get("properties", {})
    }
    assert {name for name in columns | keys if f"`{name}`" not in dictionary} == set()


def test_the_same_figures_stand_in_every_table(frozen):
    rows = csv_rows(opendata.as_csv(opendata.SUMMARY, frozen))
    summary = {row["figure"]: row["score"] for row in rows}
    assert summary == {"total": "85.66", "IIT": "81.12", "EIT": "82.73", "OIT": "91.25"}


def test_a_preview_is_described_by_the_same_schema():
    plan = factories.make_year()
    drafted = json.loads(publishing.draft(plan, "plan").canonical())
    assert drafted["edition"] is None
    assert jsonschema.Draft202012Validator(json.loads(opendata.schema())).is_valid(drafted)
