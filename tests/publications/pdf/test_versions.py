"""The same document gives the same bytes in any process; a version that prints otherwise than before is noticed."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from publications.document import sha256_of
from publications.render import pdf
from publications.render.pdf import versions
from tests.publications.pdf.printing import SHA256

pytestmark = pytest.mark.django_db  # the sample is read out of a database, once

# The SHA-256 of the sample's plan as it is printed, by what prints it.
KEPT = {
    "form 2, WeasyPrint 70.0, pikepdf 10.18.0, Pango 1.50.12, HarfBuzz 6.0.0": (
        "22988c2766ce6de7bff741d276c4bd62341198f7ab2284ef135baed945ee9ffa"
    ),
}
TOLD = """{renderer} prints the sample's plan otherwise than it did: {sha256}.
Editions that say that they were printed by it would not be printed again with the same bytes. If a template, a style or
code of print changed since the last release, raise FORM in publications/render/pdf/versions.py. Then keep it here."""

PRINT_AGAIN = f"""
import sys
import django
django.setup()
from publications import document
from publications.render import pdf
content = document.parse(sys.stdin.buffer.read().decode())
sys.stdout.buffer.write(pdf.render(content, sha256="{SHA256}"))
"""


def test_what_prints_is_named_with_every_version_that_changes_its_bytes():
    names = [part.rpartition(" ")[0] for part in pdf.RENDERER.split(", ")]
    assert names == ["form", "WeasyPrint", "pikepdf", "Pango", "HarfBuzz"]
    assert versions._is_at_least(versions._highest(()))
    assert not versions._is_at_least((*versions._highest(())[:2], versions._highest(())[2] + 1))


def test_a_version_that_prints_otherwise_than_before_is_noticed(printed):
    sha256 = sha256_of(printed)
    is_known = any(line.split(", ")[3:] == pdf.RENDERER.split(", ")[3:] for line in KEPT)
    # Of another system's Pango and HarfBuzz nobody has kept the bytes.
    expected = KEPT.get(pdf.RENDERER, "") if is_known else sha256
    assert sha256 == expected, TOLD.format(renderer=pdf.RENDERER, sha256=sha256)


def test_another_process_in_another_place_prints_the_same_bytes(sample, printed, tmp_path):
    place = {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "7", "HOME": str(tmp_path)}
    environment = os.environ | place | {"DJANGO_SETTINGS_MODULE": "ita_portal.settings"}
    again = subprocess.run(
        [sys.executable, "-c", PRINT_AGAIN],
        input=sample.canonical(),
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
        env=environment,
    )
    assert sha256_of(again.stdout) == sha256_of(printed)
