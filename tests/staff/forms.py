"""What a form of the staff's room would send, and the figures that such forms change."""

from decimal import Decimal
from types import SimpleNamespace

from assessments.models import IndicatorScore
from tests import staff_pages
from tests.readers import soup


def form_of(response) -> dict:
    """What the page's own form would send, not one of the buttons above it."""
    shown = soup(response)
    for tools in shown.select("ul.object-tools"):
        tools.decompose()
    return staff_pages.form_of(SimpleNamespace(content=str(shown).encode()))


def scores() -> list[Decimal]:
    return list(IndicatorScore.objects.order_by("indicator__number").values_list("score", flat=True)[:2])
