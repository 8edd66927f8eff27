"""What the page of a report shows, for whoever opens it."""

from typing import Any

from django.http import QueryDict
from django.utils import timezone

from agencies.models import User
from measures.models import Evidence, Report, Round
from staff import versions
from staff.rebasing import Forms

from . import files, own, submitting
from .access import HANDED_IN, Access
from .forms import TEXTS, NewEvidenceForm, forms_of, label_of
from .predecessor import predecessor
from .saving import Saved


def context_of(report: Report, user: User, saved: Saved | None = None) -> dict[str, Any]:
    """The page as it stands, or with a form that could not be saved as it was typed."""
    access = Access.of(user, report)
    may_write = access.writes and not report.round.is_closed
    stored = forms_of(report)
    sent = saved.sent if saved else stored
    today = timezone.localdate()
    return {
        "title": str(report.measure),
        "report": report,
        "access": access,
        "line": own.Line(report, (report.due_on - today).days if report.due_on else None),
        "decisions": access.decisions(report),
        "may_write": may_write,
        "is_open": may_write and (saved is not None or (access.is_own and report.status not in HANDED_IN)),
        "is_handed_in": report.status in HANDED_IN,
        "forms": sent,
        "rows": _rows(sent),
        "new": NewEvidenceForm(saved.left) if saved else NewEvidenceForm(),
        "version": versions.written(versions.version_of(*stored)),
        "looked_at": submitting.version(report),
        "overtaken": saved.overtaken if saved else [],
        "earlier": predecessor(report),
        "evidence": [shown(piece, report.round) for piece in report.evidence.all()],
        "acts": report.acts.select_related("by"),
    }


def shown(piece: Evidence, round_: Round) -> dict[str, Any]:
    """A piece of evidence with the addresses of its file and of its small picture."""
    return {
        "piece": piece,
        "file_name": files.address_name(piece) if piece.file else "",
        "small_name": files.small_name(piece) if piece.thumbnail else "",
        "is_outside": piece.happened_on is not None and not round_.covers_from <= piece.happened_on <= round_.covers_to,
    }


def _rows(sent: Forms) -> list[tuple[Any, dict[str, Any]]]:
    """Each form of a stored piece of evidence with what is shown beside it."""
    round_ = sent.form.instance.round
    return [(form, shown(form.instance, round_)) for form in sent.formsets[1].initial_forms]


def sent_texts(sent: QueryDict) -> list[tuple[str, str]]:
    """What was typed into a form that cannot be saved any more, to be copied from the page."""
    texts = [(label_of(name), sent.get(name, "")) for name in TEXTS[1:]]
    texts += [("", sent.get(name, "")) for name in sent if name.startswith("steps-") and name.endswith("-done")]
    return [(label, text) for label, text in texts if text.strip()]
