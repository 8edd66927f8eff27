"""The optional columns of a measure's file: what some plans state besides."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.models import Measure
from measures.stated import refusals
from spreadsheets import cells
from spreadsheets.tables import Column, Record, in_all_languages
from thai.forms import AmountField

NONE_NEEDED = "none"
NONE_IN_WORDS = gettext_lazy("no budget is needed")
_AMOUNT = AmountField(required=False, max_digits=14, decimal_places=2)


def budget_in(cell: str) -> Decimal | str:
    """An amount above 0, NONE_NEEDED in any language of the interface, or nothing; raises Refused for the rest."""
    if cells.key(cell) in {cells.key(name) for name in (NONE_NEEDED, *in_all_languages(NONE_IN_WORDS))}:
        return NONE_NEEDED
    try:
        amount = _AMOUNT.clean(cells.trimmed(cell).removesuffix("บาท"))
    except ValidationError as error:
        raise cells.Refused(" ".join(error.messages)) from None
    if amount is not None and amount <= 0:
        raise cells.Refused(_("Give an amount above 0, “%s”, or leave the cell empty.") % NONE_IN_WORDS)
    return "" if amount is None else amount


STARTS_ON = Column(
    "starts_on",
    gettext_lazy("first day"),
    gettext_lazy("May be left out. B.E.; empty for the whole fiscal year. Enough in the first row."),
    read=cells.date,
    path="starts_on",
    example="01/10/2565",
)
ENDS_ON = Column(
    "ends_on",
    gettext_lazy("last day"),
    gettext_lazy("May be left out. B.E.; empty for the whole fiscal year. Enough in the first row."),
    read=cells.date,
    path="ends_on",
    example="31/03/2566",
)
SUCCESS_INDICATOR = Column(
    "success_indicator",
    gettext_lazy("success indicator"),
    gettext_lazy("May be left out. By what one sees that the measure succeeded. Enough in the first row."),
    path="success_indicator",
    example="จำนวนผู้ผ่านการอบรม",
)
TARGET = Column(
    "target",
    gettext_lazy("target"),
    gettext_lazy("May be left out. Of the success indicator. Enough in the first row."),
    read=cells.limited(300),
    path="target",
    example="ร้อยละ 90",
    also=("เป้าหมาย",),
)
BUDGET = Column(
    "budget",
    gettext_lazy("budget (baht)"),
    gettext_lazy("May be left out. An amount, “ไม่ใช้งบประมาณ”, or empty when not stated. Enough in the first row."),
    read=budget_in,
    path="stated__budget",
    write=lambda budget: str(NONE_IN_WORDS) if budget == NONE_NEEDED else budget,
    example="20,000",
    also=("งบประมาณ", "วงเงินงบประมาณ"),
)
STATED = (STARTS_ON, ENDS_ON, SUCCESS_INDICATOR, TARGET, BUDGET)


def stated_budget(measure: Measure) -> Decimal | str:
    """The budget as one value, as a cell states it."""
    if measure.needs_no_budget:
        return NONE_NEEDED
    return "" if measure.budget is None else measure.budget


def take_budget(measure: Measure) -> None:
    """Give the measure the columns that follow from its stated budget."""
    budget = measure.stated["budget"]
    measure.needs_no_budget = budget == NONE_NEEDED
    measure.budget = None if budget in (NONE_NEEDED, "") else budget


def refuse_stated(row: Record, stated: Record, fiscal_year: int, there: Measure | None) -> None:
    """Refuse, in `row` of the file, what does not go together with the rest of it and with what is there already."""
    together = {column.name: column for column in (STARTS_ON, ENDS_ON, SUCCESS_INDICATOR, TARGET)}
    if not together.keys() & stated.values.keys():
        return
    values = {name: stated.values.get(name, getattr(there, name, None)) for name in together}
    for name, reason in refusals(fiscal_year, **values).items():
        row.refuse(together[name], reason)
