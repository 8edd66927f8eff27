"""What changed between two texts, as it is shown before an import is confirmed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.text_diff import Piece, pieces

SENTENCE = "เปิดเผยขั้นตอน ระยะเวลา และผู้รับผิดชอบงานบริการให้ชัดเจน"
# Long enough to be compared letter by letter, and much alike.
THAI = st.text("กขคงนมยรลวสอัาิีุู่้๊์เแโใไำ \n", max_size=120)


@given(st.one_of(THAI, st.text()), st.one_of(THAI, st.text()))
def test_the_pieces_add_up_to_both_texts(before, after):
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "new") == before
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after
    assert all(piece.text for piece in found)


@given(THAI, THAI)
def test_no_piece_begins_with_a_mark_that_needs_a_letter_before_it(before, after):
    for piece in pieces(f"ก{before}", f"ก{after}"):
        assert not re.match("[ัิ-ฺ็-๎]", piece.text)


def test_what_stayed_is_shown_once():
    assert pieces(SENTENCE, SENTENCE.replace("ระยะเวลา", "ค่าธรรมเนียม")) == [
        Piece("same", "เปิดเผยขั้นตอน "),
        Piece("gone", "ระยะเวลา"),
        Piece("new", "ค่าธรรมเนียม"),
        Piece("same", " และผู้รับผิดชอบงานบริการให้ชัดเจน"),
    ]


@pytest.mark.parametrize(
    ("before", "after"), [("87.49", "87.50"), ("สำนักปลัด", "กองคลัง"), (SENTENCE * 100, SENTENCE * 99 + "ใหม่")]
)
def test_figures_names_and_very_long_texts_are_shown_as_replaced(before, after):
    assert pieces(before, after) == [Piece("gone", before), Piece("new", after)]


def test_what_did_not_change_is_one_piece_or_none():
    assert (pieces("ก", "ก"), pieces("", "")) == ([Piece("same", "ก")], [])
