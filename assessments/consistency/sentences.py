"""The discrepancies of the consistency check in words: what stands there, what should, and the likely cause."""

from decimal import Decimal

from django.utils.translation import gettext as _

from .discrepancies import Candidate, Cause, CauseCode, Code, Discrepancy

MOST_TOLD = 5  # of the candidates in one sentence


def sentence(discrepancy: Discrepancy) -> str:
    """The discrepancy in the reader's language: what stands there, what should, and the likely cause."""
    parts = [_fact(discrepancy), _level_beside(discrepancy), _likely_cause(discrepancy), _level_instead(discrepancy)]
    return " ".join(part for part in parts if part)


def _fact(discrepancy: Discrepancy) -> str:
    cause = discrepancy.cause
    values = {
        "instrument": discrepancy.place.instrument or ", ".join(cause.instruments if cause else ()),
        "indicators": numbers(discrepancy.place.indicators),
        "declared": discrepancy.declared,
        "expected": discrepancy.expected,
        "levels": ", ".join(discrepancy.levels),
        "possible": _or(discrepancy.possible),
        "lowest": discrepancy.possible[0] if discrepancy.possible else "",
        "highest": discrepancy.possible[-1] if discrepancy.possible else "",
    }
    return _sentence_of(discrepancy) % values


def _sentence_of(discrepancy: Discrepancy) -> str:
    code, is_open = discrepancy.code, discrepancy.expected is None
    if code is Code.UNKNOWN_LEVEL:
        return _unknown_level(discrepancy)
    if code is Code.INSTRUMENT_DIFFERS and is_open and not discrepancy.possible:
        return _("%(instrument)s is declared as %(declared)s, which does not fit the total.")
    return (_open_sentences() if is_open and code in _open_sentences() else _sentences())[code]


def _or(figures: tuple[Decimal | str, ...]) -> str:
    """`a, b or c`."""
    *others, last = map(str, figures or ("",))
    return _("%(others)s or %(last)s") % {"others": ", ".join(others), "last": last} if others else last


def _unknown_level(discrepancy: Discrepancy) -> str:
    if discrepancy.place.instrument:
        return _("%(instrument)s is declared at level %(declared)s, which is no level of this year (%(levels)s).")
    return _("The level is declared as %(declared)s, which is no level of this year (%(levels)s).")


def _open_sentences() -> dict[Code, str]:
    """Where no single figure can be expected."""
    return {
        Code.INSTRUMENT_DIFFERS: _(
            "%(instrument)s is declared as %(declared)s, but whatever the missing scores are, it lies between "
            "%(lowest)s and %(highest)s."
        ),
        Code.INSTRUMENT_LEVEL_DIFFERS: _(
            "%(instrument)s is declared at level %(declared)s, but by the known figures it can only be %(possible)s."
        ),
        Code.TOTAL_DIFFERS: _(
            "The total is declared as %(declared)s, but whatever the missing figures are, it lies between "
            "%(lowest)s and %(highest)s."
        ),
        Code.LEVEL_DIFFERS: _(
            "The level is declared as %(declared)s, but by the known figures it can only be %(possible)s."
        ),
    }


def _sentences() -> dict[Code, str]:
    return {
        Code.INSTRUMENT_DIFFERS: _("%(instrument)s is declared as %(declared)s, but its indicators give %(expected)s."),
        Code.INSTRUMENT_LEVEL_DIFFERS: _(
            "%(instrument)s is declared at level %(declared)s, but its score gives level %(expected)s."
        ),
        Code.INDICATOR_DIFFERS: _(
            "Indicator %(indicators)s is entered as %(declared)s and should probably be %(expected)s."
        ),
        Code.INDICATORS_SWAPPED: _("The scores of indicators %(indicators)s seem to have been exchanged."),
        Code.TOTAL_DIFFERS: _("The total is declared as %(declared)s, but the scores give %(expected)s."),
        Code.LEVEL_DIFFERS: _("The level is declared as %(declared)s, but the result is at level %(expected)s."),
        Code.SCORES_ARE_POINTS: _(
            "Of %(instrument)s, indicator %(indicators)s is entered as %(declared)s; as a score of 100 that would be "
            "about %(expected)s."
        ),
        Code.IMPOSSIBLE_SCORE: _(
            "Indicator %(indicators)s is entered as %(declared)s, a score that it cannot have; the nearest are "
            "%(possible)s."
        ),
    }


