"""Who changed which figure: every change of a recorded row with who, when, why and by which means."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.backends.utils import format_number
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from thai.templatetags.thai import be_datetime

Record = Any  # a row of a history, whose class simple-history makes while the portal starts

JUST_BEFORE = timedelta(microseconds=1)


class Act(models.TextChoices):
    """What a record tells of its row; what nobody recorded (fixtures, bulk statements) is found at the next change."""

    ADDED = "+", _("added")
    CHANGED = "~", _("changed")
    DELETED = "-", _("deleted")
    FOUND = "=", _("found")


class ChangeSource(models.TextChoices):
    """By which means a row was changed."""

    FORM = "form", _("form")
    IMPORT = "import", _("import of a file")
    SYSTEM = "system", _("outside the forms")


@dataclass
class ChangeContext:
    """What all records of one act share; a row that is saved twice in it leaves one record."""

    at: datetime
    means: str
    reason: str = ""


_context: ContextVar[ChangeContext | None] = ContextVar("occasion", default=None)


@contextmanager
def recorded_as(reason: str = "", *, means: str = ChangeSource.IMPORT) -> Iterator[ChangeContext]:
    """Record everything that changes inside as one act, with its reason and its means."""
    occasion = ChangeContext(timezone.now(), means, reason)
    token = _context.set(occasion)
    try:
        yield occasion
    finally:
        _context.reset(token)


def give_reason(reason: str) -> None:
    """The reason of the act that is going on, for what knows it only after the act has begun."""
    occasion = _context.get()
    if occasion:
        occasion.reason = reason


def remember_stored(row: models.Model, stored: models.Model) -> None:
    """Have the next save of `row` recorded as a change of `stored`, whatever its table holds by then."""
    row._stored_before = stored  # type: ignore[attr-defined]  # for Records._stored


@contextmanager
def recording(rows: models.QuerySet[Any]) -> Iterator[None]:
    """Record what statements that pass by the models do to `rows`, a queryset that finds them before and after."""
    before = {row.pk: row for row in rows}
    yield
    Records.of[rows.model].record_difference(before, rows.all())


class RecordedChange(models.Model):
    """What a record keeps beside the row's values, who, when and why."""

    history_means = models.CharField(max_length=10, choices=ChangeSource.choices, blank=True)

    class Meta:
        abstract = True


