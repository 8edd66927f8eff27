"""What the history of a plan, a measure, a round or a report tells: its own texts, and the rows that hang on it."""

from django.utils.translation import gettext as _

from audit.changes import HistorySource
from measures.models import Evidence, Measure, Plan, Report, Round, Step, StepReport


def of_plan(plan: Plan) -> tuple[HistorySource, ...]:
    """The records of a plan and of all its measures, the deleted ones included."""
    plans = Plan.history.filter(agency=plan.agency_id, fiscal_year=plan.fiscal_year)
    known = {plan.pk, *plans.order_by().values_list("id", flat=True)}
    own = HistorySource(plans, lambda record: _("Plan of measures"))
    return (own, *_of_measures(Measure.history.filter(plan__in=known), Measure.objects.filter(plan=plan)))


def of_measure(measure: Measure) -> tuple[HistorySource, ...]:
    """The records of one measure and its steps."""
    return _of_measures(Measure.history.filter(id=measure.pk), Measure.objects.filter(pk=measure.pk))


def of_round(round_: Round) -> tuple[HistorySource, ...]:
    """The records of a round itself and of its reports."""
    names = {report.pk: str(report) for report in round_.reports.select_related("measure", "division")}
    return (
        HistorySource(Round.history.filter(id=round_.pk), lambda record: _("Round of follow-up")),
        HistorySource(
            Report.history.filter(round=round_.pk),
            lambda record: _("Report %(report)s") % {"report": names.get(record.id, _("a deleted one"))},
        ),
    )


def of_report(report: Report) -> tuple[HistorySource, ...]:
    """The records of a report, of what it says of each step, and of its evidence, the removed pieces included."""
    return (
        HistorySource(Report.history.filter(id=report.pk), lambda record: _("Report")),
        HistorySource(
            StepReport.history.filter(report=report.pk),
            lambda record: _("Step “%(step)s”") % {"step": record.text[:60]},
        ),
        HistorySource(
            Evidence.history.filter(report=report.pk),
            lambda record: _("Evidence “%(caption)s”") % {"caption": record.caption},
        ),
    )


def _of_measures(records, there) -> tuple[HistorySource, ...]:
    numbers = dict(records.order_by("history_date", "history_id").values_list("id", "number"))
    numbers |= dict(there.values_list("pk", "number"))
    return (
        HistorySource(records, lambda record: _("Measure %(number)s") % {"number": record.number}),
        HistorySource(
            Step.history.filter(measure__in=numbers),
            lambda record: (
                _("Measure %(number)s, step %(step)s") % {"number": numbers[record.measure_id], "step": record.position}
            ),
        ),
    )
