"""The choice of a person's divisions where the agency does not go without saying."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Division

OF_ANOTHER_AGENCY = _("This division belongs to another agency.")


class _NamedWithAgency:
    def label_from_instance(self, division: Division) -> str:
        return f"{division.name} · {division.agency.name}"


class _DivisionChoice(_NamedWithAgency, forms.ModelChoiceField):  # type: ignore[type-arg]
    """One division."""


class _DivisionsChoice(_NamedWithAgency, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several divisions."""


def labelled_by_agency(*, one: bool) -> dict[str, Any]:
    """What makes a model's form field a choice of one division, or of several, each named with its agency."""
    divisions = Division.objects.select_related("agency").order_by("agency", "position")
    return {"form_class": _DivisionChoice if one else _DivisionsChoice, "queryset": divisions}
