"""What was published, frozen (edition.py), and what is written before it (preparation.py)."""

from .edition import FROZEN, Edition, EditionIsFrozen, EditionQuerySet, Kind
from .preparation import ApprovalRequest, DraftedReason

__all__ = ["FROZEN", "ApprovalRequest", "DraftedReason", "Edition", "EditionIsFrozen", "EditionQuerySet", "Kind"]
