"""What a file says that cannot be true is kept as printed, and named: before it is saved and after, at every door."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from assessments.models import Assessment
from assessments.resources import DeclaredResource, ScoreResource
from staff.importing import resource as importing
from tests.factories import make_agency, make_assessment
from tests.files import imported, scores_file, xlsx
from tests.readers import soup
from tests.spreadsheets.pages import confirm, send, ticket_of
from tests.staff.imports import DECLARED_COLUMNS, score_of
from tests.staff_pages import staff

pytestmark = pytest.mark.usefixtures("in_english")

WRONG_LEVEL = "declared as xyz, which is no level of this year"
WRONG_TOTAL = "The total is declared as 60.00, but the scores give 85.66."
YEAR = "Assessment result of fiscal year 2565: "


@pytest.fixture
def command(tmp_path, capsys):
    """What the command says to a file."""

    def run(data: bytes, **options) -> str:
        file = tmp_path / "file.xlsx"
        file.write_bytes(data)
        call_command("import_scores", file, **options)
        return capsys.readouterr().out

    return run


def declared(*rows) -> bytes:
    return xlsx(DECLARED_COLUMNS, *rows, sheet="declared")


@pytest.mark.parametrize("dry_run", [False, True])
def test_the_command_names_what_contradicts_the_scores_and_keeps_it(agency, command, dry_run):
    make_assessment(agency)
    said = command(declared([2565, 60, "xyz"]), dry_run=dry_run)
    assert YEAR + WRONG_TOTAL in said
    assert WRONG_LEVEL in said
    assert (Assessment.objects.get().declared_level == "xyz") is not dry_run


def test_the_preview_names_what_contradicts_the_scores_and_so_does_what_came_of_it(agency):
    make_assessment(agency)
    office = staff(agency)
    preview = send(office, declared([2565, 60, "xyz"]), table="declared")
    told = [notice.get_text() for notice in soup(preview).select("section .notice")]
    assert len(told) == 2
    assert all("2565" in notice for notice in told)
    assert any("xyz" in notice for notice in told)
    assert any("85.66" in notice for notice in told)
    done = confirm(office, ticket_of(preview))
    warned = [notice.get_text() for notice in soup(done).select(".messagelist .warning")]
    assert (len(warned), Assessment.objects.get().declared_level) == (2, "xyz")
    assert all(any(warning in notice for notice in told) for warning in warned)


def test_a_result_that_fits_and_one_that_the_file_does_not_speak_of_are_not_named(agency, command):
    make_assessment(agency, declared_level="A")
    make_assessment(agency, 2564, declared_level="xyz")
    assert "xyz" not in command(declared([2565, "85.66", "A"]))
    assert "xyz" in command(declared([2564, "", "xyz"]))


def test_scores_that_contradict_what_is_declared_are_named_too(agency):
    make_assessment(agency)
    (notice,) = imported(ScoreResource, scores_file([2565, 1, 10]), dry_run=True).notices
    assert notice.startswith(f"{YEAR}Indicator 1 is entered as 10.00")


def test_a_whole_workbook_is_judged_once_and_by_all_its_tables(agency, command):
    make_assessment(agency, declared_level="xyz")
    scores = [["fiscal_year", "indicator", "score"], [2565, 1, "87.49"]]
    columns = ["fiscal_year", "level"]
    assert "xyz" not in command(xlsx(columns, [2565, "A"], sheet="declared", scores=scores))
    assert command(xlsx(columns, [2565, "xyz"], sheet="declared", scores=scores)).count("xyz") == 1


def test_of_several_agencies_it_is_said_whose_result_does_not_fit(agency):
    other = make_agency("องค์การบริหารส่วนตำบลอื่น", district="เมืองอื่น")
    data = xlsx(["agency", "fiscal_year", "level"], [other.name, 2565, "xyz"])
    (notice,) = imported(DeclaredResource, data).notices
    assert notice.startswith(f"{other.name}, เมืองอื่น, ทดสอบ, {YEAR}")


def test_a_year_of_which_the_file_speaks_for_another_agency_is_not_named(agency):
    other = make_agency("องค์การบริหารส่วนตำบลอื่น")
    make_assessment(agency, 2564, declared_level="xyz")
    data = xlsx(["agency", "fiscal_year", "level"], [agency.name, 2565, "A"], [other.name, 2564, "A"])
    assert imported(DeclaredResource, data).notices == []


def test_a_long_list_of_notices_is_cut_and_counted(agency, monkeypatch):
    make_assessment(agency)
    monkeypatch.setattr(importing, "MOST_NOTICES", 1)
    notices = imported(DeclaredResource, declared([2565, 60, "xyz"])).notices
    assert (len(notices), notices[-1]) == (2, "… and 1 more.")


# A percentage typed as a fraction


TAKEN = "row 3, column “score”, value “0.92”: This is taken as 0.92 of 100. If 92.00% is meant, write 92.00"


@pytest.mark.parametrize("others", [[], [81]], ids=["blank", "large"])
def test_the_command_asks_whether_a_lone_fraction_is_a_percentage_and_takes_it_as_it_stands(agency, command, others):
    said = command(scores_file([2565, 2, *others], [2565, 1, 0.92], [2565, 3]))
    assert TAKEN in said
    assert said.count("is meant") == 1
    assert score_of(1) == Decimal("0.92")


def test_the_pages_ask_whether_a_lone_fraction_is_a_percentage(agency):
    office = staff(agency)
    preview = send(office, scores_file([2565, 2, 81], [2565, 1, "๐.๙๒"]))
    (notice,) = (shown.get_text() for shown in soup(preview).select("section .notice"))
    assert all(part in notice for part in ("แถวที่ 3", "๐.๙๒", "หากหมายถึง 92.00%"))
    done = confirm(office, ticket_of(preview))
    assert "หากหมายถึง 92.00%" in soup(done).select_one(".messagelist .warning").get_text()
    assert score_of(1) == Decimal("0.92")


@pytest.mark.parametrize(("score", "asked"), [("0", 0), ("0.01", 1), ("1", 1), ("1.01", 0), ("92%", 0)])
def test_only_what_is_a_share_of_one_is_asked_about(agency, score, asked):
    assert len(imported(ScoreResource, scores_file([2565, 1, score])).notices) == asked


def test_a_declared_figure_is_asked_about_too(agency):
    (notice,) = imported(DeclaredResource, declared([2565, "", "", "0.81"])).notices
    assert notice.startswith("row 2, column “IIT”, value “0.81”: This is taken as 0.81 of 100. If 81.00% is meant")


def test_fractions_that_were_converted_as_asked_are_not_asked_about(agency):
    rows = [[2565, number, "0.87"] for number in range(1, 11)]
    notices = imported(ScoreResource, scores_file(*rows), convert=True).notices
    assert not any("is meant" in notice for notice in notices)
