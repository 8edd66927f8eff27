"""The national table: the scores of thousands of agencies from one CSV, read in a stream, saved year by year."""

from .reading import read
from .saving import Saved, save
from .table import Table
from .upsert import refresh_statistics

__all__ = ["Saved", "Table", "read", "refresh_statistics", "save"]
