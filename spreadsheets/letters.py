"""Which letters the bytes of a text are, and whether its Thai has been destroyed on the way."""

import codecs
import re
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from .faults import BadSpreadsheet, Fault

WINDOWS_THAI = "cp874"  # TIS-620 and what Windows adds to it
# A mark above or below a consonant, or a tone, needs a Thai letter before it; accents of Latin letters do not.
_STRAY_MARK = re.compile(r"(?<![\u0e01-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
# Of UTF-16 without its mark every second byte of Latin text is zero; what else it may be is not guessed.
_UNLIKELY_LETTER = re.compile(r"[^\t\r\n\x20-\u0fff\u2000-\u22ff\ufeff]")

# What stands in the place of a letter that is gone: U+FFFD, zero, half of a character.
_GONE = re.compile(r"[\0\ufffd\ud800-\udfff]")
# So many in a row beside letters; or so many in all where there is no letter and no digit, which one can mean honestly.
FEWEST_IN_A_ROW, FEWEST_ALONE = 4, 3
# Thai in UTF-8, read as Windows-1252 (à¸), Mac Roman (‡∏) or Windows-874 (เธ); or left as codes of HTML.
_MISREAD = re.compile(
    "à[¸¹]|‡[∏π]|เ[ธน][\x80-\x9f]|(?:เ[ธน][\xa0\u0e01-\u0e1f€…‘’“”•–—]){3}|&#3[56][0-9]{2};",
)
# Thai in TIS-620 whose bytes were read as Latin-1: no other language has three such letters in a row.
_LATIN_THAI = re.compile("[\xa1-\xda\xdf-\xfb]{3,}")


def encoding_of(pieces: Callable[[], Iterable[bytes]]) -> str:
    """
    The encoding of a text that `pieces` begins to deliver each time it is called.

    UTF-8, UTF-16 with or without its mark, or Windows-874 when that gives plausible Thai; raises BadSpreadsheet
    when it is none of these. Trying them all the way through costs less than a file that turns out broken in its
    last row.
    """
    for encoding in _candidates(next(iter(pieces()), b"")):
        if _fits(encoding, pieces()):
            return encoding
    reason = _(
        "The letters of this file cannot be read. In Excel choose File › Save as › “CSV UTF-8 (Comma delimited)”, "
        "or save it as .xlsx."
    )
    raise BadSpreadsheet(Fault(reason))


def _candidates(beginning: bytes) -> list[str]:
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    if b"\0" in beginning:
        # The byte that is zero in Latin letters is the first of two, or the second.
        return ["utf-16-be" if beginning[::2].count(0) > beginning[1::2].count(0) else "utf-16-le"]
    return ["utf-8-sig", WINDOWS_THAI]


def _fits(encoding: str, pieces: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    implausible = {WINDOWS_THAI: _STRAY_MARK, "utf-16-le": _UNLIKELY_LETTER, "utf-16-be": _UNLIKELY_LETTER}.get(
        encoding
    )
    last = ""
    try:
        for piece in pieces:
            text = last + decoder.decode(piece)
            if "\0" in text or (implausible and implausible.search(text, len(last))):
                return False
            last = text[-1:]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def destroyed(text: str) -> str:
    """Why a text cannot be what its writer saw, as a sentence with the cure; nothing for an honest text."""
    if text.isascii() and "?" not in text and "&" not in text and "\0" not in text:
        return ""  # most cells, and the only ones of which there are hundreds of thousands
    if _GONE.search(text) or _is_made_of_question_marks(text):
        return _(
            "The Thai letters of this cell were lost when the file was saved. Open the file in which they can still be "
            "read, and save it as “Excel Workbook (.xlsx)” or “CSV UTF-8”."
        )
    if _MISREAD.search(text) or any(map(_is_latin_thai, _LATIN_THAI.findall(text))):
        return _(
            "The Thai letters of this cell were read in the wrong encoding. Open the original file with encoding UTF-8 "
            "or Thai (Windows), and save it as “Excel Workbook (.xlsx)” or “CSV UTF-8”."
        )
    return ""


def _is_made_of_question_marks(text: str) -> bool:
    marks = text.count("?")
    if not any(map(str.isalnum, text)):
        return marks >= FEWEST_ALONE and "??" in text  # every word of Thai has two letters
    return "?" * FEWEST_IN_A_ROW in text and marks > sum(map(str.isalpha, text))


def _is_latin_thai(run: str) -> bool:
    thai = run.encode("latin-1").decode(WINDOWS_THAI)
    return any(map(str.isalpha, run)) and not _STRAY_MARK.search(thai)
