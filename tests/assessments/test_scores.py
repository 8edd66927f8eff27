"""What a score, a declared figure and the rules of a year may be, whoever writes them."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from assessments.models import Assessment, Framework, Indicator, IndicatorScore, Instrument
from tests import factories

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"


def test_an_assessment_opens_with_ten_empty_scores_and_three_instruments():
    assessment = Assessment.objects.create(agency=factories.make_agency(), framework=factories.framework_of())
    assessment.prepare_rows()
    assert [row.indicator.number for row in assessment.scores.all()] == list(range(1, 11))
    assert [row.score for row in assessment.scores.all()] == [None] * 10
    assert [row.instrument.code for row in assessment.declared_instruments.all()] == ["IIT", "EIT", "OIT"]


def test_preparing_the_rows_again_keeps_what_was_entered():
    assessment = factories.make_assessment(factories.make_agency())
    assessment.prepare_rows()
    assert assessment.scores.count() == 10
    assert assessment.scores.get(indicator__number=1).score == Decimal("87.49")


@pytest.mark.parametrize("score", ["-0.01", "100.01", "874.90"])
def test_the_database_refuses_a_score_outside_0_to_100(score):
    assessment = factories.make_assessment(factories.make_agency())
    with pytest.raises(IntegrityError), transaction.atomic():
        assessment.scores.update(score=Decimal(score))


@pytest.mark.parametrize("score", ["0.00", "100.00", None])
def test_the_ends_of_the_scale_and_an_empty_score_are_kept(score):
    assessment = factories.make_assessment(factories.make_agency())
    assessment.scores.update(score=score and Decimal(score))
    assert {row.score for row in assessment.scores.all()} == {score and Decimal(score)}


def test_empty_is_not_zero():
    agency = factories.make_agency()
    empty = factories.make_assessment(agency, 2565, scores=[None, *factories.SCORES[1:]])
    zero = factories.make_assessment(agency, 2564, scores=["0.00", *factories.SCORES[1:]])
    assert (empty.analyse().total, empty.analyse().missing) == (None, (1,))
    assert (zero.analyse().total, zero.analyse().missing) == (Decimal("80.41"), ())


def test_an_agency_has_one_result_a_year():
    agency = factories.make_agency()
    factories.make_assessment(agency)
    second = Assessment(agency=agency, framework=factories.framework_of())
    with pytest.raises(ValidationError):
        second.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_an_indicator_has_one_score_in_a_result():
    assessment = factories.make_assessment(factories.make_agency())
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorScore.objects.create(assessment=assessment, indicator=assessment.scores.first().indicator)


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Instrument, {"weight": Decimal("100.01")}),
        (Framework, {"target": Decimal("-1")}),
    ],
)
def test_the_database_refuses_rules_outside_0_to_100(model, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**change)


def test_an_indicator_follows_its_instrument_into_the_rules_of_a_year():
    instrument = factories.framework_of().instruments.first()
    assert Indicator.objects.create(instrument=instrument, number=11, name="ใหม่").framework == instrument.framework


def test_every_year_of_the_reference_data_computes():
    frameworks = {framework.fiscal_year: framework for framework in Framework.objects.with_rules()}
    assert sorted(frameworks) == [int(path.stem) for path in sorted((FIXTURES / "frameworks").glob("*.yaml"))]
    assert frameworks
    for framework in frameworks.values():
        rules = framework.rules()
        assert rules.indicators == tuple(range(1, 11))
        assert [rule.weight for rule in rules.instruments] == [30, 30, 40]


@pytest.mark.parametrize(("year", "code", "offset"), [(2566, "O43", 0), (2567, "O35", -1), (2569, "O26", -1)])
def test_the_codes_of_the_documents_are_rows_of_their_year(year, code, offset):
    item = factories.framework_of(year).disclosure_items.get(document="report")
    assert (item.code, item.year_offset) == (code, offset)


def test_loading_the_reference_data_again_neither_doubles_nor_overwrites():
    Framework.objects.filter(fiscal_year=2566).update(target=Decimal("80.00"))
    Framework.objects.get(fiscal_year=2566).levels.filter(label="ผ่าน").delete()
    Framework.objects.filter(fiscal_year=2567).delete()
    call_command("load_frameworks", verbosity=0)
    changed = Framework.objects.get(fiscal_year=2566)
    assert (changed.target, changed.levels.count(), changed.indicators.count()) == (Decimal("80.00"), 4, 10)
    assert Framework.objects.get(fiscal_year=2567).indicators.count() == 10
