"""
The bytes of evidence go with their row, after the transaction: no file is left of what was deleted or replaced.

These are the only receivers of signals among our models. Rows of evidence are deleted one by one, with their report,
with a round, a measure or a plan, and Django tells of all these deletions here and nowhere else.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_init, post_save
from django.dispatch import receiver

from .evidence import Evidence

FILES = ("file", "thumbnail")


@receiver(post_init, sender=Evidence)
def remember(instance: Evidence, **signal: Any) -> None:
    """Know which files the row has while it is loaded."""
    there = instance.__dict__  # a deferred column is not loaded for this
    instance._files = {name: str(there.get(name) or "") for name in FILES}


@receiver(post_save, sender=Evidence)
def delete_replaced(instance: Evidence, **signal: Any) -> None:
    """Delete the files that the row had and has no more."""
    for name in FILES:
        before, now = instance._files[name], getattr(instance, name).name or ""
        if before and before != now:
            _delete(instance, name, before)
        instance._files[name] = now


@receiver(post_delete, sender=Evidence)
def delete_with_row(instance: Evidence, **signal: Any) -> None:
    """Delete the files of a row that is gone."""
    for name in FILES:
        if stored := getattr(instance, name).name:
            _delete(instance, name, stored)


def _delete(instance: Evidence, name: str, stored: str) -> None:
    storage = getattr(instance, name).storage
    # A backup restored in part may have two rows of one file.
    transaction.on_commit(lambda: None if _is_used(name, stored) else storage.delete(stored))


def _is_used(name: str, stored: str) -> bool:
    return Evidence.objects.filter(**{name: stored}).exists()
