"""What was published, frozen (edition.py)."""

from .edition import FROZEN, Edition, EditionIsFrozen, EditionQuerySet, Kind

__all__ = ["FROZEN", "Edition", "EditionIsFrozen", "EditionQuerySet", "Kind"]
