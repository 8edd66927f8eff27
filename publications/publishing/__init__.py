"""From a plan to an edition and back: the check-list, the review, the publication, the verification, what is next."""

from .approval import draft_reason, forget_reasons, send_for_approval
from .faults import Fault
from .publish import Refused, draft, needs_reason, of_year, publish, reported_rounds
from .redact import Consequences, consequences, redact
from .review import Reason, Review, frozen
from .signed_copy import lay_signed_copy
from .verify import verify
from .verify_prints import Prints

__all__ = [
    "Consequences",
    "Fault",
    "Prints",
    "Reason",
    "Refused",
    "Review",
    "consequences",
    "draft",
    "draft_reason",
    "forget_reasons",
    "frozen",
    "lay_signed_copy",
    "needs_reason",
    "of_year",
    "publish",
    "redact",
    "reported_rounds",
    "send_for_approval",
    "verify",
]
