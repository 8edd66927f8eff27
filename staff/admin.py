"""Where Django looks for admin pages; those of this room are the accounts and the people."""

from . import accounts, people

__all__ = ["accounts", "people"]