class Records(HistoricalRecords):  # type: ignore[misc]  # simple-history comes without types
    """
    The history of a model: one record for each act that changed the row, and none for a save that changed nothing.

    A row whose present values nobody recorded gets a record of them (Act.FOUND) just before its first change, so that
    every change can be told as old and new. Rows of fixtures are loaded without a record.
    """

    of: dict[type[models.Model], "Records"] = {}

    def __init__(self, **options: Any):
        super().__init__(
            bases=(RecordedChange,),
            history_id_field=models.BigAutoField(),
            history_change_reason_field=models.TextField(blank=True, default=""),
            **options,
        )

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        if sender is self.cls:
            self.of[sender] = self
            models.signals.pre_save.connect(self.pre_save, sender=sender, weak=False)

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        names = {"verbose_name": _("recorded change"), "verbose_name_plural": _("recorded changes")}
        options: dict[str, Any] = super().get_meta_options(model)
        return options | names

    def get_extra_fields(self, model: type[models.Model], fields: dict[str, Any]) -> dict[str, Any]:
        kind = models.CharField(max_length=1, choices=Act.choices)
        extra: dict[str, Any] = super().get_extra_fields(model, fields)
        return extra | {"history_type": kind, "__str__": _told}

    def _get_history_user_fields(self) -> dict[str, Any]:
        # Who changed something stays known: the account is closed instead of deleted.
        fields: dict[str, Any] = super()._get_history_user_fields()
        fields["history_user"].remote_field.on_delete = models.PROTECT
        return fields

    # What happens to a row

    def pre_save(self, instance: Any, raw: bool = False, **kwargs: Any) -> None:
        instance._was_loaded = raw
        instance._is_unchanged = False
        if raw or instance._state.adding:
            return
        stored = self._stored(instance)
        instance._is_unchanged = stored is not None and self._values(stored) == self._values(instance)
        if stored is not None and not instance._is_unchanged:
            self._keep_what_is_found(stored)

    def post_save(self, instance: Any, created: bool, using: str | None = None, **kwargs: Any) -> None:
        if created or not instance._is_unchanged:
            super().post_save(instance, created, using=using, **kwargs)

    def m2m_changed(
        self, instance: Any, action: str, attr: str, pk_set: set[int] | None, reverse: bool, **kwargs: Any
    ) -> None:
        if pk_set is not None and not pk_set:
            return  # nothing that was not linked already
        rows = self.cls._base_manager.filter(pk__in=pk_set or ()) if reverse else [instance]
        for row in rows:
            if getattr(row, "_was_loaded", False):
                continue
            if action.startswith("pre_"):
                self._keep_what_is_found(row)
            else:
                self.create_historical_record(row, Act.CHANGED)

    def create_historical_record(self, instance: models.Model, history_type: str, using: str | None = None) -> None:
        record = self._record(instance, history_type)
        earlier = self._same_act(record) if _context.get() else None
        if earlier:
            record.history_id = earlier.history_id
            record.history_type = earlier.history_type if history_type == Act.CHANGED else history_type
            for field in record._history_m2m_fields:
                self.m2m_models[field].objects.filter(history=record).delete()
        record.save()
        self.create_historical_record_m2ms(record, instance)

    # The records

    def record_difference(self, before: dict[int, models.Model], after: Iterable[models.Model]) -> None:
        """Record the rows that are new or no longer what they were."""
        changed = [row for row in after if row.pk not in before or self._values(row) != self._values(before[row.pk])]
        records = self._model.objects
        known = set(records.filter(id__in=[row.pk for row in changed]).values_list("id", flat=True))
        found = [before[row.pk] for row in changed if row.pk in before and row.pk not in known]
        records.bulk_create(self._record(row, Act.FOUND) for row in found)
        records.bulk_create(self._record(row, Act.CHANGED if row.pk in before else Act.ADDED) for row in changed)

    def _record(self, instance: models.Model, history_type: str) -> Record:
        occasion = _context.get() or ChangeContext(timezone.now(), ChangeSource.SYSTEM)
        values = {field.attname: getattr(instance, field.attname) for field in self.fields_included(instance)}
        if history_type == Act.FOUND:
            return self._model(history_date=occasion.at - JUST_BEFORE, history_type=Act.FOUND, **values)
        return self._model(
            history_date=occasion.at,
            history_type=history_type,
            history_user=self.get_history_user(instance),
            history_change_reason=occasion.reason,
            history_means=occasion.means,
            **values,
        )

    def _keep_what_is_found(self, row: models.Model) -> None:
        last = self._model.objects.filter(id=row.pk).first()
        if last is None or self._values(last) != self._values(row):
            self.create_historical_record(row, Act.FOUND)

    def _same_act(self, record: Record) -> Record | None:
        return self._model.objects.filter(id=record.id, history_date=record.history_date).first()

    @property
    def _model(self) -> Any:
        return getattr(self.cls, self.manager_name).model

    def _stored(self, instance: models.Model) -> models.Model | None:
        remembered: models.Model | None = instance.__dict__.pop("_stored_before", None)
        stored: models.Model | None = remembered or self.cls._base_manager.filter(pk=instance.pk).first()
        return stored

    def _values(self, row: models.Model) -> list[Any]:
        return [comparable(field, getattr(row, field.attname)) for field in self.fields_included(self.cls)]


def comparable(field: "models.Field[Any, Any]", value: Any) -> Any:
    """A value as the database would give it back: 87.5 and 87.50 are the same score."""
    value = field.to_python(value)
    if isinstance(field, models.DecimalField) and value is not None:
        return format_number(value, field.max_digits, field.decimal_places)
    return value


def _told(record: Record) -> str:
    return gettext("%(row)s, changed on %(when)s") % {
        "row": record._meta.verbose_name,
        "when": be_datetime(record.history_date),
    }