def _level_beside(discrepancy: Discrepancy) -> str:
    if discrepancy.declared_level is None:
        return ""
    return _("The level is therefore %(expected)s, not %(declared)s.") % {
        "declared": discrepancy.declared_level,
        "expected": discrepancy.expected_level,
    }


def _level_instead(discrepancy: Discrepancy) -> str:
    if discrepancy.code is not Code.UNKNOWN_LEVEL or discrepancy.expected is None:
        return ""
    return _("By the figures it is %(expected)s.") % {"expected": discrepancy.expected}


def _likely_cause(discrepancy: Discrepancy) -> str:
    if discrepancy.cause is None:
        return ""
    return _CAUSES[discrepancy.cause.code](discrepancy.cause)


def _copied(cause: Cause) -> str:
    return _("The figure is the score of indicator %(indicators)s.") % {"indicators": numbers(cause.indicators)}


def _weighted(cause: Cause) -> str:
    return _("The figure looks like points out of the weight of %(weight)s; a score out of 100 is needed here.") % {
        "weight": f"{cause.weight:f}"
    }


def _reconciling(cause: Cause) -> str:
    named = {
        "instrument": ", ".join(cause.instruments),
        "values": ", ".join(map(_candidate, cause.candidates)),
    }
    if not cause.instruments:
        return _reconciling_total(cause)
    if len(cause.candidates) == 1:
        return _("With %(values)s, %(instrument)s and the total both come to what is declared.") % named
    return _("One of these would bring %(instrument)s and the total to what is declared: %(values)s.") % named


def _reconciling_total(cause: Cause) -> str:
    named = {"values": ", ".join(map(_candidate, cause.candidates[:MOST_TOLD]))}
    if len(cause.candidates) == 1:
        return _("With %(values)s the total comes to what is declared.") % named
    return _("One of these would bring the total to what is declared, the likeliest first: %(values)s.") % named


def _candidate(candidate: Candidate) -> str:
    values = {"indicator": candidate.indicator, "value": candidate.value}
    if candidate.is_slip or len(candidate.values) == 1:
        return _("indicator %(indicator)s = %(value)s") % values
    values |= {"lowest": candidate.values[0], "highest": candidate.values[-1]}
    return _("indicator %(indicator)s = %(value)s (%(lowest)s to %(highest)s)") % values


def _rounding(cause: Cause) -> str:
    if cause.places is None:
        return _("The difference is one of rounding.")
    return _("The figure was probably rounded to %(places)s decimals; two are needed.") % {"places": cause.places}


def _wrong_scale(cause: Cause) -> str:
    return _("This is a level on the scale of fiscal year %(year)s.") % {"year": cause.fiscal_year}


def _swapped(cause: Cause) -> str:
    pairs = ", ".join(f"{first} ↔ {second}" for first, second in cause.pairs)
    if len(cause.pairs) == 1:
        return _("When they are exchanged, every declared figure is right.")
    return _("Each of these exchanges makes every declared figure right: %(pairs)s.") % {"pairs": pairs}


def _follows(cause: Cause) -> str:
    return _("It was probably worked out with the wrong score of %(instruments)s.") % {
        "instruments": ", ".join(cause.instruments)
    }


def _items(cause: Cause) -> str:
    return _(
        "It is the mean of %(parts)s sub-indicators with %(counts)s disclosure items, each of which scores 0 or 100."
    ) % {"parts": len(cause.counts), "counts": " + ".join(map(str, cause.counts))}


_CAUSES = {
    CauseCode.COPIED_INDICATOR: _copied,
    CauseCode.WEIGHTED_CONTRIBUTION: _weighted,
    CauseCode.RECONCILING_VALUE: _reconciling,
    CauseCode.ROUNDING: _rounding,
    CauseCode.WRONG_SCALE: _wrong_scale,
    CauseCode.SWAPPED: _swapped,
    CauseCode.FOLLOWS_INSTRUMENT: _follows,
    CauseCode.DISCLOSURE_ITEMS: _items,
}


def numbers(indicators: tuple[int, ...]) -> str:
    """Numbers of indicators as a reader sees them: `2, 7`."""
    return ", ".join(map(str, indicators))
