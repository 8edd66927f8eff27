"""The budget of a measure in words: an amount, that none is needed, or nothing where the plan does not state one."""

from decimal import Decimal

from thai.calendar import Language
from thai.numbers import two_places


def in_words(budget: Decimal | None, *, needs_none: bool, language: Language = "th") -> str:
    """`20,000 บาท`, `20,000.50 บาท`, `ไม่ใช้งบประมาณ`; in English `20,000 baht` and `no budget needed`."""
    if needs_none:
        return "no budget needed" if language == "en" else "ไม่ใช้งบประมาณ"
    if budget is None:
        return ""
    return f"{_grouped(budget)} {'baht' if language == 'en' else 'บาท'}"


def _grouped(amount: Decimal) -> str:
    """With separators of thousands; satang only where there are some."""
    return f"{two_places(amount):,f}".removesuffix(".00")
