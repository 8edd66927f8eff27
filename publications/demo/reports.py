"""What the divisions of the invented agency report in a round: texts, evidence, and every act on them in its time."""

import datetime
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Q

from agencies.models import IN_A_DIVISION, Agency, Division, User
from measures.evidence import take
from measures.models import Evidence, Round
from measures.reporting import steps
from measures.reporting.storing import next_position, store

from . import pictures

Entry = dict[str, Any]
# What may be done about a report: the method, and whose office it is.
ACTS = {
    "submitted": ("submit", User.Role.OFFICER),
    "endorsed": ("endorse", User.Role.HEAD),
    "returned": ("return_for_correction", User.Role.PLANNER),
    "accepted": ("accept", User.Role.PLANNER),
    "extended": ("extend", User.Role.PLANNER),
    "excused": ("release", User.Role.PLANNER),
}
USUAL_ACTS = ["submitted", "accepted"]


def moment(text: str) -> datetime.datetime:
    """A moment in Thai time."""
    return datetime.datetime.fromisoformat(f"{text}:00+07:00")


def round_of(agency: Agency, year: int, kind: str) -> Round:
    """A round of one of the agency's plans."""
    return Round.objects.get(plan__agency=agency, plan__fiscal_year=year, kind=kind)


@cache
def _told() -> dict[str, list[Entry]]:
    file = settings.BASE_DIR / "fixtures" / "demo_reports.yaml"
    told: dict[str, list[Entry]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return told


def follow_up(agency: Agency, year: int, kind: str, *, stored: list[Evidence]) -> None:
    """Open a round, write what was reported in it, do what was done about each report, and approve the whole.

    The pieces of evidence whose files now lie in the storage are added to `stored`.
    """
    told = next(entry for entry in _told()["rounds"] if (entry["year"], entry["kind"]) == (year, kind))
    round_ = round_of(agency, year, kind)
    round_.open(by=User.objects.get(agency=agency, role=User.Role.PLANNER), at=moment(told["usual"]["opened"]))
    for entry in _told()["reports"]:
        if (entry["year"], entry["round"]) == (year, kind):
            _Told(round_, entry, told["usual"], stored).write()
    round_.approved_on = told.get("approved_on")
    round_.approver_position = told.get("approver_position", "")
    round_.save(update_fields=["approved_on", "approver_position"])


class _Told:
    """One report as the file tells it."""

    def __init__(self, round_: Round, entry: Entry, usual: dict[str, str], stored: list[Evidence]):
        self.entry, self.usual, self.stored = entry, usual, stored
        self.report = round_.reports.get(measure__number=entry["measure"], division__name=entry["division"])

    def write(self) -> None:
        """The texts, the evidence, then the acts."""
        names = ("implementation", "done", "value_reached", "result", "obstacles", "next_step")
        for name in names:
            setattr(self.report, name, self.entry.get(name, ""))
        self.report.save(update_fields=names)
        self._say_of_steps(self.entry.get("steps", []))
        for number, piece in enumerate(self.entry.get("evidence", [])):
            self._add(number, **piece)
        for act in self.entry.get("acts", USUAL_ACTS):
            self._do(**({"act": act} if isinstance(act, str) else act))

    def _say_of_steps(self, texts: list[str]) -> None:
        steps.prepare(self.report)
        for said, text in zip(self.report.steps.all(), texts, strict=False):
            said.done = text
            said.save()

    def _add(self, number: int, *, caption: str, happened_on: datetime.date | None = None, **what: Any) -> None:
        """A piece of evidence: a link, or a file taken in as on an officer's page."""
        if "url" in what:
            piece = Evidence(report=self.report, url=what["url"], position=next_position(self.report))
        else:
            piece = store(self.report, take(self._file(number, caption, **what)))
            self.stored.append(piece)
        piece.caption, piece.happened_on = caption, happened_on
        piece.save()

    def _file(
        self, number: int, caption: str, *, name: str, letter: Entry | None = None, **scene: Any
    ) -> ContentFile[bytes]:
        if letter:
            return ContentFile(pictures.letter(**letter), name)
        place = self.report.measure.number + self.report.division.position + number
        return ContentFile(pictures.photograph(caption=caption, number=place, **scene), name)

    def _do(self, *, act: str, at: str = "", **words: Any) -> None:
        """One act at its moment; a head of division who has to look first does so the same day."""
        if act == "accepted" and self.report.awaits_its_head():
            self._do(act="endorsed")
        method, role = ACTS[act]
        by = _who(role, self.report.division)
        getattr(self.report, method)(by=by, at=moment(at or self.usual[act]), **words)


def _who(role: str, division: Division) -> User:
    """Who acts for a division, or for all of them."""
    people = User.objects.filter(agency=division.agency_id, role=role)
    if role in IN_A_DIVISION:
        people = people.filter(Q(division=division) | Q(also_serves=division))
    who: User = people.get()
    return who
