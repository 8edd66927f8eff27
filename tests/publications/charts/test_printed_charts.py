"""Charts in the PDF: the same picture as on the page, and every word of it can be read."""

import pytest
from pypdfium2 import PdfDocument
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from publications.render.pdf.fetching import STATIC, OwnFilesFetcher
from publications.render.pdf.svg_text import shape_texts_as_a_whole
from tests.factories import SCORES
from tests.publications.charts.drawings import FOUR_YEARS, NAMES, TAGS, picture, rendered
from thai.digits import to_arabic, to_thai


def printed(body: str, caplog) -> PdfDocument:
    """`body` as WeasyPrint prints it, in our typeface; a warning is a fault."""
    shape_texts_as_a_whole()
    fetcher, fonts = OwnFilesFetcher(), FontConfiguration()
    face = '@font-face { font-family: Sarabun; src: url("sarabun/Sarabun-Regular.ttf") } @page { size: A3 }'
    css = CSS(string=face, base_url=STATIC, url_fetcher=fetcher, font_config=fonts)
    html = HTML(string=f"<html lang=th><title>x</title><body>{body}", base_url=STATIC, url_fetcher=fetcher)
    pdf = html.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1")
    assert [record.getMessage() for record in caplog.records if record.name == "weasyprint"] == []
    return PdfDocument(pdf)


def ink(drawing: str, caplog) -> tuple[int, int, int, int]:
    """Where the drawing left ink on the page: left, top, right, bottom in pixels."""
    page = printed(f'<svg viewBox="0 0 99 50">{drawing}</svg>', caplog)[0]
    return page.render(scale=1, grayscale=True).to_pil().point(lambda shade: 255 - shade).getbbox()


@pytest.mark.parametrize("chart", TAGS)
def test_page_and_pdf_have_the_same_picture(chart):
    page = picture(rendered(TAGS[chart]))
    pdf = picture(
        rendered("{% thai_numerals %}" + TAGS[chart].replace(" %}", " folded=False %}") + "{% endthai_numerals %}")
    )
    assert pdf != page
    assert to_arabic(pdf) == page


@pytest.mark.parametrize("chart", ["bars", "lines"])
def test_a_printed_picture_can_be_read_and_has_a_title(chart, caplog):
    body = picture(rendered("{% thai_numerals %}" + TAGS[chart] + "{% endthai_numerals %}"))
    text = printed(body, caplog)[0].get_textpage().get_text_range()
    wanted = {"bars": [*NAMES, *SCORES], "lines": FOUR_YEARS.values()}[chart]
    assert [word for word in wanted if to_thai(word) not in text] == []


def test_the_radar_is_printed_without_a_warning(caplog):
    text = printed(picture(rendered(TAGS["radar"])), caplog)[0].get_textpage().get_text_range()
    assert "IIT" in text


def test_a_tone_mark_stands_above_its_vowel_in_a_printed_picture(caplog):
    def top(word: str) -> int:
        return ink(f'<text x="9" y="40" font-family="Sarabun" font-size="20">{word}</text>', caplog)[1]

    assert top("ที่") < top("ที") < top("ท")


def test_text_whose_letters_have_places_of_their_own_is_left_alone(caplog):
    def width(attributes: str) -> int:
        left, _, right, _ = ink(f'<text y="40" font-family="Sarabun" {attributes}>aaaa</text>', caplog)
        return right - left

    together = width('x="1"')
    assert width('x="1 20 40 60"') > together
    assert width('x="1" letter-spacing="15"') > together
