"""Sizes of files in words."""

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from thai.sizes import in_words


@pytest.mark.parametrize(
    ("size", "english", "thai"),
    [
        (0, "0 bytes", "0 ไบต์"),
        (1023, "1023 bytes", "1023 ไบต์"),
        (1024, "1 kB", "1 กิโลไบต์"),
        (20 * 2**20, "20 MB", "20 เมกะไบต์"),
        (20 * 2**20 + 1, "20.1 MB", "20.1 เมกะไบต์"),
        (5 * 2**30, "5 GB", "5 กิกะไบต์"),
    ],
)
def test_a_size_is_told_in_words_and_never_smaller_than_it_is(size, english, thai):
    with translation.override("en"):
        assert in_words(size) == english
    with translation.override("th"):
        assert in_words(size) == thai
        assert Template("{% load thai %}{{ size|file_size }}").render(Context({"size": size})) == thai


def test_no_page_tells_a_size_in_another_way():
    templates = {file.name: file.read_text() for file in (settings.BASE_DIR / "templates").rglob("*.html")}
    assert [name for name, text in templates.items() if "|file_size" in text]
    assert [name for name, text in templates.items() if "filesizeformat" in text] == []
