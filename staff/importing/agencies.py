"""Which agency a row belongs to: told by its columns, or by there being only one; never another's."""

from collections import defaultdict

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from spreadsheets import cells
from spreadsheets.tables import Column, Record


def agency_columns(path: str, *, is_required: bool) -> tuple[Column, ...]:
    """The columns that name the agency of a row; `path` leads to it from the row's object."""
    return (
        Column(
            "agency",
            gettext_lazy("agency"),
            gettext_lazy("Full official name or host name; only needed where several agencies are kept."),
            path=f"{path}__name",
            is_key=True,
            is_required=is_required,
            example="องค์การบริหารส่วนตำบลท่ามะลิ่ง",
        ),
        *(
            Column(
                name,
                heading,
                gettext_lazy("Only needed when several agencies bear the same name."),
                path=f"{path}__{name}",
                is_key=True,
                example=example,
            )
            for name, heading, example in (
                ("district", gettext_lazy("district"), "เมืองสตูล"),
                ("province", gettext_lazy("province"), "สตูล"),
            )
        ),
    )


class AgencyFinder:
    """
    Finds the agency of a row among those that the person may change, and refuses the row when it is none of them.

    Whether an agency exists that is not among them is not told.
    """

    def __init__(self, agencies: QuerySet[Agency], columns: tuple[Column, ...]):
        self.column = columns[0]
        self.agencies = list(agencies)
        self.by_name: dict[str, list[Agency]] = defaultdict(list)
        for agency in self.agencies:
            for name in filter(None, (agency.name, agency.domain)):
                self.by_name[cells.key(name)].append(agency)

    def __call__(self, record: Record) -> Agency | None:
        """The row's agency, or None after the row was refused."""
        name = record.get("agency") or ""
        found = self.by_name[cells.key(name)] if name else self.agencies
        found = [agency for agency in found if _lies_where(agency, record)]
        if len(found) == 1:
            return found[0]
        if not found:
            record.refuse(self.column, _("This agency is not known, or its rows are not yours to change."))
        elif name:
            record.refuse(self.column, _("Several agencies bear this name: give district and province as well."))
        return None


def _lies_where(agency: Agency, record: Record) -> bool:
    places = {"district": agency.district, "province": agency.province}
    return all(cells.key(place) == cells.key(record.get(name) or place) for name, place in places.items())
