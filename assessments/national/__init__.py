"""The national table: one CSV with the scores of thousands of agencies over years, read in a stream, saved year by year."""

from .reading import read
from .saving import Saved, save
from .table import Table

__all__ = ["Saved", "Table", "read", "save"]
