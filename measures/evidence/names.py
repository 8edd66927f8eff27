"""The name under which a file of evidence is shown: the person's own, without what a name can do harm with."""

import unicodedata

from django.utils.translation import gettext as _

LONGEST = 120
# Endings that say a kind of file; the real kind's stands in their place.
_ENDINGS = frozenset(
    ("pdf", "jpg", "jpeg", "jpe", "jfif", "png", "webp", "heic", "heif", "docx", "docm", "xlsx", "xlsm", "doc", "xls")
)
# What Windows forbids in names.
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "-"))


def cleaned(name: str, extension: str) -> str:
    """
    The name in NFC without folders, control or invisible characters, at most LONGEST characters long.

    It ends in `extension`, whatever it ended in before; a name of which nothing is left is the word for evidence.
    """
    stem = _stem(_visible(name))
    return f"{_cut(stem, LONGEST - len(extension) - 1) or _('evidence')}.{extension}"


def shown(name: str) -> str:
    """The name as a sentence about the file can show it: no folders, one line, every character to be seen."""
    return _cut(_visible(name), LONGEST)


def _visible(name: str) -> str:
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    letters = "".join(" " if letter.isspace() else letter for letter in last if _is_visible(letter))
    return " ".join(letters.translate(_FORBIDDEN).split())


def _is_visible(letter: str) -> bool:
    """Not a control, a direction mark, half a pair or unassigned (all of Unicode's group C), unless it is a blank."""
    return letter.isspace() or not unicodedata.category(letter).startswith("C")


def _stem(name: str) -> str:
    stem, _dot, ending = name.rpartition(".")
    return (stem if ending.lower() in _ENDINGS else name).strip(". ")


def _cut(text: str, length: int) -> str:
    """The beginning of a text, never between a Thai letter and the vowel or tone above or below it."""
    kept = text[:length]
    while len(kept) < len(text) and kept and unicodedata.category(text[len(kept)]) == "Mn":
        kept = kept[:-1]
    return kept.rstrip(". ")
