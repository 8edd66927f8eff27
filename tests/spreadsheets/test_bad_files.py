"""Files that are not what they seem: each gets a clear answer in Thai, nothing is saved, nothing escapes."""

import io
import random
import re
import zipfile
from itertools import count

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override

from assessments.models import Assessment
from assessments.resources import ScoreResource
from spreadsheets import packed, reading, workbook
from spreadsheets.faults import BadSpreadsheet, Fault, listed
from tests.files import SCORE_COLUMNS, imported, scores_file, xlsx
from tests.spreadsheets.bad_files import BAD, faults_of, zip_of


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_reason_and_nothing_is_saved(agency, name):
    data, reason = BAD[name]
    with override("en"):
        assert reason in "\n".join(map(str, faults_of(data)))
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("name", BAD)
def test_every_reason_is_told_in_thai(agency, name):
    for fault in faults_of(BAD[name][0]):
        assert re.search("[ก-๎]{5}", str(fault.reason)), fault
        assert not re.search("[a-z]+ [a-z]+ [a-z]+", str(fault)), fault


@pytest.mark.parametrize(
    "name",
    [
        *("nothing", "too large", "bomb by its ratio", "formula", "binary"),
        *("short question marks", "column dragged to nothing", "row dragged to nothing", "another delimiter"),
    ],
)
def test_the_command_answers_a_bad_file_with_the_same_reason(agency, tmp_path, name):
    file = tmp_path / "file.xlsx"
    file.write_bytes(BAD[name][0])
    with override("en"), pytest.raises(CommandError, match=re.escape(BAD[name][1])):
        call_command("import_scores", file)


def test_a_bomb_of_plausible_ratio_is_stopped_while_it_unpacks():
    chance = random.Random(1)  # noqa: S311
    part = b"".join(chance.randbytes(8) + bytes(1_016) for _kilobyte in range(20 * 1024))
    data = zip_of(xl__workbook_xml=b"<x/>", **{f"part{number}": part for number in range(6)})
    with zipfile.ZipFile(io.BytesIO(data)) as bomb:
        assert all(member.file_size <= packed.MAX_RATIO * member.compress_size for member in bomb.infolist())
    assert len(data) < reading.MAX_BYTES
    with override("en"), pytest.raises(BadSpreadsheet, match="far larger"):
        workbook.read(data)


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path):
    file = tmp_path / "large.csv"
    with file.open("wb") as sparse:
        sparse.truncate(50 * 2**30)
    with override("en"), pytest.raises(BadSpreadsheet, match="51200 MB"):
        reading.load(file)


def failing_with(error: BaseException, *, at: int):
    """While it holds, the database fails at the so-manieth score that is saved."""
    saved_scores = count(1)

    def execute(run, sql, params, many, context):
        if sql.startswith('UPDATE "assessments_indicatorscore"') and next(saved_scores) == at:
            raise error
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


def test_an_import_that_breaks_off_leaves_nothing_behind(agency):
    rows = [[2565, number, 50] for number in range(1, 11)]
    with pytest.raises(KeyboardInterrupt), failing_with(KeyboardInterrupt(), at=5):
        imported(ScoreResource, scores_file(*rows))
    assert not Assessment.objects.exists()


def test_a_failure_of_ours_is_told_without_details_and_logged(agency, caplog):
    with failing_with(OSError("disk of the database is full"), at=2):
        (fault,) = imported(ScoreResource, scores_file([2565, 1, 50], [2565, 2, 50])).faults
    assert "disk" not in str(fault)
    assert "disk of the database is full" in caplog.text
    assert not Assessment.objects.exists()


def test_a_long_list_of_faults_is_cut_and_counted():
    with override("en"):
        lines = listed([Fault("x")] * 205)
    assert (len(lines), lines[-1]) == (201, "… and 5 more.")


def test_a_fault_shows_a_long_cell_in_short():
    with override("en"):
        assert len(str(Fault("no", 7, "finding", "ก\n" * 500))) < 110


def test_a_sheet_of_formulas_alone_is_told_of_in_a_list_that_ends(agency):
    faults = faults_of(xlsx(SCORE_COLUMNS, *([2565, "=1", "=2"] for _row in range(600))))
    assert len(faults) == 1_000
