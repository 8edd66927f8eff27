"""What tests of publishing need of a PDF when its looks do not matter to them."""

import pytest

from publications.render import pdf


@pytest.fixture
def press(monkeypatch) -> None:
    """Print nothing: bytes that tell editions apart stand in for the PDF, which takes a second to make."""
    monkeypatch.setattr(pdf, "render", lambda document, sha256, **_: b"%PDF-1.7 of " + str(sha256).encode())
