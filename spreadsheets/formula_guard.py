"""What spreadsheets would run as a formula, made plain text by an apostrophe before it; known in this place alone."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BLANKS_BEFORE_A_FORMULA = " \u00a0\ufeff"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may run the text."""
    return text.lstrip(BLANKS_BEFORE_A_FORMULA).startswith(FORMULA_STARTS)


def harmless(text: str) -> str:
    """A text for readers: an apostrophe before what would be a formula, and nothing else is touched."""
    return f"'{text}" if is_formula(text) else text


def guarded(text: str) -> str:
    """
    A text that comes in again: as `harmless`, but so that `unguarded` can undo exactly this.

    Therefore a text that has an apostrophe of its own gets another one.
    """
    return f"'{text}" if _needs_guard(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; any other text stays as it is."""
    return text[1:] if text.startswith("'") and _needs_guard(text[1:]) else text


def _needs_guard(text: str) -> bool:
    return is_formula(text) or text.startswith("'")
