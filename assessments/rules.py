"""The rules of one fiscal year as plain values, checked so that results can be computed with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext_noop

from thai.numbers import two_places

LOWEST, HIGHEST = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class InstrumentRule:
    """One instrument: its weight in percent of the total and its indicators, which all count alike."""

    code: str
    weight: Decimal
    indicators: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LevelRule:
    """One level: the lowest total and, for some levels, the lowest score of every instrument."""

    label: str
    min_total: Decimal
    min_each_instrument: Decimal | None = None


Scales = Mapping[int, tuple[LevelRule, ...]]  # the levels of fiscal years, by year


@dataclass(frozen=True, slots=True)
class DisclosureItems:
    """Of how many items each sub-indicator of an OIT indicator consists; every item scores 0 or 100."""

    indicator: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one fiscal year (B.E.) as plain values.

    `levels` fall from the highest; the first whose conditions hold is the level. `items` may stay empty: it
    tells the check and the ways to the next level which figures an OIT indicator can have. Raises ValueError for rules
    that cannot be computed with: weights that do not add up to 100, an indicator in two instruments, a scale
    that does not fall or leaves a total without a level, limits outside 0-100 or with more than two decimals.
    """

    fiscal_year: int
    target: Decimal
    instruments: tuple[InstrumentRule, ...]
    levels: tuple[LevelRule, ...]
    tolerance: Decimal = Decimal("0.01")
    items: tuple[DisclosureItems, ...] = ()

    def __post_init__(self) -> None:
        _check_instruments(self.instruments)
        _check_levels(self.levels)
        _check_limit(self.target, "target")
        _check_limit(self.tolerance, "tolerance")

    @property
    def indicators(self) -> tuple[int, ...]:
        """The numbers of all indicators, rising."""
        return tuple(sorted(number for rule in self.instruments for number in rule.indicators))

    def instrument_of(self, indicator: int) -> InstrumentRule:
        """The instrument to which an indicator belongs; KeyError when it belongs to none."""
        for rule in self.instruments:
            if indicator in rule.indicators:
                return rule
        raise KeyError(indicator)


def _check_instruments(instruments: tuple[InstrumentRule, ...]) -> None:
    codes = [rule.code for rule in instruments]
    numbers = [number for rule in instruments for number in rule.indicators]
    for rule in instruments:
        _check_limit(rule.weight, f"weight of {rule.code}")
        if not rule.indicators:
            raise ValueError(f"instrument {rule.code} has no indicator")
    if len(set(codes)) != len(codes):
        raise ValueError(f"an instrument occurs twice: {codes}")
    if len(set(numbers)) != len(numbers):
        raise ValueError(f"an indicator occurs twice: {sorted(numbers)}")
    if sum(rule.weight for rule in instruments) != 100:
        raise ValueError(gettext_noop("the weights of the instruments do not add up to 100"))


def _check_levels(levels: tuple[LevelRule, ...]) -> None:
    for level in levels:
        _check_limit(level.min_total, f"lowest total of {level.label}")
        _check_limit(level.min_each_instrument or LOWEST, f"lowest instrument of {level.label}")
    limits = [(level.min_total, level.min_each_instrument or LOWEST) for level in levels]
    if any(lower >= higher for higher, lower in pairwise(limits)):
        raise ValueError(gettext_noop("the levels do not fall from the highest to the lowest"))
    if not limits or limits[-1] != (LOWEST, LOWEST):
        raise ValueError(gettext_noop("the lowest level must begin at 0 and ask nothing of the instruments"))
    if len({level.label for level in levels}) != len(levels):
        raise ValueError("a level occurs twice")


def _check_limit(value: Decimal, name: str) -> None:
    check_score(value, name)
    if value != two_places(value):
        raise ValueError(f"{name} has more than two decimals: {value}")


def check_score(value: Decimal, name: str) -> None:
    """Raise ValueError unless `value` is a Decimal of 0-100; `name` says what it is in the message."""
    if not isinstance(value, Decimal):
        # A caller who checks figures wants one kind of error for all that a figure cannot be.
        raise ValueError(f"{name} must be a Decimal, not {type(value).__name__}")
    if not value.is_finite() or not LOWEST <= value <= HIGHEST:
        raise ValueError(f"{name} must lie between 0 and 100: {value}")
