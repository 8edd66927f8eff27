"""A new year's rules start as a copy of another year's: instruments, indicators, levels, disclosure items."""

from django.db import models, transaction

from .framework import Framework


@transaction.atomic
def copy_rules(*, source: Framework, target: Framework) -> None:
    """Give `target`, which must have no rules yet, all that hangs on `source`; its year and description stay."""
    target.target, target.disclosure_item_count = source.target, source.disclosure_item_count
    target.save(update_fields=["target", "disclosure_item_count"])
    instruments = {row.pk: _copy(row, framework=target) for row in source.instruments.all()}
    for indicator in source.indicators.all():
        copy = _copy(indicator, framework=target, instrument=instruments[indicator.instrument_id])
        for part in indicator.sub_indicators.all():
            _copy(part, indicator=copy)
    for row in [*source.levels.all(), *source.disclosure_items.all()]:
        _copy(row, framework=target)


def _copy(row: models.Model, **changes) -> models.Model:
    """A new row with the values of `row`, except for `changes`."""
    copy = type(row)(
        **{field.attname: getattr(row, field.attname) for field in row._meta.fields if not field.primary_key}
    )
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save()
    return copy
