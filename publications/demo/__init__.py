"""The demonstration: an invented agency with its pictures, its reports and what happened in its years."""

from .story import tell

__all__ = ["tell"]
