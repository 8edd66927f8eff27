"""The Thai catalogues: complete, compiled as they are written, and with the same places for values as the English."""

import re
import subprocess

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

ROOMS = [
    "thai",
    "spreadsheets",
    "jobs",
    "agencies",
    "audit",
    "staff",
    "assessments",
    "measures",
    "publications",
    "ita_portal",
]
KEYWORDS = [
    *("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext:1,2", "ngettext_lazy:1,2"),
    *("pgettext:1c,2", "pgettext_lazy:1c,2"),
]
CATALOGUES = sorted(settings.BASE_DIR.glob("locale*/th/LC_MESSAGES/*.po"))
PLACES = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")


@pytest.fixture(scope="module")
def used(tmp_path_factory) -> set[str]:
    """Every message id in our code and templates, as xgettext finds them."""
    folder = tmp_path_factory.mktemp("templates")
    files = [
        path for room in ROOMS for path in (settings.BASE_DIR / room).rglob("*.py") if "migrations" not in path.parts
    ]
    for number, path in enumerate((settings.BASE_DIR / "templates").rglob("*.*")):
        copy = folder / f"{number}.py"
        copy.write_text(templatize(path.read_text(), origin=str(path)))
        files.append(copy)
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--output=-", *keywords, *map(str, files)]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    return {entry.msgid for entry in polib.pofile(found.stdout)}


def test_there_is_a_catalogue_of_ours_and_one_of_the_libraries():
    assert [path.relative_to(settings.BASE_DIR).parts[0] for path in CATALOGUES if path.name == "django.po"] == [
        "locale",
        "locale_libraries",
    ]


def test_every_word_of_the_interface_is_in_the_catalogue(used):
    assert len(used) > 300
    ours = {entry.msgid for path in CATALOGUES for entry in polib.pofile(path) if entry.translated()}
    assert used - ours == set()


def test_nothing_stands_in_our_catalogue_that_nobody_says(used):
    ours = {entry.msgid for entry in polib.pofile(settings.BASE_DIR / "locale/th/LC_MESSAGES/django.po")}
    assert ours - used == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join(path.parts[-4:]))
def test_a_catalogue_is_translated_whole_and_compiled_as_it_is_written(path):
    written = polib.pofile(path)
    assert [entry.msgid for entry in written if not entry.translated()] == []
    compiled = {(entry.msgctxt, entry.msgid): _texts(entry) for entry in polib.mofile(path.with_suffix(".mo"))}
    assert compiled == {(entry.msgctxt, entry.msgid): _texts(entry) for entry in written}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join(path.parts[-4:]))
def test_a_translation_keeps_the_places_for_values(path):
    differing = [
        entry.msgid
        for entry in polib.pofile(path)
        for text in _texts(entry)
        if set(PLACES.findall(text)) != set(PLACES.findall(entry.msgid_plural or entry.msgid))
    ]
    assert differing == []


def _texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]
