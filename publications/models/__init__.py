"""What was published, frozen (edition.py)."""

from measures.kinds import Kind

from .edition import FROZEN, Edition, EditionIsFrozen, EditionQuerySet

__all__ = ["FROZEN", "Edition", "EditionIsFrozen", "EditionQuerySet", "Kind"]
