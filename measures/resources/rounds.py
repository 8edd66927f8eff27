"""The rounds of follow-up of a plan: one row for each."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.models import Round
from spreadsheets import cells
from spreadsheets.tables import Column, Record, in_all_languages
from staff.importing.resource import TableResource

from .plans import PLAN_YEAR, prepared


def kind_of(cell: str) -> str:
    """The kind of a round by its name in any language of the interface, or by its name for programs."""
    names = {cells.key(name): kind for kind in Round.Kind for name in (kind.value, *in_all_languages(kind.label))}
    found = names.get(cells.key(cell))
    if found is None and cell.strip():
        kinds = ", ".join(str(kind.label) for kind in Round.Kind)
        raise cells.Refused(_("The round is one of: %(kinds)s.") % {"kinds": kinds})
    return found or ""


KIND = Column(
    "round",
    gettext_lazy("round"),
    gettext_lazy("Which of the two rounds, by its name in the list of rounds."),
    read=kind_of,
    path="kind",
    write=lambda kind: str(Round.Kind(kind).label),
    is_key=True,
    is_required=True,
    example="ความก้าวหน้า (รอบ 6 เดือน)",
)
COVERS_TO = Column(
    "covers_to",
    gettext_lazy("covers to"),
    gettext_lazy("Last day covered, B.E."),
    read=cells.date,
    path="covers_to",
    is_required=True,
    example="31/03/2566",
)


class RoundResource(TableResource):
    """The two rounds of each plan with the days that they cover."""

    name = "rounds"
    title = gettext_lazy("rounds of follow-up")
    agency_path = "plan__agency"
    subject_name = "plan"
    columns = (
        PLAN_YEAR,
        KIND,
        Column(
            "title",
            gettext_lazy("title of the round"),
            gettext_lazy("As it stands in the follow-up column of the document."),
            read=cells.limited(200),
            path="title",
            is_required=True,
            example="รายงานความก้าวหน้ารอบ 6 เดือน",
        ),
        Column(
            "covers_from",
            gettext_lazy("covers from"),
            gettext_lazy("First day covered, B.E."),
            read=cells.date,
            path="covers_from",
            is_required=True,
            example="01/10/2565",
        ),
        COVERS_TO,
        Column(
            "due_on",
            gettext_lazy("due on"),
            gettext_lazy("The agency's own deadline for the divisions' reports, B.E."),
            read=cells.date,
            path="due_on",
            example="15/04/2566",
        ),
    )

    class Meta:
        model = Round

    def identify(self, record, agency):
        year, kind = record.get("fiscal_year"), record.get("round")
        if year is None or not kind:
            return ()
        record.found["agency"] = agency
        return (agency.pk, year, kind)

    def judge(self, records):
        self.refuse_repeated(records, KIND)
        for record in records:
            _refuse_turned_days(record)
        return records

    def prepare(self, records):
        plans, new = prepared(records)
        for round_ in Round.objects.filter(plan__in=plans.values()).select_related("plan__agency"):
            key = (round_.plan.agency_id, round_.plan.fiscal_year, round_.kind)
            (self.made if key[:2] in new else self.existing)[key] = round_
        for record in records:
            record.found["plan"] = plans[record.key[:2]]

    def init_instance(self, row=None):
        record = row["record"]
        return self.made.get(record.key) or Round(plan=record.found["plan"], kind=record.get("round"))

    def before_save_instance(self, instance, row, **kwargs):
        super().before_save_instance(instance, row, **kwargs)
        if instance.is_closed:
            raise ValidationError(_("This round is closed and is not changed any more."))
        stored = Round.objects.filter(pk=instance.pk).first()
        if stored and stored.has_fixed_due_date and stored.due_on != instance.due_on:
            raise ValidationError(_("This round is open, so the day on which its reports are due is not changed."))
        if stored and stored.is_opened and _days_of(stored) != _days_of(instance):
            raise ValidationError(
                _("This round is open: the days that it covers are moved on its own page, where the reason is asked.")
            )

    def rows(self, queryset):
        rounds = Round.objects.select_related("plan__agency")
        if queryset is not None:
            rounds = rounds.filter(plan__in=queryset.values("pk"))
        return rounds.order_by("-plan__fiscal_year", "plan__agency", "covers_to")


def _days_of(round_: Round) -> tuple[date, date]:
    return round_.covers_from, round_.covers_to


def _refuse_turned_days(record: Record) -> None:
    start, end = record.get("covers_from"), record.get("covers_to")
    if start and end and end < start:
        record.refuse(COVERS_TO, _("The last day covered must not lie before the first."))
