"""What one edition says: its schema in every version; builder.py and follow_up.py alone read the staff's tables."""

from publications.hashing import sha256_of

from .parts import AgencyPart, Announcement, Approval, EditionPart, FiledItem, PreviousEdition, SealPart, Signatory
from .reports import (
    Counts,
    DivisionProgress,
    EvidencePart,
    Excused,
    Extension,
    Progress,
    Redaction,
    ReportPart,
    RoundPart,
    StepReport,
    Unreported,
)
from .schema import (
    VERSION,
    Document,
    EarlierResult,
    EarlierScore,
    IndicatorPart,
    InstrumentPart,
    LevelPart,
    MeasurePart,
    Remark,
    Result,
)
from .versions import json_schema, parse

__all__ = [
    "VERSION",
    "AgencyPart",
    "Announcement",
    "Approval",
    "Counts",
    "DivisionProgress",
    "Document",
    "EarlierResult",
    "EarlierScore",
    "EditionPart",
    "EvidencePart",
    "Excused",
    "Extension",
    "FiledItem",
    "IndicatorPart",
    "InstrumentPart",
    "LevelPart",
    "MeasurePart",
    "PreviousEdition",
    "Progress",
    "Redaction",
    "Remark",
    "ReportPart",
    "Result",
    "RoundPart",
    "SealPart",
    "Signatory",
    "StepReport",
    "Unreported",
    "json_schema",
    "parse",
    "sha256_of",
]
