"""On which days people hear of what is due: plain dates in, the latest occasion out."""

from dataclasses import dataclass
from datetime import date, timedelta

# Days after the day due (before it: below zero), and the stage that begins then. A week before, there is time to ask
# for what is missing and to take pictures; the day before would only say again what the day itself says. Three days
# later whoever was in the field is back at the desk.
STAGES = {-7: "soon", 0: "due", 3: "overdue"}
# From then on the same weekday, as long as something is owed: less often is forgotten, more often is no longer read.
REPEATED_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A stage and the day on which it began, or came back."""

    stage: str
    day: date


def latest(due_on: date, today: date) -> Occasion | None:
    """The last occasion that `today` has reached, whatever was missed before it; None when none has come yet."""
    reached = [days for days in STAGES if due_on + timedelta(days=days) <= today]
    if not reached:
        return None
    begun = due_on + timedelta(days=max(reached))
    is_last = max(reached) == max(STAGES)
    return Occasion(STAGES[max(reached)], repeated(begun, today) if is_last else begun)


def repeated(begun: date, today: date) -> date:
    """The last day, counted in whole weeks from `begun`, that `today` has reached."""
    return begun + (today - begun) // REPEATED_AFTER * REPEATED_AFTER
