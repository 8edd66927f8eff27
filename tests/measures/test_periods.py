"""The period and the budget of a measure in words, and the period in the next year."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from measures import budgets, periods
from thai.calendar import fiscal_year_of


@pytest.mark.parametrize(
    ("start", "end", "thai", "english"),
    [
        ((2022, 10, 1), (2023, 9, 30), "ตลอดปีงบประมาณ", "the whole fiscal year"),
        ((2022, 10, 1), (2022, 12, 31), "ไตรมาส 1", "quarter 1"),
        ((2022, 10, 1), (2023, 3, 31), "ไตรมาส 1–2", "quarters 1–2"),
        ((2023, 1, 1), (2023, 9, 30), "ไตรมาส 2–4", "quarters 2–4"),
        ((2023, 7, 1), (2023, 9, 30), "ไตรมาส 4", "quarter 4"),
        ((2022, 11, 1), (2022, 12, 31), "พฤศจิกายน–ธันวาคม 2565", "November–December B.E. 2565"),
        ((2022, 10, 1), (2022, 10, 31), "ตุลาคม 2565", "October B.E. 2565"),
        ((2022, 12, 1), (2023, 1, 31), "ธันวาคม 2565 – มกราคม 2566", "December B.E. 2565 – January B.E. 2566"),
        ((2024, 2, 1), (2024, 2, 29), "กุมภาพันธ์ 2567", "February B.E. 2567"),
        ((2024, 2, 1), (2024, 2, 28), "1 กุมภาพันธ์ พ.ศ. 2567 – 28 กุมภาพันธ์ พ.ศ. 2567", None),
        ((2023, 2, 1), (2023, 2, 28), "กุมภาพันธ์ 2566", None),
        ((2023, 1, 15), (2023, 1, 15), "15 มกราคม พ.ศ. 2566", "15 January B.E. 2566"),
        ((2022, 12, 5), (2023, 1, 31), "5 ธันวาคม พ.ศ. 2565 – 31 มกราคม พ.ศ. 2566", None),
        # Whole quarters of two fiscal years are quarters of neither.
        ((2023, 7, 1), (2023, 12, 31), "กรกฎาคม–ธันวาคม 2566", None),
        ((2022, 10, 1), (2024, 9, 30), "ตุลาคม 2565 – กันยายน 2567", None),
    ],
)
def test_a_period_is_said_as_the_shortest_that_fits(start, end, thai, english):
    assert periods.in_words(date(*start), date(*end)) == thai
    if english:
        assert periods.in_words(date(*start), date(*end), language="en") == english


def test_a_period_that_is_not_stated_is_not_said():
    assert periods.in_words(None, None) == ""


def test_a_fiscal_year_runs_from_october_to_september():
    assert [periods.is_within(date(*day), 2566) for day in ((2022, 10, 1), (2023, 9, 30))] == [True, True]
    assert [periods.is_within(date(*day), 2566) for day in ((2022, 9, 30), (2023, 10, 1))] == [False, False]


@pytest.mark.parametrize(
    ("start", "end", "later"),
    [
        ((2022, 10, 1), (2023, 9, 30), ((2023, 10, 1), (2024, 9, 30))),
        ((2023, 1, 1), (2023, 2, 28), ((2024, 1, 1), (2024, 2, 29))),
        ((2024, 1, 1), (2024, 2, 29), ((2025, 1, 1), (2025, 2, 28))),
        ((2023, 2, 28), (2023, 2, 28), ((2024, 2, 28), (2024, 2, 28))),
        ((2024, 2, 29), (2024, 2, 29), ((2025, 2, 28), (2025, 2, 28))),
    ],
)
def test_whole_months_stay_whole_in_the_next_year(start, end, later):
    assert periods.a_year_later(date(*start), date(*end)) == tuple(date(*day) for day in later)


days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(days, days)
def test_the_next_years_period_lies_in_the_next_fiscal_year_and_in_order(one, other):
    start, end = sorted((one, other))
    later = periods.a_year_later(start, end)
    assert later[0] <= later[1]
    assert [fiscal_year_of(day) for day in later] == [fiscal_year_of(start) + 1, fiscal_year_of(end) + 1]


@pytest.mark.parametrize(
    ("amount", "needs_none", "thai", "english"),
    [
        ("20000", False, "20,000 บาท", "20,000 baht"),
        ("20000.00", False, "20,000 บาท", "20,000 baht"),
        ("1234567.5", False, "1,234,567.50 บาท", "1,234,567.50 baht"),
        (None, True, "ไม่ใช้งบประมาณ", "no budget needed"),
        (None, False, "", ""),
    ],
)
def test_a_budget_is_said_as_it_is_stated(amount, needs_none, thai, english):
    said = [
        budgets.in_words(amount and Decimal(amount), needs_none=needs_none, language=language)
        for language in ("th", "en")
    ]
    assert said == [thai, english]


@pytest.mark.parametrize(("language", "shown"), [("th", "ไตรมาส 1|20,000 บาท||"), ("en", "quarter 1|20,000 baht||")])
def test_templates_say_both_in_the_readers_language_and_nothing_where_nothing_is_stated(language, shown):
    template = Template(
        "{% load stated %}{{ from|period:to }}|{{ sum|budget:no }}|{{ none|period:none }}|{{ none|budget }}"
    )
    stated = {"from": "2022-10-01", "to": date(2022, 12, 31), "sum": "20000.00", "no": False, "none": None}
    with translation.override(language):
        assert template.render(Context(stated)) == shown
