"""What an import changes is recorded as what it is: one act, with its file."""

import csv
from decimal import Decimal

import pytest
from django.core.management import call_command

from agencies.models import Agency
from assessments.admin.history_sources import told
from assessments.models import Assessment
from assessments.resources import DeclaredResource, ScoreResource
from audit import changes
from audit.history import Act, ChangeSource, recorded_as
from measures.admin.history_sources import of_plan
from measures.models import Measure
from measures.resources import MeasureResource
from spreadsheets import reading
from staff.importing.formats import dataset_of
from tests.audit.records import records, sentences
from tests.files import csv_file, imported, scores_file

pytestmark = pytest.mark.django_db


def test_an_import_is_recorded_as_such_with_its_file(agency, plan, result):
    file = scores_file([2565, 9, "85.00"], [2565, 1, "87.49"])
    data = dataset_of(reading.read(file))
    ScoreResource(agencies=Agency.objects.all()).import_data(data, file_name="scores.xlsx")
    (change,) = changes.changes(*told(result))
    assert (change.means, change.reason) == ("นำเข้าจากไฟล์", "นำเข้าจากไฟล์ scores.xlsx")
    assert [sentence[3:] for sentence in sentences([change])] == [("95.00", "85.00")]


def test_declared_figures_and_measures_are_imported_as_one_act_each(agency, plan, result):
    imported(DeclaredResource, csv_file(["fiscal_year", "total", "IIT"], [2565, "80.00", "70.00"]))
    (change,) = changes.changes(*told(result))
    assert change.means == ChangeSource.IMPORT.label
    assert {(sentence[2], sentence[4]) for sentence in sentences([change])} == {
        ("คะแนนรวมตามประกาศ", "80.00"),
        ("คะแนนตามประกาศ", "70.00"),
    }
    columns = ["fiscal_year", "measure", "title", "step", "step_text", "divisions", "indicators"]
    row = [2566, 2, "มาตรการใหม่", 1, "ขั้นตอน", "ทุกกอง", "1; 2"]
    imported(MeasureResource, csv_file(columns, row))
    (change,) = changes.changes(*of_plan(plan))
    assert {entry.row for entry in change.entries} == {"มาตรการที่ 2", "มาตรการที่ 2 ขั้นตอนที่ 1"}
    assert Measure.history.count() == 1


def test_an_import_that_is_only_tried_leaves_no_record(plan, result):
    imported(ScoreResource, scores_file([2565, 9, "85.00"]), dry_run=True)
    assert records() == {}


def test_the_national_table_records_what_it_changes_and_what_it_begins(agency, plan, result, tmp_path):
    file = tmp_path / "national.csv"
    headings = ["หน่วยงาน", "อำเภอ", "จังหวัด", "ปีงบประมาณ", "ตัวชี้วัด", "คะแนน"]
    own = [agency.name, agency.district, agency.province, 2565]
    new = ["อบต.ใหม่", "เมือง", "สตูล", 2565]
    rows = [[*own, 9, "85.00"], [*own, 1, "87.49"], *([*new, number, "80.00"] for number in range(1, 11))]
    with file.open("w", newline="", encoding="utf-8") as text_file:
        csv.writer(text_file).writerows([headings, *rows])
    call_command("import_national", file)
    assert records() == {"Assessment": 1, "IndicatorScore": 2}
    (change,) = changes.changes(*told(result))
    assert (change.reason, sentences([change])[0][3:]) == ("นำเข้าจากไฟล์ national.csv", ("95.00", "85.00"))
    (begun,) = changes.changes(*told(Assessment.objects.get(agency__name="อบต.ใหม่")))
    assert (begun.means, begun.entries[0].act) == ("นำเข้าจากไฟล์", Act.ADDED)
    call_command("import_national", file)
    assert records() == {"Assessment": 1, "IndicatorScore": 2}


def test_what_is_saved_twice_in_one_act_leaves_one_record(result):
    row = result.scores.get(indicator__number=1)
    with recorded_as("ทดลอง"):
        for score in (50, 60):
            row.score = Decimal(score)
            row.save()
    assert [sentence[3:] for sentence in sentences(changes.changes(*told(result)))] == [("87.49", "60.00")]
