"""The results as tables that come in and go out as spreadsheets."""

from .declared import DeclaredResource
from .scores import ScoreResource

__all__ = ["DeclaredResource", "ScoreResource"]
