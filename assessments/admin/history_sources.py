"""What the history of a result tells: its declared figures, its ten scores, its instruments."""

from django.utils.translation import gettext as _

from assessments.models import Assessment, DeclaredInstrument, IndicatorScore
from audit.changes import HistorySource


def told(assessment: Assessment) -> tuple[HistorySource, ...]:
    """The records of a result and its rows; also of one that was deleted and entered anew."""
    results = Assessment.history.filter(agency=assessment.agency_id, framework=assessment.framework_id)
    known = {assessment.pk, *results.order_by().values_list("id", flat=True)}
    indicators = {indicator.pk: indicator for indicator in assessment.framework.indicators.all()}
    instruments = {instrument.pk: instrument.code for instrument in assessment.framework.instruments.all()}
    return (
        HistorySource(results, lambda record: _("Declared by the official result")),
        HistorySource(
            IndicatorScore.history.filter(assessment__in=known),
            lambda record: _("Indicator %(indicator)s") % {"indicator": indicators.get(record.indicator_id)},
        ),
        HistorySource(
            DeclaredInstrument.history.filter(assessment__in=known),
            lambda record: _("Declared for %(instrument)s") % {"instrument": instruments.get(record.instrument_id)},
        ),
    )
