"""Where Django looks for admin pages; those of this room are the accounts."""

from . import accounts

__all__ = ["accounts"]
