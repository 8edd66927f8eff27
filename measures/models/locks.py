"""Rows that are kept from everybody else while something is decided about them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models


@contextmanager
def locked(rows: models.QuerySet[Any]) -> Iterator[None]:
    """Wait for whoever writes these rows, and keep them until the transaction ends; in one order, so that none wait
    for each other."""
    list(rows.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))
    yield
