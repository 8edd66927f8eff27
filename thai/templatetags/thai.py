"""What templates need to write Thai: digits, Buddhist-era dates and scores (`{% load thai %}`)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.template.base import FilterExpression
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from thai.calendar import Language, format_datetime, format_long, format_short
from thai.digits import to_arabic
from thai.excerpts import Piece
from thai.numbers import parse_decimal, two_places
from thai.numerals import thai_numerals as numerals_in_html
from thai.prose_digits import to_thai_in_prose
from thai.sizes import in_words

register = template.Library()

NO_SCORE = "–"


@register.filter(is_safe=True)
def thai_digits(value: object) -> str:
    """`2566` → `๒๕๖๖` in prose. In text marked safe the markup and its character references stay as they are."""
    if value is None:
        return ""
    return numerals_in_html(value) if isinstance(value, SafeString) else to_thai_in_prose(str(value))


@register.filter(is_safe=True)
def in_digits(value: object, digits: str) -> str:
    """The value in the digits of a document: `thai` or `arabic`."""
    return thai_digits(value) if digits == "thai" else to_arabic("" if value is None else str(value))


@register.filter
def be_date(value: date | str | None) -> str:
    """`31 มีนาคม พ.ศ. 2566`, in English `31 March B.E. 2566`, of a date, a datetime or an ISO string."""
    return _written(value, format_long)


@register.filter
def be_date_short(value: date | str | None) -> str:
    """`31 มี.ค. 2566`, in English `31 Mar B.E. 2566`."""
    return _written(value, format_short)


@register.filter
def be_datetime(value: date | str | None) -> str:
    """`22 พฤศจิกายน พ.ศ. 2569 เวลา 14.05 น.` by Bangkok's clock; a mere date is written as `be_date`."""
    moment = moment_of(value)
    if isinstance(moment, datetime):
        return format_datetime(moment, language=language_of_reader())
    return be_date(moment)


@register.filter
def file_size(value: int) -> str:
    """`1.3 MB`, in the reader's language (thai/sizes.py): the one way in which pages tell the size of a file."""
    return in_words(value)


@register.filter
def score(value: Decimal | int | str | None) -> str:
    """`85.655` → `85.66`: two decimals, half up; an empty score is a dash and never 0. No floats."""
    if value is None or value == "":
        return NO_SCORE
    if isinstance(value, float):
        raise TypeError("a score is a Decimal and never a float")
    number = parse_decimal(value) if isinstance(value, str) else Decimal(value)
    return str(two_places(number))


@register.filter
def signed(points: Decimal | None) -> str:
    """`+1.25`, `−0.40`, `±0.00`: a change in points, two decimals; an unknown one is a dash."""
    if points is None:
        return NO_SCORE
    sign = "±" if not points else "+" if points > 0 else "−"
    return f"{sign}{abs(points):.2f}"


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """The pieces of a text (thai/excerpts.py) with what was looked for in `<mark>`; every letter of it is escaped."""
    return format_html_join("", "{}", ((_mark(piece),) for piece in pieces))


def _mark(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.is_match else piece.text


@register.tag("thai_numerals")
def thai_numerals(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% thai_numerals %}…{% endthai_numerals %}`: Thai digits in the text between, see thai/numerals.py.

    `{% thai_numerals digits %}` takes which ones from the context: `thai`, or `arabic`, and then all are Arabic.
    """
    _, *given = token.split_contents()
    nodelist = parser.parse(("endthai_numerals",))
    parser.delete_first_token()
    return ThaiNumeralsNode(nodelist, parser.compile_filter(given[0]) if given else None)


class ThaiNumeralsNode(template.Node):
    """Renders its contents, escaping included, and then turns the digits of their text."""

    def __init__(self, nodelist: template.NodeList, digits: FilterExpression | None) -> None:
        self.nodelist = nodelist
        self.digits = digits

    def render(self, context: template.Context) -> SafeString:
        """Mark safe what the contents' own rendering marked safe: only digits of its text were exchanged."""
        html = self.nodelist.render(context)
        is_arabic = self.digits is not None and self.digits.resolve(context) == "arabic"
        return mark_safe(to_arabic(html) if is_arabic else numerals_in_html(html))  # noqa: S308


def _written(value: date | str | None, form: Callable[..., str]) -> str:
    moment = moment_of(value)
    return "" if moment is None else form(moment, language=language_of_reader())


def moment_of(value: date | str | None) -> date | None:
    """Read an ISO string as it stands in an edition; anything else is our own fault: ValueError."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return datetime.fromisoformat(value)


def language_of_reader() -> Language:
    """The language in which dates are written now."""
    return "en" if (get_language() or "").startswith("en") else "th"
