"""What the history of a plan, a measure, a round or a report tells: its own texts, and the rows that hang on it."""

from django.utils.translation import gettext as _

from agencies.models import User
from audit.changes import HistorySource
from measures.models import Evidence, Measure, Plan, Report, Round, Step, StepReport
from measures.reporting.access import may_review


def of_plan(plan: Plan) -> tuple[HistorySource, ...]:
    """The records of a plan and of all its measures, the deleted ones included."""
    plans = Plan.history.filter(agency=plan.agency_id, fiscal_year=plan.fiscal_year)
    known = {plan.pk, *plans.order_by().values_list("id", flat=True)}
    own = HistorySource(plans, lambda record: _("Plan of measures"))
    return (own, *_of_measures(Measure.history.filter(plan__in=known), Measure.objects.filter(plan=plan)))


def of_measure(measure: Measure) -> tuple[HistorySource, ...]:
    """The records of one measure and its steps."""
    return _of_measures(Measure.history.filter(id=measure.pk), Measure.objects.filter(pk=measure.pk))


def of_round(round_: Round, reader: User) -> tuple[HistorySource, ...]:
    """The records of a round itself, and of those of its reports whose drafts the reader may know."""
    names = {report.pk: str(report) for report in round_.reports.select_related("measure", "division")}
    return (
        HistorySource(Round.history.filter(id=round_.pk), lambda record: _("Round of follow-up")),
        HistorySource(
            _known(Report.history.filter(round=round_.pk), reader),
            lambda record: _("Report %(report)s") % {"report": names.get(record.id, _("a deleted one"))},
        ),
    )


def of_report(report: Report, reader: User) -> tuple[HistorySource, ...]:
    """The records of a report, of what it says of each step, and of its evidence, the removed pieces included.

    Nothing for those who read it only since it was handed in: its records tell what it said as a draft.
    """
    records = _known(Report.history.filter(id=report.pk), reader)
    if not records.exists():
        return ()
    return (
        HistorySource(records, lambda record: _("Report")),
        HistorySource(
            StepReport.history.filter(report=report.pk),
            lambda record: _("Step “%(step)s”") % {"step": record.text[:60]},
        ),
        HistorySource(
            Evidence.history.filter(report=report.pk),
            lambda record: _("Evidence “%(caption)s”") % {"caption": record.caption},
        ),
    )


def _known(records, reader: User):
    """Those of some reports' records that somebody may read: reviewers all, others those of their divisions."""
    return (
        records if may_review(reader) else records.filter(division__in=reader.divisions() | reader.headed_divisions())
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
