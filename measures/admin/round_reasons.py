"""When a round is not changed without a reason: once its year is published, and its days once it is open."""

from django import forms
from django.utils.translation import gettext_lazy as _

from measures.models import Round
from measures.models.announcements import ANNOUNCED
from measures.models.signatures import SIGNED
from staff.recorded import REASON, Asked

DAYS = frozenset({"covers_from", "covers_to"})
APPROVAL = frozenset({"approved_on", "approver_name", "approver_position", *SIGNED, *ANNOUNCED})
OPEN_ROUND = Asked(
    _(
        "The round is open. Whoever moves the days that it covers says why, since evidence then comes into the round "
        "or falls out of it; the reason stays in the history."
    ),
    _("Give the reason for moving the days of a round that is open."),
)


def needs_reason(form: "forms.ModelForm[Round]", *, is_published: bool) -> bool:
    """Whether a round's form, on its own page or on its plan's, changes what is not changed without a reason.

    The approval of its report is filled in when the round is over, and then needs none.
    """
    round_, changed = form.instance, set(form.changed_data) - {REASON}
    if round_.pk is None:
        return False
    filled_in = {name for name in APPROVAL if not form.initial.get(name)}
    return bool(is_published and changed - filled_in) or bool(round_.is_opened and changed & DAYS)
