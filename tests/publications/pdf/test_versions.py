"""A new version of what prints is noticed when it changes the bytes of a document that stays the same."""

import pytest

from publications.document import sha256_of
from publications.render import pdf
from publications.render.pdf import versions
from tests.publications.pdf.test_text_layer import printed_alone

# One line for each set of versions under which the bytes are known.
KEPT = {
    "form 2, WeasyPrint 70.0, pikepdf 10.18.0, Pango 1.50.12, HarfBuzz 6.0.0": "x",
}
TOLD = """
The print of a document that stays the same is not what is kept for {renderer}: {sha256}.
If a template, a style or code of print changed it, raise FORM in publications/render/pdf/versions.py,
so that editions that were printed before are known to be of another form; then keep the new line here.
"""
