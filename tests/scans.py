"""Scans as an office makes them of a signed print: pictures of pages, one PDF."""

import io
import time

import pymupdf
import pypdfium2
import segno
from PIL import Image

from publications.models import Edition

# A4 at 150 dots per inch, which is a poor scan.
PAGE = (1240, 1754)


def blank_pdf(pages: int, title: str = "") -> bytes:
    """A PDF of blank pages that its title tells from others."""
    with pymupdf.open() as made:
        for _number in range(pages):
            made.new_page()
        made.set_metadata({"title": title})
        return made.tobytes()


def scan(*codes: str, turned: float = 0) -> bytes:
    """A scan with one page for each code, which is drawn on it; an empty one leaves the page white."""
    return _saved([_page(code).rotate(turned, fillcolor="white", expand=bool(turned)) for code in codes])


def scan_of_print(edition: Edition, *, turned: float = 0, light: float = 0.85) -> bytes:
    """Every page of the edition's PDF as a scanner sees its print: a little turned, grey, and saved as JPEG."""
    with pypdfium2.PdfDocument(bytes(edition.pdf)) as printed:
        pages = [page.render(scale=150 / 72, grayscale=True).to_pil() for page in printed]
    return _saved([page.rotate(turned, fillcolor="white").point(lambda tone: int(tone * light)) for page in pages])


def address_of(edition: Edition) -> str:
    """What the code on an edition's last page says."""
    return f"https://www.example.go.th/verify/{edition.sha256}/"


def _page(code: str) -> Image.Image:
    page = Image.new("L", PAGE, "white")
    if code:
        drawn = io.BytesIO()
        segno.make_qr(code).save(drawn, kind="png", scale=4, border=4)
        page.paste(Image.open(drawn).convert("L"), (120, 1400))
    return page


def _saved(pages: list[Image.Image]) -> bytes:
    file = io.BytesIO()
    always = {"creationDate": time.gmtime(0), "modDate": time.gmtime(0)}
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=150, quality=60, **always)
    return file.getvalue()
