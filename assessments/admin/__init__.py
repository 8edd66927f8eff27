"""The staff's room of results: assessments, and the rules of the years by which they are computed."""

from . import assessments, frameworks

__all__ = ["assessments", "frameworks"]
