"""What prints, by versions: where they are the same, the same edition gives the same bytes."""

from collections.abc import Iterator

import pikepdf
import weasyprint
from weasyprint.text.ffi import harfbuzz, pango

# The number of our own form of print. It rises when a template, a style or code of print changes the bytes of a
# document that stays the same, so that editions that were printed before are known to be of another form; the first
# form had no number.
FORM = 2


def _pango() -> str:
    """Lays out lines; it tells its version as one number, 15012 for 1.50.12."""
    number = pango.pango_version()
    return f"{number // 10_000}.{number // 100 % 100}.{number % 100}"


def _harfbuzz() -> str:
    """Shapes letters and cuts typefaces down; it only tells whether its version is at least another one."""
    return ".".join(map(str, _highest(())))


def _highest(known: tuple[int, ...]) -> tuple[int, ...]:
    if len(known) == 3:
        return known
    part = max(part for part in range(100) if _is_at_least((*known, part)))
    return _highest((*known, part))


def _is_at_least(version: tuple[int, ...]) -> bool:
    return bool(harfbuzz.hb_version_atleast(*(*version, 0, 0)[:3]))


def _parts() -> Iterator[str]:
    yield f"form {FORM}"
    yield f"WeasyPrint {weasyprint.__version__}"
    yield f"pikepdf {pikepdf.__version__}"
    yield f"Pango {_pango()}"
    yield f"HarfBuzz {_harfbuzz()}"


RENDERER = ", ".join(_parts())
