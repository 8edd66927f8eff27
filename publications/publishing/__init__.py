"""From a plan to an edition and back: the check-list, the review, the publication, the verification, what is next."""

from .approval import draft_reason, forget_reasons, send_for_approval
from .faults import Fault
from .publish import Refused, draft, needs_reason, of_year, publish, reported_rounds
from .review import Reason, Review, frozen
from .verify import verify

__all__ = [
    "Fault",
    "Reason",
    "Refused",
    "Review",
    "draft",
    "draft_reason",
    "forget_reasons",
    "frozen",
    "needs_reason",
    "of_year",
    "publish",
    "reported_rounds",
    "send_for_approval",
    "verify",
]
