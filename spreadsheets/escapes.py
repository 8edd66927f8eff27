"""How XLSX writes what XML cannot hold: `_x000B_` for a character, `_x005F_` for a `_` of what only looks so."""

import re

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
# What would be read as a code: four digits with the second `_` there, or about to come with the code of a character.
_LOOKS_LIKE_A_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}[_\x00-\x08\x0b-\x1f\ufffe\uffff])")
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    """The text as a cell of XLSX holds it (ECMA-376, ST_Xstring)."""
    honest = _LOOKS_LIKE_A_CODE.sub("_x005F_", text)
    return _UNWRITABLE.sub(lambda character: f"_x{ord(character[0]):04X}_", honest)


def unescaped(text: str) -> str:
    """The text that a cell of XLSX stands for."""
    decoded = _CODE.sub(lambda code: chr(int(code[1], 16)), text)
    # A character beyond the first 65,536 is written as two codes; half of one stands for nothing.
    return decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
