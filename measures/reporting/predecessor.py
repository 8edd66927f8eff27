"""The report before: what the same division said last of the same measure, to be read beside the new one."""

from django.http import QueryDict

from measures.models import Report

# What can be carried over; how far the work is and the value reached belong to the round in which they were said.
CARRIED = ["done", "result", "obstacles", "next_step"]


def predecessor(report: Report) -> Report | None:
    """The division's report on the measure in the round before, else on the measure of the same title last year."""
    reports = Report.objects.filter(division=report.division_id).exclude(done="").select_related("round__plan")
    newest_first = reports.prefetch_related("steps").order_by("-round__covers_to")
    earlier = newest_first.filter(round__covers_to__lt=report.round.covers_to, measure=report.measure_id).first()
    year = report.round.plan.fiscal_year - 1
    return earlier or newest_first.filter(round__plan__fiscal_year=year, measure__title=report.measure.title).first()


def carry_over(report: Report, earlier: Report, sent: QueryDict) -> int:
    """Fill what is empty in a form as it was sent with what the earlier report says; returns how many fields."""
    texts = {name: getattr(earlier, name) for name in CARRIED}
    of_steps = {said.text: said.done for said in earlier.steps.all()}
    for number, said in enumerate(report.steps.all()):
        texts[f"steps-{number}-done"] = of_steps.get(said.text, "")
    empty = [name for name, text in texts.items() if text and not sent.get(name, "").strip()]
    for name in empty:
        sent[name] = texts[name]
    return len(empty)
