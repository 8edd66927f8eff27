"""What was reported in the rounds of follow-up: reports with their evidence, who owes one, how far everything is."""

from datetime import date
from typing import Literal

from pydantic import Field

from .parts import Approval, Frozen, RoundKind, Sha256

NOT_STATED = " Null where it was not stated."

Implementation = Literal["", "not_started", "in_progress", "done", "partly_done", "not_done"]
Standing = Literal["reported", "not_started", "in_progress", "partly_done", "not_done", "said_done", "done"]


# The endings under which files of evidence are published, by their type.
EXTENSIONS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


class RoundPart(Frozen):
    """A round of follow-up; `is_reported` says whether this edition contains its reports."""

    kind: RoundKind
    title: str
    covers_from: date
    covers_to: date
    due_on: date | None
    is_reported: bool
    approval: Approval | None = Field(None, description="Who approved the report of this round." + NOT_STATED)
    closed_on: date | None = Field(None, description="Since when its reports are not changed any more.")


# How far it is


class Counts(Frozen):
    """How many of the expected reports stand where; those that are late stand among the others, too."""

    done: int = Field(0, ge=0, description="Done, with evidence dated in the round.")
    said_done: int = Field(0, ge=0, description="Said to be done, without such evidence.")
    partly_done: int = Field(0, ge=0)
    in_progress: int = Field(0, ge=0)
    not_started: int = Field(0, ge=0)
    not_done: int = Field(0, ge=0)
    reported: int = Field(0, ge=0, description="Accepted without a statement of how far it is.")
    missing: int = Field(0, ge=0, description="Expected, and none was accepted.")
    late: int = Field(0, ge=0, description="Accepted, and last submitted after the due date.")


class Progress(Frozen):
    """How far a measure is in one round: accepted reports out of those that its owners owe."""

    round: RoundKind
    expected: int
    accepted: int
    status: Literal["pending", "partial", "complete"]
    counts: Counts = Counts()


class DivisionProgress(Frozen):
    """How far a division is in one round: accepted reports out of those that it owes."""

    round: RoundKind
    division: str
    expected: int
    accepted: int
    counts: Counts = Counts()


class Unreported(Frozen):
    """A report that a division owes and of which none was accepted."""

    round: RoundKind
    measure: int
    division: str
    due_on: date | None = Field(None, description="By which day it was due." + NOT_STATED)


class Excused(Frozen):
    """A report that a division need not give, and why."""

    round: RoundKind
    measure: int
    division: str
    reason: str


# The reports


class Redaction(Frozen):
    """Why a file is not shown any more; its hash remains."""

    reason: str
    redacted_on: date


class EvidencePart(Frozen):
    """What shows that a report is true: a link, or a file known by name and hash."""

    caption: str
    url: str
    file_name: str
    happened_on: date | None = Field(None, description="The day that it shows." + NOT_STATED)
    sha256: Sha256 | None = Field(
        None, description="Of the file's bytes; null for a link, and for a file of which none were kept."
    )
    size: int | None = Field(None, ge=0, description="Of the file, in bytes.")
    content_type: str = Field("", description="Of the file, by its content.")
    redaction: Redaction | None = None

    @property
    def extension(self) -> str:
        """The ending of the file's public address, without a dot; it follows from the type, not from the name."""
        return EXTENSIONS.get(self.content_type, "bin")

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture of which a small one is shown."""
        return self.content_type.startswith("image/")

    @property
    def is_readable(self) -> bool:
        """Whether it is a file that can be opened: kept by its hash, and not redacted."""
        return self.sha256 is not None and self.redaction is None


class StepReport(Frozen):
    """What was done about one step of the measure, in whose words it was planned."""

    number: int = Field(ge=1)
    text: str
    done: str


class Extension(Frozen):
    """A later due date that was granted to one division, and why."""

    until: date
    reason: str


class ReportPart(Frozen):
    """One division's accepted report on one measure in one round."""

    round: RoundKind
    measure: int
    division: str
    implementation: Implementation = Field("", description="How far it is by the division; empty if not stated.")
    standing: Standing = Field("reported", description="How far it counts as being; `done` only with evidence.")
    done: str
    steps: tuple[StepReport, ...] = ()
    value_reached: str = Field("", description="Of the measure's success indicator.")
    result: str
    obstacles: str = Field(description="Empty also where the agency keeps them internally.")
    next_step: str = ""
    evidence: tuple[EvidencePart, ...]
    submitted_on: date | None = Field(None, description="When the accepted text was last submitted." + NOT_STATED)
    due_on: date | None = Field(None, description="By which day it was due, extension included." + NOT_STATED)
    is_late: bool = Field(False, description="Whether it was last submitted after the day on which it was due.")
    review_days: int | None = Field(None, ge=0, description="Days that it lay with those who review." + NOT_STATED)
    extension: Extension | None = None
