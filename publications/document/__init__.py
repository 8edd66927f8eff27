"""What one edition says: its schema, its hash, what differs between two; builder.py alone reads the staff's tables."""

from .hashing import sha256_of
from .parts import AgencyPart, Approval, EditionPart, FiledItem, PreviousEdition, SealPart
from .schema import (
    Document,
    EarlierResult,
    EarlierScore,
    EvidencePart,
    IndicatorPart,
    InstrumentPart,
    LevelPart,
    MeasurePart,
    Progress,
    Remark,
    ReportPart,
    Result,
    RoundPart,
)

__all__ = [
    "AgencyPart",
    "Approval",
    "Document",
    "EarlierResult",
    "EarlierScore",
    "EditionPart",
    "EvidencePart",
    "FiledItem",
    "IndicatorPart",
    "InstrumentPart",
    "LevelPart",
    "MeasurePart",
    "PreviousEdition",
    "Progress",
    "Remark",
    "ReportPart",
    "Result",
    "RoundPart",
    "SealPart",
    "sha256_of",
]
