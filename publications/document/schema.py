"""The read model: all that one edition says, as typed frozen values; pages, PDF and open data are its renderings."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field, WithJsonSchema

from publications.hashing import canonical_json

from .parts import AgencyPart, Announcement, Approval, EditionPart, FiledItem, Frozen, KindName, Money, Score, Signatory
from .reports import DivisionProgress, Excused, Progress, ReportPart, RoundPart, Unreported

# The version in which editions are written today; older ones are read by versions.py.
VERSION: Final = "2"


class LevelPart(Frozen):
    """One level of the scale by which the result was graded."""

    label: str
    label_en: str
    min_total: Score
    min_each_instrument: Score | None


class InstrumentPart(Frozen):
    """One instrument: the mean of its indicators, computed."""

    code: str
    name: str
    name_en: str
    weight: Score
    score: Score
    declared_score: Score | None = Field(
        None, description="What the official result prints; null when it was not entered."
    )
    declared_level: str = ""
    level: str
    level_en: str
    reaches_target: bool
    indicators: tuple[int, ...]


class IndicatorPart(Frozen):
    """One indicator with what was found, what is recommended and which measures serve it."""

    number: int
    name: str
    name_en: str
    instrument: str
    score: Score
    contribution: Score = Field(description="Points of the total that come from this indicator.")
    is_strength: bool
    is_urgent: bool = Field(False, description="Whether the agency means to mend it urgently.")
    finding: str
    recommendation: str
    measures: tuple[int, ...]


class EarlierScore(Frozen):
    """An indicator in the result of the year before the assessed one."""

    number: int
    name: str
    name_en: str
    instrument: str
    score: Score
    measures: tuple[int, ...] = Field(
        (), description="Numbers of the measures of the year that was assessed, of the plan that answered this score."
    )


class EarlierResult(Frozen):
    """The result of the year before the assessed one, to compare with; its level by the scale of its own year."""

    fiscal_year: int
    total: Score
    level: str
    level_en: str
    indicators: tuple[EarlierScore, ...]


class Result(Frozen):
    """The assessment of the year before, computed from the ten scores."""

    fiscal_year: int
    target: Score
    total: Score
    declared_total: Score | None = Field(
        None, description="What the official result prints; null when it was not entered."
    )
    level: str
    level_en: str
    declared_level: str = ""
    reaches_target: bool
    instruments: tuple[InstrumentPart, ...]
    indicators: tuple[IndicatorPart, ...]
    strengths: tuple[int, ...] = Field(description="Numbers of the indicators at or above the target, highest first.")
    improvements: tuple[int, ...] = Field(description="Numbers of the indicators below the target, highest first.")
    has_no_urgent_points: bool | None = Field(
        None,
        description="Whether the agency declares that no indicator needs urgent mending; null in older editions.",
    )
    levels: tuple[LevelPart, ...]
    earlier: EarlierResult | None = None
    source: str

    @property
    def change(self) -> Decimal | None:
        """Points of the total against the year before; None when that year has no complete result."""
        return self.total - self.earlier.total if self.earlier else None

    def indicator(self, number: int) -> IndicatorPart:
        return next(part for part in self.indicators if part.number == number)

    def instrument(self, code: str) -> InstrumentPart:
        return next(part for part in self.instruments if part.code == code)

    @property
    def urgent(self) -> tuple[int, ...]:
        """Numbers of the indicators that the agency means to mend urgently, in their order."""
        return tuple(part.number for part in self.indicators if part.is_urgent)

    @property
    def strength_parts(self) -> tuple[IndicatorPart, ...]:
        return tuple(self.indicator(number) for number in self.strengths)

    @property
    def improvement_parts(self) -> tuple[IndicatorPart, ...]:
        return tuple(self.indicator(number) for number in self.improvements)


class MeasurePart(Frozen):
    """One measure with its steps, who answers for it, the indicators it serves and how far it is."""

    number: int
    title: str
    steps: tuple[str, ...]
    every_division: bool
    divisions: tuple[str, ...]
    indicators: tuple[int, ...]
    starts_on: date | None = Field(None, description="Null where it runs with the fiscal year.")
    ends_on: date | None = Field(None, description="Null where it runs with the fiscal year.")
    success_indicator: str = Field("", description="By what its success is measured.")
    target: str = Field("", description="The value that the success indicator is meant to reach.")
    budget: Money | None = Field(None, description="In baht; null where it was not stated or none is needed.")
    needs_no_budget: bool = Field(False, description="Whether the agency states that no budget is needed.")
    progress: tuple[Progress, ...]

    @property
    def status(self) -> str:
        """How far the measure is in the latest round that this edition reports: pending, partial or complete."""
        return self.progress[-1].status if self.progress else "pending"


class Remark(Frozen):
    """A warning that stood when the edition was published, and the agency's written reason for it."""

    key: str
    message: str
    reason: str
    instrument: str = Field(description="Code of the instrument it is about, or empty.")
    indicators: tuple[int, ...] = Field(description="Numbers of the indicators it is about.")


class Document(Frozen):
    """One fiscal year of one agency, as one edition states it.

    `schema_version` is that in which it was written; what an older one does not know stands at its default.
    """

    schema_version: Annotated[Literal["1", "2"], WithJsonSchema({"const": VERSION, "type": "string"})] = VERSION
    kind: KindName
    fiscal_year: int = Field(ge=2500, le=2700, description="Buddhist Era")
    title: str
    introduction: str
    agency: AgencyPart
    edition: EditionPart | None
    filed_as: tuple[FiledItem, ...]
    approval: Approval
    result: Result
    divisions: tuple[str, ...]
    rounds: tuple[RoundPart, ...]
    measures: tuple[MeasurePart, ...]
    reports: tuple[ReportPart, ...]
    unreported: tuple[Unreported, ...] = Field((), description="Reports that are owed and of which none was accepted.")
    excused: tuple[Excused, ...] = ()
    division_progress: tuple[DivisionProgress, ...] = ()
    obstacles_are_public: bool = Field(True, description="False where the agency keeps obstacles internally.")
    remarks: tuple[Remark, ...] = ()
    signatories: tuple[Signatory, ...] = Field(
        (), description="Who signs the printed document before its approver, in order."
    )
    announcement: Announcement | None = Field(None, description="The sheet that announces the document, if any.")
    digits: Literal["thai", "arabic"] = Field("thai", description="In which digits the document is printed.")
    base_url: str = Field("", description="Where the agency publishes, without a slash at the end; may be empty.")
    renderer: str = Field("", description="What printed the PDF, with its version; empty in a preview.")

    def measure(self, number: int) -> MeasurePart | None:
        return next((part for part in self.measures if part.number == number), None)

    def reports_on(self, measure: int) -> tuple[ReportPart, ...]:
        return tuple(report for report in self.reports if report.measure == measure)

    @property
    def files(self) -> frozenset[str]:
        """The SHA-256 of every file of evidence that it names."""
        return frozenset(piece.sha256 for report in self.reports for piece in report.evidence if piece.sha256)

    @property
    def step_count(self) -> int:
        return sum(len(measure.steps) for measure in self.measures)

    def canonical(self) -> bytes:
        """The document as canonical JSON (RFC 8785): the bytes that are hashed, stored and offered for download.

        Raises ValueError for one of an older version, which is the bytes that were stored then and no others.
        """
        if self.schema_version != VERSION:
            raise ValueError(f"a document of version {self.schema_version} is never written anew")
        return canonical_json(self.model_dump(mode="json"))
