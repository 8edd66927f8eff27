"""Can what is declared be true? The check, the discrepancies it names, and the likely causes; plain values only."""

from .check import check
from .declared import Declared

__all__ = ["Declared", "check"]
