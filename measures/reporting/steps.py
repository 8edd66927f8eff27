"""The rows in which a report says what was done in each step of its measure."""

from django.db import transaction

from measures.models import Report, StepReport
from staff.stale import lock


def prepare(report: Report) -> None:
    """Give a report an empty row for each step of its measure, in the plan's words; what was written stays.

    Done when somebody who may write opens the report, so that two people have the same row to write in. An empty
    row says nothing, so one whose step was deleted goes, and one whose step was reworded follows.
    """
    there = list(report.steps.select_related("step"))
    known = {said.step_id for said in there}
    empty = [said for said in there if not said.done]
    stale = [said for said in empty if said.step_id is None]
    lacking = [
        StepReport(report=report, step=step, position=step.position, text=step.text)
        for step in report.measure.steps.all()
        if step.pk not in known
    ]
    moved = []
    for said in empty:
        if said.step and (said.text, said.position) != (said.step.text, said.step.position):
            said.text, said.position = said.step.text, said.step.position
            moved.append(said)
    if not (lacking or stale or moved):
        return
    with transaction.atomic():
        lock(Report, pk=report.pk)  # as whoever saves it does first, so that neither waits for the other
        StepReport.objects.bulk_create(lacking, ignore_conflicts=True)
        StepReport.objects.filter(pk__in=[said.pk for said in stale], done="").delete()
        StepReport.objects.bulk_update(moved, ["text", "position"])
