"""The records of the tests: which models have them, what they say, and the pages that show them."""

from assessments.models import Assessment, DeclaredInstrument, IndicatorScore
from audit import changes
from measures.models import Measure, Plan, Step
from tests.staff_pages import page

RECORDED = [Assessment, IndicatorScore, DeclaredInstrument, Plan, Measure, Step]
WHY = "กรุณาระบุเหตุผลของการแก้ไข"


def forget() -> None:
    for model in RECORDED:
        model.history.all().delete()


def records() -> dict[str, int]:
    counts = {model.__name__: model.history.count() for model in RECORDED}
    return {name: count for name, count in counts.items() if count}


def sentences(found: list[changes.Change]) -> list[tuple]:
    """What the changes say, without their moments."""
    return [
        (entry.row, entry.act, difference.field, difference.text.old, difference.text.new)
        for change in found
        for entry in change.entries
        for difference in entry.differences
    ]


def change_page(row) -> str:
    return page(f"{row._meta.app_label}_{row._meta.model_name}_change", row.pk)


def history_page(row) -> str:
    return page(f"{row._meta.app_label}_{row._meta.model_name}_history", row.pk)
