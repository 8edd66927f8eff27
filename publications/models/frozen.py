"""Rows that are written once: whatever would change or delete them is refused."""

from django.db import models


class RowIsFrozen(TypeError):
    """Somebody tried to change or delete what was written for ever."""


class FrozenQuerySet(models.QuerySet):
    """Reads as any queryset; refuses whatever would change a row."""

    def _refuse(self, *args, **kwargs):
        raise self.model.refusal

    update = delete = bulk_update = update_or_create = _raw_delete = _refuse
    update.alters_data = delete.alters_data = True

    def bulk_create(self, objs, **kwargs):
        if kwargs.get("update_conflicts"):
            raise self.model.refusal
        return super().bulk_create(objs, **kwargs)


class FrozenModel(models.Model):
    """A row that is inserted and then stays; `refusal` is what is raised at every other attempt."""

    refusal: type[RowIsFrozen]

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise self.refusal
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise self.refusal
