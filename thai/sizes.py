"""Sizes of files in words."""

from decimal import ROUND_CEILING, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_TENTH = Decimal("0.1")
_UNITS: dict[int, str | Promise] = {
    2**30: gettext_lazy("%(number)s GB"),
    2**20: gettext_lazy("%(number)s MB"),
    2**10: gettext_lazy("%(number)s kB"),
}


def in_words(size: int) -> str:
    """A number of bytes as `20 MB` or `1.3 MB`, rounded up, so that what is beyond a limit never reads like it."""
    for unit, words in _UNITS.items():
        if size >= unit:
            number = (Decimal(size) / unit).quantize(_TENTH, ROUND_CEILING)
            return str(words) % {"number": f"{number:f}".removesuffix(".0")}
    return _("%(number)s bytes") % {"number": size}
