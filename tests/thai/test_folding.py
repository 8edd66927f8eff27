"""Folding writes alike what is meant alike, keeps apart what is not, and knows its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thai.hard_cases import ALIKE, ALL, DIFFERENT
from thai.folding import fold, folded

# Thai above all, and with it what makes trouble.
TROUBLE = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), st.characters(), st.sampled_from(" \u200b\0เ่า")
    )
)


@pytest.mark.parametrize("texts", ALIKE, ids=lambda texts: texts[0])
def test_what_is_meant_alike_is_folded_alike(texts):
    assert {folded(text) for text in texts} == {folded(texts[0])}


def test_what_differs_stays_different():
    assert len({folded(text) for text in DIFFERENT}) == len(DIFFERENT)


@pytest.mark.parametrize(("one", "other"), [("ป่า", "ปา"), ("ป่า", "ป้า"), ("น้ำ", "นำ")])
def test_tones_are_kept_when_they_are_asked_for(one, other):
    assert folded(one) == folded(other)
    assert folded(one, tones=True) != folded(other, tones=True)


@pytest.mark.parametrize(
    "texts", [["น้ำ", "น\u0e4d\u0e49า", "นำ\u0e49", "น้้ำ"], ["ที่", "ท\u0e48\u0e35", "ที่่"]], ids=lambda texts: texts[0]
)
def test_with_tones_the_order_of_typing_makes_no_difference(texts):
    assert {folded(text, tones=True) for text in texts} == {folded(texts[0], tones=True)}


def test_the_way_back_belongs_to_the_same_folded_text():
    for text in ALL:
        found = fold(text)
        assert found.text == folded(text), ascii(text)
        assert len(found.origins) == len(found.text), ascii(text)
        assert all(0 <= origin < len(text) for origin in found.origins), ascii(text)


@given(TROUBLE)
def test_any_text_is_folded_once_and_for_all(text):
    for tones in (False, True):
        assert folded(folded(text, tones=tones), tones=tones) == folded(text, tones=tones)
    assert fold(text).text == folded(text)
    assert folded(folded(text, tones=True)) == folded(text)


def test_a_match_leads_back_to_the_letters_that_were_typed():
    text = "การนำ\u0e49เเก้"
    found = fold(text)
    start = found.text.index("นํา")
    assert text[slice(*found.origin(start, start + 3))] == "นำ"
    assert text[slice(*found.origin(found.text.index("แ"), found.text.index("แ") + 2))] == "เเก"


def test_letters_of_which_nobody_writes_do_not_fill_the_memory():
    from thai import folding

    folded("".join(map(chr, range(0x4E00, 0x9000))))
    assert len(folding._WITHOUT_TONES) <= folding._MOST_KEPT
    assert folded("\u8fff") == "\u8fff"
