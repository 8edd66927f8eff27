"""A report's form is saved: on top of what others saved meanwhile, with its new files, and nothing typed is lost."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from agencies.models import User
from audit.history import ChangeSource, recorded_as
from measures.models import Evidence, Report, StepReport
from measures.models.process import CLOSED
from measures.models.rounds import WrongState
from staff import versions
from staff.rebasing import Forms, Overtaken, rebased
from staff.stale import lock

from .added import Arrived, add
from .forms import TEXTS, are_valid, forms_of
from .predecessor import carry_over, predecessor
from .storing import take_away


@dataclass(slots=True)
class Saved:
    """What became of a form: it was saved, or is shown again as it was typed, with what is to be said about it."""

    report: Report
    sent: Forms
    is_saved: bool
    refusals: list[str]
    added: list[Evidence]
    overtaken: list[Overtaken] = field(default_factory=list)
    carried: int = 0
    was_handed_in: bool = False
    left: QueryDict | None = None

    @property
    def undecided(self) -> list[Overtaken]:
        """What both changed: the sender decides by saving again."""
        return [value for value in self.overtaken if value.is_kept]


def save(report: Report, sent: QueryDict, uploads: list[Any], *, by: User, carries: bool = False) -> Saved:
    """Save a form of the report. Raises WrongState and changes nothing when its round is closed or rows lack."""
    if report.round.is_closed:
        raise WrongState(CLOSED)
    arrived = Arrived.of(sent, uploads)  # pictures are decoded before anybody has to wait for the database
    stored: list[Evidence] = []
    try:
        with transaction.atomic(), recorded_as(means=ChangeSource.FORM):
            return _save(report.pk, sent.copy(), arrived, stored, by, carries)
    except BaseException:
        take_away(stored)
        raise


def _save(pk: int, sent: QueryDict, arrived: Arrived, stored: list[Evidence], by: User, carries: bool) -> Saved:
    report = locked(pk)
    now = forms_of(report)
    base, current = versions.read(sent.get(versions.FIELD, "")), versions.version_of(*now)
    typed = forms_of(report, sent)
    if not all(formset.management_form.is_valid() for formset in typed.formsets):
        raise WrongState(_("The rows of this page did not arrive whole, so nothing was saved. Open the page again."))
    overtaken: list[Overtaken] = []
    if base != current:
        sent, overtaken = rebased(sent, base, typed, now)
    earlier = predecessor(report) if carries else None
    carried = carry_over(report, earlier, sent) if earlier else 0
    added = add(report, arrived, sent, stored)
    answer = Saved(report, forms_of(report, sent), False, arrived.refusals, added, overtaken, carried, left=sent)
    answer.is_saved = are_valid(answer.sent) and not answer.undecided
    is_changed = answer.is_saved and _write(answer.sent)
    if added or is_changed:
        answer.was_handed_in = report.rewritten(by=by)
    answer.report = locked(pk)  # as it is stored: a form that is not valid has left what was typed in its own
    return answer


def locked(pk: int) -> Report:
    """The report, kept from everybody else with its rows until the transaction ends."""
    lock(Report, pk=pk)
    lock(StepReport, report=pk)
    lock(Evidence, report=pk)
    return Report.objects.select_related("round__plan__agency", "measure", "division__agency").get(pk=pk)


def _write(sent: Forms) -> bool:
    """Save what was changed, and tell whether anything was; never the status, which moves by its own methods."""
    changed = [sent.form.has_changed(), *(formset.has_changed() for formset in sent.formsets)]
    if sent.form.has_changed():
        sent.form.instance.save(update_fields=TEXTS)
    for formset in sent.formsets:
        formset.save()
    return any(changed)
