"""What was looked for is marked in the text as it was written, and no Thai cluster is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.clusters import clusters, edges
from thai.excerpts import MISSING, excerpt, has_match, pattern_of
from thai.folding import folded

THAI = st.text(st.sampled_from("กขนทมเแไาำิี่้็์ู ๑1.a\u200b"), max_size=60)


def marked(text: str, *words: str, **options) -> str:
    pieces = excerpt(text, pattern_of([folded(word) for word in words]), **options)
    return "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("การใช้งบประมาณ", "งบประมาณ", "การใช้[งบประมาณ]"),
        ("น้ำดื่ม", "น", "[น้ำ]ดื่ม"),
        ("น้ำดื่ม", "ดม", "น้ำดื่ม"),
        ("ที่ทำการ", "ท", "[ที่ทำ]การ"),
        ("ที่ทำการ", "ทำ", "ที่[ทำ]การ"),
        ("เก่าแก่", "ก", "[เก่]า[แก่]"),
        ("เเก้ไข", "แก้", "[เเก้]ไข"),
        ("นํ้าใส", "น้ำ", "[นํ้า]ใส"),
        ("ปี ๒๕๖๖ และ 2566", "2566", "ปี [๒๕๖๖] และ [2566]"),
        ("ซื่อ\u200bสัตย์", "ซื่อสัตย์", "[ซื่อ\u200bสัตย์]"),
        ("a.c abc", "a.c", "[a.c] abc"),
        ("ไม่มี", "อะไร", "ไม่มี"),
        ("", "ก", ""),
    ],
)
def test_matches_are_marked_in_the_original(text, word, expected):
    assert marked(text, word) == expected


def test_words_that_touch_are_one_mark():
    assert marked("การใช้งบประมาณ", "งบ", "ประมาณ") == "การใช้[งบประมาณ]"


def test_a_year_is_no_part_of_a_longer_number():
    pieces = excerpt("12566 2566 25660 2023", pattern_of([], ["2566", "2023"]))
    assert [piece.text for piece in pieces if piece.is_match] == ["2566", "2023"]


def test_of_a_long_text_the_part_around_the_first_match_is_shown():
    text = "ก" * 100 + "งบประมาณ" + "ข" * 100
    assert marked(text, "งบประมาณ", around=40) == MISSING + "ก" * 40 + "[งบประมาณ]" + "ข" * 40 + MISSING


def test_of_a_text_without_a_match_its_beginning_is_shown():
    assert marked("ก" * 100, "ข", around=40) == "ก" * 80 + MISSING
    assert marked("ก" * 80, "ข", around=40) == "ก" * 80


def test_a_second_match_at_the_edge_is_shown_whole():
    text = "งบ" + "ก" * 37 + "ประมาณ" + "ข" * 50
    assert marked(text, "งบ", "ประมาณ", around=40) == "[งบ]" + "ก" * 37 + "[ประมาณ]" + MISSING


@given(text=THAI, word=THAI.map(str.strip), around=st.none() | st.integers(0, 20))
def test_no_piece_cuts_a_cluster_or_loses_a_letter(text, word, around):
    searched = folded(word).strip()
    pieces = excerpt(text, pattern_of([searched] if searched else []), around=around)
    shown = [piece.text for piece in pieces if piece.text != MISSING]
    assert "".join(shown) in text
    if around is None:
        assert "".join(shown) == text
    whole = clusters(text)
    assert [cluster for piece in shown for cluster in clusters(piece)] == clusters("".join(shown))
    assert set(clusters("".join(shown))) <= set(whole)
    if searched:
        assert has_match(pieces) == (searched in folded(text))


@given(THAI)
def test_clusters_add_up_to_the_text(text):
    assert "".join(clusters(text)) == text
    assert edges(text) == sorted({0, len(text), *edges(text)})
