"""What was published, frozen (edition.py), and what is written before it (preparation.py)."""

from measures.kinds import Kind

from .edition import FROZEN, Edition, EditionIsFrozen, EditionQuerySet
from .preparation import ApprovalRequest, DraftedReason

__all__ = ["FROZEN", "ApprovalRequest", "DraftedReason", "Edition", "EditionIsFrozen", "EditionQuerySet", "Kind"]
