"""User names in Thai or English: one spelling for what looks the same, and what may stand in a name."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The marks above and below a consonant, in the order in which a syllable carries them: vowels, then the tone.
_MARKS = "\u0e3a\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e4d\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"
_NIKHAHIT, _SARA_AA, _SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
_RUN_OF_MARKS = re.compile(f"[{_MARKS}]+")
_SARA_AM_IN_PARTS = re.compile(f"([{_MARKS}]*){_SARA_AA}([{_MARKS}]*)")

_LETTERS = re.compile(r"[A-Za-z0-9@.+_\-\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4d\u0e50-\u0e59]+")
# A consonant carries at most one vowel mark and, after it, one tone mark or the sign that silences it.
_WELL_FORMED = re.compile(
    r"(?:[\u0e01-\u0e2e](?:[\u0e31\u0e34-\u0e3a\u0e47\u0e4d]?[\u0e48-\u0e4c]?)"
    r"|[A-Za-z0-9@.+_\-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e50-\u0e59])+"
)


def normalise(written: str) -> str:
    """The one spelling of a user name, whichever way a keyboard, a telephone or a PDF spelled it.

    Unicode's own form (NFKC) takes sara am apart and knows no order of vowels and tones; here sara am is one letter,
    a tone comes after the vowel that it stands above, two sara e are sara ae, and a long ๅ
    stands after ฤ and ฦ alone.
    """
    text = unicodedata.normalize("NFKC", written.strip()).replace("เเ", "แ").replace("ๅ", "า")
    text = _SARA_AM_IN_PARTS.sub(_joined, text)
    text = _RUN_OF_MARKS.sub(lambda run: _in_order(run[0]), text)
    return text.replace("ฤา", "ฤๅ").replace("ฦา", "ฦๅ")


def _joined(found: re.Match[str]) -> str:
    before, after = found.groups()
    if _NIKHAHIT not in before:
        return found[0]
    return before.replace(_NIKHAHIT, "", 1) + after + _SARA_AM


def _in_order(marks: str) -> str:
    return "".join(sorted(marks, key=_MARKS.index))


def validate_username(name: str) -> None:
    """Refuse what two people could read as the same name: other scripts, invisible signs, marks heaped on each other.

    Raises ValidationError with a sentence that says what is allowed.
    """
    if not _LETTERS.fullmatch(name):
        raise ValidationError(
            _(
                "A user name consists of Thai letters with their vowel and tone marks, English letters, digits and "
                "@ . + - _ only, without blanks and invisible characters."
            ),
            code="letters",
        )
    if not _WELL_FORMED.fullmatch(name):
        raise ValidationError(
            _("A vowel or tone mark in this user name does not stand on a consonant, or stands there twice."),
            code="marks",
        )
