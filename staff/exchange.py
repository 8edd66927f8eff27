"""Rows that exchange, in one act, values that each of them may have once only."""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection, models

from audit.history import remember_stored


def vacate(model: type[models.Model], rows: Sequence[models.Model], *, leaving: Collection[models.Model] = ()) -> None:
    """
    Free the unique values that `rows` give up, those of them that are `leaving` all, so that any order of saving does.

    A database looks at every statement by itself: of two rows that exchange their numbers the first would be refused.
    Each row that will have another value waits under one that nobody has until it is saved; its history does not tell.
    """
    if len(rows) < 2:
        return  # nobody to exchange with
    stored = model._base_manager.in_bulk([row.pk for row in rows])
    for names in _unique_together(model):
        places = [model._meta.get_field(name) for name in names]
        movable = next((field for field in places if _is_movable(field)), None)
        there = [row for row in rows if movable and row.pk in stored]
        moving = [row for row in there if row in leaving or _differs(row, stored[row.pk], places)]
        for number, row in enumerate(moving):
            remember_stored(row, stored[row.pk])
            model._base_manager.filter(pk=row.pk).update(**{movable.name: _unused(movable, row, number)})


def _unique_together(model: type[models.Model]) -> Iterable[tuple[str, ...]]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield tuple(constraint.fields)
    yield from ((field.name,) for field in model._meta.fields if field.unique and not field.primary_key)


def _is_movable(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.IntegerField) and not field.primary_key


def _differs(row: models.Model, stored: models.Model, fields: Iterable[models.Field]) -> bool:
    return any(getattr(row, field.attname) != getattr(stored, field.attname) for field in fields)


def _unused(field: models.Field, row: models.Model, number: int) -> str | int:
    """A value that no form lets pass, or that nobody reaches: a control character, or the largest numbers."""
    if isinstance(field, models.CharField):
        return f"\x1a{row.pk}"[: field.max_length]
    return connection.ops.integer_field_range(field.get_internal_type())[1] - number
