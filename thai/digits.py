"""Thai digits ๐–๙ and Arabic digits 0–9, one for one."""

_ARABIC = "0123456789"
_THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans(_ARABIC, _THAI)
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)


def to_thai(text: str) -> str:
    """Return the text with 0–9 as ๐–๙; every other character stays as it is."""
    return text.translate(_TO_THAI)


def to_arabic(text: str) -> str:
    """Return the text with ๐–๙ as 0–9; digits of other scripts (², ٣) stay, so that parsers refuse them."""
    return text.translate(_TO_ARABIC)
