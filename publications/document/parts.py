"""The first parts of the document: its kinds of values, whose it is, which edition, who approved it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from measures.kinds import ROUNDS, Kind
from thai.numbers import two_places

Score = Annotated[
    Decimal,
    AfterValidator(two_places),
    PlainSerializer(lambda value: f"{value:.2f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,3}\.\d{2}$", "description": "0.00 to 100.00, half up"}),
]
Money = Annotated[
    Decimal,
    AfterValidator(two_places),
    Field(ge=0),
    PlainSerializer(lambda value: f"{value:.2f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d+\.\d{2}$"}),
]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def _of_round(kind: Kind) -> Kind:
    if kind.round is None:
        raise ValueError(f"no round of follow-up: {kind}")
    return kind


KindName = Annotated[Kind, WithJsonSchema({"enum": Kind.values, "type": "string"})]
RoundKind = Annotated[Kind, AfterValidator(_of_round), WithJsonSchema({"enum": list(ROUNDS), "type": "string"})]


class Frozen(BaseModel):
    """A part of the document: unknown keys are refused and nothing changes after it was built."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SealPart(Frozen):
    """The agency's seal as it was printed: a file known by its hash, so that no other picture can take its place."""

    file_name: str
    content_type: Literal["image/png", "image/jpeg"]
    size: int = Field(ge=1, description="In bytes.")
    sha256: Sha256


class AgencyPart(Frozen):
    """Whose document it is, under the names it had on the day of publication."""

    name: str
    subdistrict: str
    district: str
    province: str
    seal: SealPart | None = None


class PreviousEdition(Frozen):
    """The link of the chain: the agency's edition before this one."""

    fiscal_year: int
    number: int
    sha256: Sha256
    pdf_sha256: Sha256


class EditionPart(Frozen):
    """Which edition it is; a preview has none."""

    number: int = Field(ge=1)
    published_at: AwareDatetime
    reason: str = Field(description="Why this edition corrects an earlier one of the same kind; empty for the first.")
    previous: PreviousEdition | None


class FiledItem(Frozen):
    """The disclosure code under which a document of this fiscal year is filed, and the fiscal year it covers."""

    document: Literal["plan", "report"]
    code: str
    covers_fiscal_year: int


class Approval(Frozen):
    """Who approved the plan, or the report of a round, and when."""

    approved_on: date | None
    position: str
    name: str


class Announcement(Frozen):
    """The sheet with which the printed document begins; without a day that is written by hand."""

    announced_on: date | None
    text: str = Field(description="One paragraph a line.")


class Signatory(Frozen):
    """Who signs the printed document, and as what."""

    role: Literal["preparer", "reviewer", "approver"]
    name: str
    position: str
