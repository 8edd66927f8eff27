"""Template filters for dates and scores, and Thai digits in the text of finished HTML."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup, NavigableString
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe
from hypothesis import given, settings
from hypothesis import strategies as st

from thai.digits import to_arabic
from thai.numerals import thai_numerals
from thai.prose_digits import to_thai_in_prose

END_OF_MARCH = date(2023, 3, 31)
AFTERNOON = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)  # 14.05 in Bangkok
unhurried = settings(deadline=None)  # a busy machine is no fault of the code


@pytest.fixture(autouse=True)
def english():
    """Most messages are compared in the language in which they stand in the code."""
    with translation.override("en"):
        yield


# Filters


def rendered(source, **context):
    """Render a template with the library loaded."""
    return Template("{% load thai %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "thai", "english"),
    [
        ("{{ value|be_date }}", END_OF_MARCH, "31 มีนาคม พ.ศ. 2566", "31 March B.E. 2566"),
        ("{{ value|be_date }}", "2023-03-31", "31 มีนาคม พ.ศ. 2566", "31 March B.E. 2566"),
        ("{{ value|be_date }}", "2023-03-31T18:00:00Z", "1 เมษายน พ.ศ. 2566", "1 April B.E. 2566"),
        ("{{ value|be_date_short }}", END_OF_MARCH, "31 มี.ค. 2566", "31 Mar B.E. 2566"),
        (
            "{{ value|be_datetime }}",
            AFTERNOON,
            "22 พฤศจิกายน พ.ศ. 2569 เวลา 14.05 น.",
            "22 November B.E. 2569, 14:05",
        ),
        (
            "{{ value|be_datetime }}",
            "2026-11-22T14:05:59.5+07:00",
            "22 พฤศจิกายน พ.ศ. 2569 เวลา 14.05 น.",
            "22 November B.E. 2569, 14:05",
        ),
        ("{{ value|be_datetime }}", "2026-11-22", "22 พฤศจิกายน พ.ศ. 2569", "22 November B.E. 2569"),
        ("{{ value|be_date|thai_digits }}", END_OF_MARCH, "๓๑ มีนาคม พ.ศ. ๒๕๖๖", "๓๑ March B.E. ๒๕๖๖"),
        *((f"{{{{ value|{name} }}}}", None, "", "") for name in ["be_date", "be_date_short", "be_datetime"]),
        *((f"{{{{ value|{name} }}}}", "", "", "") for name in ["be_date", "be_date_short", "be_datetime"]),
    ],
)
def test_filters_write_dates_in_the_language_of_the_page(source, value, thai, english):
    with translation.override("th"):
        assert rendered(source, value=value) == thai
    with translation.override("en-gb"):
        assert rendered(source, value=value) == english
    with translation.override(None, deactivate=True):
        assert rendered(source, value=value) == thai


def test_a_moment_is_shown_by_the_clock_of_bangkok_wherever_it_was_taken():
    moment = datetime(2026, 11, 22, 23, 5, tzinfo=timezone(timedelta(hours=-5)))
    assert rendered("{{ value|be_datetime }}", value=moment) == "23 November B.E. 2569, 11:05"


def test_a_broken_date_is_a_loud_fault():
    with pytest.raises(ValueError, match="31/3/2566"):
        rendered("{{ value|be_date }}", value="31/3/2566")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *(
            (Decimal("85.655"), "85.66"),
            (Decimal("0"), "0.00"),
            (Decimal("1E+2"), "100.00"),
            ("85.66", "85.66"),
        ),
        *(("84", "84.00"), (85, "85.00"), (None, "–"), ("", "–")),
    ],
)
def test_a_score_has_two_decimals_and_an_empty_one_is_a_dash(value, text):
    assert rendered("{{ value|score }}", value=value) == text


@pytest.mark.parametrize(("value", "fault"), [(85.66, TypeError), ("abc", ValueError), (Decimal("NaN"), ValueError)])
def test_what_is_not_a_score_is_a_loud_fault(value, fault):
    with pytest.raises(fault):
        rendered("{{ value|score }}", value=value)


def test_thai_digits_leave_escaping_to_the_template():
    assert rendered("{{ value|thai_digits }}", value="<b>1</b> '2") == "&lt;b&gt;๑&lt;/b&gt; &#x27;๒"
    assert rendered("{{ value|escape|thai_digits }}", value="'2") == "&#x27;๒"
    assert rendered("{{ value|thai_digits }}", value=mark_safe('<h1 id="a1">1</h1>')) == '<h1 id="a1">๑</h1>'
    assert rendered("{{ year|thai_digits }}{{ nothing|thai_digits }}", year=2566, nothing=None) == "๒๕๖๖"


# The block tag


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("ปี 2566", "ปี ๒๕๖๖"),
        ("<h1 id=\"a1\" data-n=2 title='3>4'>5</h1>", "<h1 id=\"a1\" data-n=2 title='3>4'>๕</h1>"),
        ('<a href="/2566/plan.pdf?a=1&amp;b=2">3</a>', '<a href="/2566/plan.pdf?a=1&amp;b=2">๓</a>'),
        ("it&#x27;s &#39;1&#39; &frac12; &sup2; &#3654;2", "it&#x27;s &#39;๑&#39; &frac12; &sup2; &#3654;๒"),
        ("R&amp;D2566 a&1 <2 3>2 a < 4", "R&amp;D2566 a&๑ <๒ ๓>๒ a < ๔"),
        ('1 <span translate="no">O42</span> 2', '๑ <span translate="no">O42</span> ๒'),
        ("<SPAN TRANSLATE=NO>1<br>2<b>3</b></SPAN >4", "<SPAN TRANSLATE=NO>1<br>2<b>3</b></SPAN >๔"),
        (
            "<p translate='no'>1<p>2</p><i translate=yes>3</i>4</p>",
            "<p translate='no'>1<p>2</p><i translate=yes>๓</i>4</p>",
        ),
        (
            '<br translate="no">1<img alt="2" translate="no"/>3',
            '<br translate="no">๑<img alt="2" translate="no"/>๓',
        ),
        (
            '<i title="translate=no">1</i><i data-translate="no">2</i>',
            '<i title="translate=no">๑</i><i data-translate="no">๒</i>',
        ),
        ("<div translate=no><p>1</div>2", "<div translate=no><p>1</div>๒"),
        ("1</i>2</div>3", "๑</i>๒</div>๓"),
        ("<style>h1{margin:1px}</style>1", "<style>h1{margin:1px}</style>๑"),
        ("<script>if(1<2){a='</p>3'}</SCRIPT >4", "<script>if(1<2){a='</p>3'}</SCRIPT >๔"),
        ("<textarea>1</textarea>2", "<textarea>1</textarea>๒"),
        ("<!-- 1 > 2 --> 3 <!--> 4 <!DOCTYPE html5> 5", "<!-- 1 > 2 --> ๓ <!--> ๔ <!DOCTYPE html5> ๕"),
        ('<a b="1>2', '<a b="1>2'),
        ("<!-- 1", "<!-- 1"),
        ("<style>1", "<style>1"),
        ("</1>2", "</1>๒"),
        ("", ""),
    ],
)
def test_digits_turn_thai_in_text_only(html, expected):
    assert thai_numerals(html) == expected


def test_the_tag_turns_the_digits_of_what_it_encloses():
    loop = "{% for n in list %}<b class='n{{ n }}'>{{ n }}</b>{% endfor %}"
    source = "1{% thai_numerals %}" + loop + "{% endthai_numerals %}2"
    assert rendered(source, list=[10, 20]) == "1<b class='n10'>๑๐</b><b class='n20'>๒๐</b>2"


@pytest.mark.parametrize(
    "attack",
    [
        *(
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "' onmouseover='alert(1)",
            "&lt;b&gt;1",
            "&#60;b&#62;1",
        ),
        *(
            '<span translate="no">1',
            "</style><script>1",
            "<!-- 1",
            "--> 1",
            "</textarea>1",
            "&#x3c;1",
            "&1;",
            "<1>",
        ),
    ],
)
def test_text_from_staff_stays_text(attack):
    source = '{% thai_numerals %}<p title="{{ text }}">{{ text }}</p>9{% endthai_numerals %}'
    page = BeautifulSoup(rendered(source, text=attack), "html5lib")
    assert page.p["title"] == attack
    assert page.p.string == to_thai_in_prose(attack)
    assert page.body.get_text() == to_thai_in_prose(attack) + "๙"
    assert [tag.name for tag in page.body.find_all()] == ["p"]


@unhurried
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("<>&#;\"'/=-!0123456789x")))
def test_no_text_from_staff_leaves_its_place(text):
    source = '{% thai_numerals %}<p title="{{ text }}">{{ text }}</p>{% endthai_numerals %}'
    page = BeautifulSoup(rendered(source, text=text), "html5lib")
    assert page.p["title"] == text
    assert page.p.get_text() == to_thai_in_prose(text)


def shape(html):
    """Return all that a browser would make of the page, with Thai digits in texts taken for Arabic ones."""
    page = BeautifulSoup(html, "html5lib")
    return [
        to_arabic(node) if isinstance(node, NavigableString) else (node.name, node.attrs) for node in page.descendants
    ]


FRAGMENTS = st.sampled_from(
    [
        *(
            "<",
            ">",
            "</",
            "/>",
            "<!--",
            "-->",
            "<!",
            "<?",
            "'",
            '"',
            "=",
            " ",
            "\n",
            "/",
            "&",
            "#",
            ";",
            "x",
            "&#",
            "&#x27;",
            "&sup2",
        ),
        *(
            "1",
            "2566",
            "a",
            "<b",
            "<b ",
            "<p>",
            "</p>",
            "<br/>",
            " translate=no",
            ' translate="no"',
            " title=",
            "<i>",
            "</i>",
        ),
        *(
            "<style>",
            "</style>",
            "<script>",
            "</script>",
            "<textarea>",
            "</textarea>",
            "<title>",
            "</title>",
            "-",
            "!",
            "]]>",
        ),
    ]
)


@unhurried
@given(st.lists(FRAGMENTS, max_size=30).map("".join))
def test_the_page_keeps_its_shape_whatever_the_markup(html):
    assert shape(thai_numerals(html)) == shape(html)


def test_long_broken_markup_is_read_in_one_pass():
    for piece in ["<a ", "<a b=", '<a "', "<!--", "&#", "</", "<i translate=no>", "<script>"]:
        html = piece * 20_000
        assert thai_numerals(html) == html
