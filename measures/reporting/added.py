"""New files and links of a form: stored at once, and then part of the form like the evidence that was there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils.translation import gettext as _

from measures.evidence import Refused, Taken, is_web_link, names, take
from measures.models import Evidence, Report
from thai.calendar import format_numeric
from thai.sizes import in_words

from .storing import check_room, next_position, store

LONGEST_CAPTION, LONGEST_LINK = 300, 500
# All files of a form are held in memory until they are stored.
MOST_AT_ONCE = 150 * 2**20


@dataclass(slots=True)
class Arrived:
    """What was sent to be added, as far as it can be judged before anything is stored."""

    files: list[Taken] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    refused_links: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, sent: QueryDict, uploads: Iterable[Any]) -> "Arrived":
        """Look at the files and links of a form; each that cannot be kept leaves a sentence."""
        arrived = cls()
        for upload in uploads:
            try:
                arrived._take_file(upload)
            except Refused as refusal:
                arrived.refusals.append(str(refusal))
        for line in filter(None, (line.strip() for line in sent.get("new-links", "").splitlines())):
            arrived._take_link(line)
        return arrived

    def _take_file(self, upload: Any) -> None:
        if sum(taken.size for taken in self.files) + upload.size > MOST_AT_ONCE and self.files:
            reason = _("Together these files are larger than %(limit)s. Add the rest in a second step.")
            raise Refused(reason % {"limit": in_words(MOST_AT_ONCE)}, names.shown(upload.name))
        self.files.append(take(upload))

    def _take_link(self, line: str) -> None:
        try:
            if len(line) > LONGEST_LINK:
                raise Refused(_("The link is longer than %(limit)s characters.") % {"limit": LONGEST_LINK})
            is_web_link(line)
            self.links.append(line)
        except Refused as refusal:
            self.refused_links.append(line)
            self.refusals.append(f"{line[:80]}: {refusal}")


def add(report: Report, arrived: Arrived, sent: QueryDict, stored: list[Evidence]) -> list[Evidence]:
    """Store what arrived and put it into the form as rows that exist; `stored` notes each file as soon as it is.

    The rows are saved without day and ticks: those stand in the form, which asks about them like about any others.
    """
    pieces = []
    for taken in arrived.files:
        try:
            piece = store(report, taken)
        except Refused as refusal:
            arrived.refusals.append(str(refusal))
            continue
        stored.append(piece)
        pieces.append(_saved(piece, sent, taken.name.rpartition(".")[0], taken.taken_on))
    for link in arrived.links:
        if report.evidence.filter(url=link).exists():
            continue
        try:
            check_room(report, link[:80])
        except Refused as refusal:
            arrived.refused_links.append(link)
            arrived.refusals.append(str(refusal))
            continue
        pieces.append(_saved(Evidence(report=report, url=link, position=next_position(report)), sent, link, None))
    _empty(sent, arrived.refused_links)
    return pieces


def _saved(piece: Evidence, sent: QueryDict, name: str, proposed: date | None) -> Evidence:
    typed = sent.get("new-caption", "").strip()
    piece.caption = (typed or name).replace("\0", "")[:LONGEST_CAPTION]
    piece.save()
    day = sent.get("new-happened_on", "").strip() or (format_numeric(proposed) if proposed else "")
    _append(sent, piece, typed or piece.caption, day)
    return piece


def _append(sent: QueryDict, piece: Evidence, caption: str, day: str) -> None:
    """A further row of the form that exists, with what was typed for the new ones."""
    count = int(sent.get(f"evidence-{TOTAL_FORM_COUNT}", "0"))
    row = {"id": str(piece.pk), "position": str(piece.position), "caption": caption, "happened_on": day}
    ticks = [name for name in ("shows_children", "has_consent") if sent.get(f"new-{name}")]
    for name, value in {**row, **dict.fromkeys(ticks, "on")}.items():
        sent[f"evidence-{count}-{name}"] = value
    sent[f"evidence-{TOTAL_FORM_COUNT}"] = sent[f"evidence-{INITIAL_FORM_COUNT}"] = str(count + 1)


def _empty(sent: QueryDict, refused_links: Sequence[str]) -> None:
    """Nothing is to be added twice; a link that was refused stays where it can be mended."""
    for name in [name for name in sent if name.startswith("new-")]:
        del sent[name]
    if refused_links:
        sent["new-links"] = "\n".join(refused_links)
