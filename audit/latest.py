"""Who changed a value last, and when, as far as the records know."""

from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from django.contrib.admin.models import DELETION, LogEntry
from django.core.exceptions import ValidationError
from django.db import models

from .changes import who
from .history import Act, Record

LOOKED_AT = 50  # of a row's newest records; what was changed before them is nobody's concern on an open page


class LatestChange(NamedTuple):
    """By whom and when."""

    by: str
    at: datetime


def latest_change(model: type[models.Model], pk: int, *, field: str = "") -> LatestChange | None:
    """The newest recorded change of a row or, where the records tell it, of one field of it."""
    try:
        number = model._meta.pk.to_python(pk)
    except ValidationError:
        return None  # a forged one
    if not hasattr(model, "history"):
        return None
    newest = model.history.filter(id=number).exclude(history_type=Act.FOUND).order_by("-history_date", "-history_id")
    records = list(newest.select_related("history_user")[:LOOKED_AT])
    if not records:
        return None
    record = _that_changed(field, records)
    return LatestChange(who(record), record.history_date)


def _that_changed(field: str, records: list[Record]) -> Record:
    """The newest record whose value of `field` the one before it did not have yet."""
    name = field if hasattr(records[0], field) else ""
    for record, earlier in pairwise(records):
        if not name or getattr(record, name) != getattr(earlier, name):
            return record
    return records[-1 if name else 0]


def latest_log(row: models.Model) -> LatestChange | None:
    """The newest entry of the admin's own log about a row, for what keeps no history."""
    return _logged(type(row), row.pk)


def latest_deletion(model: type[models.Model], pk: str) -> LatestChange | None:
    """By whom and when a row was deleted: by its records or, where they do not tell, by the admin's own log."""
    if hasattr(model, "history"):
        deleted = model.history.filter(id=pk, history_type=Act.DELETED).order_by("-history_date", "-history_id")
        record = deleted.select_related("history_user").first()
        if record:
            return LatestChange(who(record), record.history_date)
    return _logged(model, pk, action_flag=DELETION)


def _logged(model: type[models.Model], pk: Any, **which: int) -> LatestChange | None:
    opts = model._meta
    entries = LogEntry.objects.filter(
        content_type__app_label=opts.app_label, content_type__model=opts.model_name, object_id=str(pk), **which
    )
    entry = entries.select_related("user").order_by("-action_time").first()
    return LatestChange(entry.user.get_full_name() or entry.user.get_username(), entry.action_time) if entry else None
