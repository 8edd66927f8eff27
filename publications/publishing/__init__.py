"""From a plan to an edition and back: the check-list, the publication, the verification, and what is to do next."""

from .publish import Refused, draft, draft_hash, known_reasons, needs_reason, of_year, publish, reported_rounds
from .verify import Fault, verify

__all__ = [
    "Fault",
    "Refused",
    "draft",
    "draft_hash",
    "known_reasons",
    "needs_reason",
    "of_year",
    "publish",
    "reported_rounds",
    "verify",
]
