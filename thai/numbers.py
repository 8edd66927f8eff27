"""Numbers as people type them, and the one place where a score is rounded."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from thai.digits import to_arabic

# Not \d, which matches the digits of every script, and not Decimal alone, which reads 1_000, 1e2 and NaN.
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_WHOLE = re.compile(r"-?[0-9]+")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_CENT = Decimal("0.01")
# Named here so that a precision set elsewhere in the process cannot change a published figure.
_HALF_UP = Context(prec=60, rounding=ROUND_HALF_UP)


def parse_decimal(text: str) -> Decimal:
    """
    Read a typed number such as `87.49` or `๘๗.๔๙` exactly as it was written.

    Thai digits and surrounding blanks (also non-breaking ones) are accepted. Thousands separators, a plus,
    exponents, NaN, infinity and digits of other scripts raise ValueError. Negative zero is read as zero.
    """
    written = to_arabic(text).strip()
    if not _DECIMAL.fullmatch(written):
        raise ValueError(f"not a number: {text[:40]!r}")
    return _unsigned_zero(Decimal(written))


def ungrouped(written: str) -> str:
    """`20,000.50` in Arabic digits → `20000.50`; what is not grouped by thousands stays as it is."""
    return written.replace(",", "") if _THOUSANDS.fullmatch(written) else written


def parse_amount(text: str) -> Decimal:
    """Read a typed amount such as `20,000.50` or `๒๐,๐๐๐`, by the rules of `parse_decimal` but with thousands."""
    return parse_decimal(ungrouped(to_arabic(text).strip()))


def parse_whole(text: str) -> int:
    """Read a typed whole number such as `25` or `๒๕`, by the rules of `parse_decimal`; `25.0` is not one."""
    written = to_arabic(text).strip()
    if not _WHOLE.fullmatch(written):
        raise ValueError(f"not a whole number: {text[:40]!r}")
    return int(written)


def two_places(value: Decimal) -> Decimal:
    """
    Round to two decimal places, half up (away from zero for negative values), as ITA results are published.

    Round once, at the edge: means and sums stay unrounded until they are shown. A value that is not finite
    raises ValueError; a result that rounds to nothing is 0.00, never -0.00.
    """
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    return _unsigned_zero(value.quantize(_CENT, context=_HALF_UP))


def _unsigned_zero(value: Decimal) -> Decimal:
    return value.copy_abs() if value.is_zero() else value
