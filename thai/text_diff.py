"""What changed between two texts, in pieces that never tear a Thai letter from its vowels and tones."""

from difflib import Match, SequenceMatcher
from typing import Literal, NamedTuple

from thai.clusters import clusters

# A figure or a name is clearer when it is shown as a whole, and comparing takes time with the square of the length.
COMPARED = range(30, 4_000)
# Fewer equal letters than this between two changes read as chance and not as what stayed.
SHORTEST_SAME = 4


class Piece(NamedTuple):
    """A part of a text that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The way from one text to the other; the pieces that are not new add up to `before`, those not gone to `after`."""
    if before == after:
        return [Piece("same", before)] if before else []
    old, new = clusters(before), clusters(after)
    if len(old) not in COMPARED or len(new) not in COMPARED:
        return _replaced(old, new)
    found: list[Piece] = []
    old_end = new_end = 0
    for old_start, new_start, length in _same(old, new):
        found += _replaced(old[old_end:old_start], new[new_end:new_start])
        old_end, new_end = old_start + length, new_start + length
        if length:
            found.append(Piece("same", "".join(old[old_start:old_end])))
    return found


def _same(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    ends = [block for block in blocks if block.size >= SHORTEST_SAME or _at_an_end(block, old, new)]
    return [(block.a, block.b, block.size) for block in ends]


def _at_an_end(block: Match, old: list[str], new: list[str]) -> bool:
    """What two texts begin or end with is worth showing however short it is; the last block is always empty."""
    starts = block.a == block.b == 0
    ends = (block.a + block.size, block.b + block.size) == (len(old), len(new))
    return starts or ends


def _replaced(before: list[str], after: list[str]) -> list[Piece]:
    gone, new = "".join(before), "".join(after)
    return [piece for piece in (Piece("gone", gone), Piece("new", new)) if piece.text]
