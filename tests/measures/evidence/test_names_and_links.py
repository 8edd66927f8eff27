"""Names of files and addresses of pages, as people and attackers give them."""

import unicodedata

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from measures.evidence import Refused, is_web_link
from measures.evidence.names import LONGEST, cleaned


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("รายงาน ปี ๒๕๖๖.PDF", "รายงาน ปี ๒๕๖๖.pdf"),
        ("C:\\Users\\me\\รูป.jpeg", "รูป.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a/b/ภาพ.final.png", "ภาพ.final.pdf"),
        ("ว่าง\x00\n\t\r เปล่า  .pdf", "ว่าง เปล่า.pdf"),
        ("photo\u202egnp.exe", "photognp.exe.pdf"),
        ("เวลา 10:30 <น.>?.pdf", "เวลา 10-30 -น.--.pdf"),
        ("น\u0e4d\u0e32.pdf", "น\u0e4d\u0e32.pdf"),
        ("Cafe\u0301.pdf", "Caf\u00e9.pdf"),
        ("ฉบับ 2.5", "ฉบับ 2.5.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("...", "evidence.pdf"),
        ("", "evidence.pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_its_content_is(name, kept):
    with translation.override("en"):
        assert cleaned(name, "pdf") == kept


def test_three_hundred_thai_letters_are_cut_between_letters():
    name = cleaned("ก" * 115 + "ที่" * 100 + ".jpg", "jpg")
    assert name == "ก" * 115 + ".jpg"
    assert len(cleaned("ก" * 300, "docx")) == LONGEST


@given(st.text(max_size=400), st.sampled_from(["pdf", "jpg", "docx"]))
def test_whatever_the_name_what_is_kept_can_be_a_files_name(name, extension):
    kept = cleaned(name, extension)
    assert kept.endswith(f".{extension}")
    assert len(extension) + 1 < len(kept) <= LONGEST
    assert not set('/\\<>:"|?*') & set(kept)
    assert unicodedata.is_normalized("NFC", kept)
    assert [letter for letter in kept if unicodedata.category(letter).startswith("C")] == []
    assert kept == kept.strip()
    assert cleaned(kept, extension) == kept


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.go.th/news/1?id=2#top",
        "http://example.go.th",
        "https://example.go.th:8443/ก",
        "HTTPS://EXAMPLE.GO.TH/",
        "https://อบต.ไทย/ข่าว",
        "https://xn--12c1fe0br.xn--o3cw4h/",
        "https://drive.google.com/file/d/1_a-B/view?usp=sharing",
    ],
)
def test_the_address_of_a_page_is_a_web_link(link):
    assert is_web_link(link) is True


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("javascript:alert(1)", "begins with https"),
        ("JavaScript://example.go.th/%0aalert(1)", "begins with https"),
        ("data:text/html,<script>", "begins with https"),
        ("ftp://example.go.th/", "begins with https"),
        ("//example.go.th/", "begins with https"),
        ("www.example.go.th", "begins with https"),
        ("", "begins with https"),
        (" https://example.go.th/", "blanks or invisible"),
        ("https://example.go.th/a b", "blanks or invisible"),
        ("java\nscript:alert(1)", "blanks or invisible"),
        ("https://example.go.th/\u202e", "blanks or invisible"),
        ("https:\\\\example.go.th", "blanks or invisible"),
        ("https://user:secret@example.go.th/", "user name or a password"),
        ("https://example.go.th@evil.example/", "user name or a password"),
        ("http://localhost:8000/", "own network"),
        ("http://127.0.0.1/", "own network"),
        ("http://192.168.1.5/", "own network"),
        ("http://[::1]/", "own network"),
        ("https://intranet/", "no address on the web"),
        ("https://", "no address on the web"),
        ("https://example..th/", "no address on the web"),
        ("https://-a.th/", "no address on the web"),
        ("https://example.go.th:port/", "no address on the web"),
        ("https://[example/", "no address on the web"),
    ],
)
def test_any_other_text_is_refused_with_a_sentence(link, sentence):
    with translation.override("en"), pytest.raises(Refused, match=sentence):
        is_web_link(link)
