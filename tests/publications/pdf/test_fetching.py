"""What a PDF is made of: our own files alone, and one that is missing or faulty fails the rendering."""

import pymupdf
import pytest
from PIL import Image
from weasyprint.urls import FatalURLFetchingError

from publications.document import sha256_of
from publications.render import pdf
from publications.render.pdf.fetching import OwnFilesFetcher
from tests.publications.pdf.printing import SHA256, by_mupdf, changed, in_order

pytestmark = pytest.mark.django_db  # the sample is read out of a database, once

SEAL = "file:///media/seals/seal.png"


def test_a_letter_that_our_fonts_lack_is_shown_as_such_in_a_draft_and_stops_an_edition(sample, complaints):
    lacking = changed(sample, introduction="ก่อน ✓ א 中 หลัง")
    draft = pdf.render(changed(lacking, edition=None), sha256=None)
    assert in_order(by_mupdf(draft), "ก่อน", "หลัง")
    with pymupdf.open(stream=draft) as opened:
        fonts = {font[3].partition("+")[2] for page in opened for font in page.get_fonts()}
    assert fonts == {"Sarabun", "Sarabun-Bold"}
    with pytest.raises(pdf.RenderingFailed, match=r"lacks these letters: U\+2713, U\+05D0, U\+4E2D"):
        pdf.render(lacking, sha256=SHA256)
    assert [message[:7] for message in complaints] == [".notdef"] * len(complaints) != []
    complaints.clear()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.png",
        "https://example.com/x.css",
        "ftp://example.com/x",
        "data:text/css,*{}",
        "file:///etc/passwd",
        "file:///static/../ita_portal/settings.py",
        "file:///static/%2e%2e/ita_portal/settings.py",
        "file:///static//etc/passwd",
        "file:///static/css/missing.css",
        "file:///static/css",
        "file:///media/secret.png",
        "file:///media/seals/../secret.png",
        "file:///media/seals/%2e%2e/secret.png",
        "file:///media/seals/seal.svg",
        "file:///media/seals/link.png",
        "file:///media/seals/missing.png",
        "file://example.com/static/css/pdf.css",
    ],
)
def test_nothing_but_our_own_files_is_fetched(pictures, url):
    with pytest.raises((ValueError, OSError)):
        OwnFilesFetcher(pictures).fetch(url)


def test_our_own_files_are_fetched(pictures):
    assert OwnFilesFetcher().fetch("file:///static/css/pdf.css").read()
    assert OwnFilesFetcher(pictures).fetch(SEAL).read()


def test_only_a_picture_that_the_document_has_frozen_is_fetched(pictures):
    for hashes in ({}, {SEAL: "0" * 64}):
        with pytest.raises(ValueError, match="not the picture that the document names"):
            OwnFilesFetcher(hashes).fetch(SEAL)


@pytest.fixture
def pictures(settings, tmp_path):
    """A media folder with a seal, a file outside of it, and a link that leads out; the seal's hash by its address."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "seals").mkdir()
    for name in ("secret.png", "seals/seal.png"):
        Image.new("RGB", (2, 2)).save(tmp_path / name)
    (tmp_path / "seals" / "seal.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "seals" / "link.png").symlink_to(tmp_path / "secret.png")
    return {SEAL: sha256_of((tmp_path / "seals" / "seal.png").read_bytes())}


def test_a_refused_file_stops_weasyprint_and_is_not_only_logged():
    from weasyprint import HTML

    page = HTML(string='<html lang="th"><img src="http://127.0.0.1/x.png" alt="x">', url_fetcher=OwnFilesFetcher())
    with pytest.raises(FatalURLFetchingError):
        page.write_pdf()


def test_a_missing_stylesheet_fails_the_rendering(sample, settings):
    settings.STATICFILES_DIRS = []
    with pytest.raises(pdf.RenderingFailed, match=r"css/pdf\.css"):
        pdf.render(sample, sha256=SHA256)


def test_a_missing_typeface_fails_the_rendering(sample, settings):
    settings.STATICFILES_DIRS = [settings.BASE_DIR / "static"]
    with pytest.raises(pdf.RenderingFailed, match=r"Sarabun-Regular\.ttf"):
        pdf.render(sample, sha256=SHA256)


def test_a_stylesheet_that_is_not_understood_fails_the_rendering(sample, settings, tmp_path, complaints):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "pdf.css").write_text("p { colour: black }")
    settings.STATICFILES_DIRS = [tmp_path]
    with pytest.raises(pdf.RenderingFailed, match="colour"):
        pdf.render(sample, sha256=SHA256)
    complaints.clear()
