"""Whose rows an import takes: those of the agencies that one looks after, and of no other."""

import pytest

from agencies.models import Agency
from assessments.models import Assessment
from assessments.resources import ScoreResource
from measures.models import Plan
from tests.factories import (
    make_agency,
    make_user,
)
from tests.files import RESOURCES, imported, scores_file, xlsx

pytestmark = pytest.mark.usefixtures("in_english")


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
        assessment.agency.domain for assessment in Assessment.objects.all()
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
