"""The read model: all that one edition says, as typed frozen values; pages, PDF and open data are its renderings."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import rfc8785
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from assessments.analysis import Analysis
from assessments.models import Assessment, Framework
from measures.models import Measure, Plan, Report
from thai.numbers import two_places

Score = Annotated[
    Decimal,
    AfterValidator(two_places),
    PlainSerializer(lambda value: f"{value:.2f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,3}\.\d{2}$", "description": "0.00 to 100.00, half up"}),
]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
KindName = Literal["plan", "progress", "final"]
RoundKind = Literal["progress", "final"]


class Frozen(BaseModel):
    """A part of the document: unknown keys are refused and nothing changes after it was built."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AgencyPart(Frozen):
    """Whose document it is, under the names it had on the day of publication."""

    name: str
    subdistrict: str
    district: str
    province: str


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
    """Who approved the plan, and when."""

    approved_on: date | None
    position: str
    name: str


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
    levels: tuple[LevelPart, ...]
    source: str

    def indicator(self, number: int) -> IndicatorPart:
        return next(part for part in self.indicators if part.number == number)

    def instrument(self, code: str) -> InstrumentPart:
        return next(part for part in self.instruments if part.code == code)

    @property
    def strength_parts(self) -> tuple[IndicatorPart, ...]:
        return tuple(self.indicator(number) for number in self.strengths)

    @property
    def improvement_parts(self) -> tuple[IndicatorPart, ...]:
        return tuple(self.indicator(number) for number in self.improvements)


class RoundPart(Frozen):
    """A round of follow-up; `is_reported` says whether this edition contains its reports."""

    kind: RoundKind
    title: str
    covers_from: date
    covers_to: date
    due_on: date | None
    is_reported: bool


class Progress(Frozen):
    """How far a measure is in one round: accepted reports out of those that its owners owe."""

    round: RoundKind
    expected: int
    accepted: int
    status: Literal["pending", "partial", "complete"]


class EvidencePart(Frozen):
    """What shows that a report is true: a link, or a file known by name and fingerprint."""

    caption: str
    url: str
    file_name: str


class ReportPart(Frozen):
    """One division's accepted report on one measure in one round."""

    round: RoundKind
    measure: int
    division: str
    done: str
    result: str
    obstacles: str
    evidence: tuple[EvidencePart, ...]


class MeasurePart(Frozen):
    """One measure with its steps, who answers for it, the indicators it serves and how far it is."""

    number: int
    title: str
    steps: tuple[str, ...]
    every_division: bool
    divisions: tuple[str, ...]
    indicators: tuple[int, ...]
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
    """One fiscal year of one agency, as one edition states it."""

    schema_version: Literal["1"] = "1"
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
    remarks: tuple[Remark, ...] = ()

    def measure(self, number: int) -> MeasurePart | None:
        return next((part for part in self.measures if part.number == number), None)

    def reports_on(self, measure: int) -> tuple[ReportPart, ...]:
        return tuple(report for report in self.reports if report.measure == measure)

    @property
    def step_count(self) -> int:
        return sum(len(measure.steps) for measure in self.measures)

    def canonical(self) -> bytes:
        """The document as canonical JSON (RFC 8785): the bytes that are hashed, stored and offered for download."""
        return rfc8785.dumps(self.model_dump(mode="json"))


def sha256_of(content: bytes) -> str:
    """SHA-256 as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def build(
    plan: Plan,
    kind: str,
    *,
    reported: frozenset[str] = frozenset(),
    edition: EditionPart | None = None,
    remarks: tuple[Remark, ...] = (),
) -> Document:
    """Read one year out of the staff's tables.

    `reported` names the rounds ("progress", "final") whose accepted reports the document contains; a report that is
    not accepted is never read. Raises ValueError when the year is not complete (readiness.py says what is missing).
    """
    plan = Plan.objects.with_measures().get(pk=plan.pk)
    assessment, filing = plan.assessment(), plan.filing_framework()
    if assessment is None:
        raise ValueError(f"no assessment of {plan.fiscal_year - 1}")
    return Document(
        kind=kind,
        fiscal_year=plan.fiscal_year,
        title=plan.title,
        introduction=plan.introduction,
        agency=_agency(plan),
        edition=edition,
        filed_as=_filed_as(plan.fiscal_year, filing),
        approval=Approval(approved_on=plan.approved_on, position=plan.approver_position, name=plan.approver_name),
        result=_result(assessment, plan.measures.all()),
        divisions=tuple(division.name for division in plan.agency.divisions.all() if division.is_active),
        remarks=remarks,
        rounds=tuple(_round(each, reported) for each in plan.rounds.all()),
        measures=tuple(_measure(measure, plan, reported) for measure in plan.measures.all()),
        reports=tuple(_report(report) for measure in plan.measures.all() for report in _accepted(measure, reported)),
    )


def _agency(plan: Plan) -> AgencyPart:
    agency = plan.agency
    return AgencyPart(
        name=agency.name, subdistrict=agency.subdistrict, district=agency.district, province=agency.province
    )


def _filed_as(fiscal_year: int, framework: Framework | None) -> tuple[FiledItem, ...]:
    items = framework.disclosure_items.all() if framework else ()
    return tuple(
        FiledItem(document=item.document, code=item.code, covers_fiscal_year=fiscal_year + item.year_offset)
        for item in items
    )


def _result(assessment: Assessment, measures) -> Result:
    framework, analysis = assessment.framework, assessment.analyse()
    if analysis.missing:
        raise ValueError(f"no score for indicators {analysis.missing}")
    english = {level.label: level.label_en for level in framework.levels.all()}
    return Result(
        fiscal_year=framework.fiscal_year,
        target=framework.target,
        total=analysis.total,
        declared_total=assessment.declared_total,
        level=analysis.level,
        level_en=english[analysis.level],
        declared_level=assessment.declared_level,
        reaches_target=analysis.total >= framework.target,
        instruments=tuple(_instrument(each, analysis, assessment, english) for each in framework.instruments.all()),
        indicators=tuple(_indicator(score, analysis, measures) for score in assessment.scores.all()),
        strengths=analysis.strengths,
        improvements=analysis.improvements,
        levels=tuple(
            LevelPart(
                label=level.label,
                label_en=level.label_en,
                min_total=level.min_total,
                min_each_instrument=level.min_each_instrument,
            )
            for level in framework.levels.all()
        ),
        source=assessment.source,
    )


def _instrument(instrument, analysis: Analysis, assessment: Assessment, english: dict[str, str]) -> InstrumentPart:
    computed = analysis.instrument(instrument.code)
    return InstrumentPart(
        code=instrument.code,
        name=instrument.name,
        name_en=instrument.name_en,
        weight=instrument.weight,
        score=computed.score,
        declared_score=assessment.declared().instruments.get(instrument.code),
        level=computed.level,
        level_en=english[computed.level],
        reaches_target=computed.score >= assessment.framework.target,
        indicators=tuple(indicator.number for indicator in instrument.indicators.all()),
    )


def _indicator(score, analysis: Analysis, measures) -> IndicatorPart:
    indicator = score.indicator
    return IndicatorPart(
        number=indicator.number,
        name=indicator.name,
        name_en=indicator.name_en,
        instrument=indicator.instrument.code,
        score=score.score,
        contribution=analysis.contributions[indicator.number],
        is_strength=indicator.number in analysis.strengths,
        is_urgent=score.is_urgent,
        finding=score.finding,
        recommendation=score.recommendation,
        measures=tuple(m.number for m in measures if any(i.number == indicator.number for i in m.indicators.all())),
    )


def _round(each, reported: frozenset[str]) -> RoundPart:
    return RoundPart(
        kind=each.kind,
        title=each.title,
        covers_from=each.covers_from,
        covers_to=each.covers_to,
        due_on=each.due_on,
        is_reported=each.kind in reported,
    )


def _measure(measure: Measure, plan: Plan, reported: frozenset[str]) -> MeasurePart:
    owners = measure.owners()
    return MeasurePart(
        number=measure.number,
        title=measure.title,
        steps=tuple(step.text for step in measure.steps.all()),
        every_division=measure.every_division,
        divisions=tuple(division.name for division in owners),
        indicators=tuple(indicator.number for indicator in measure.indicators.all()),
        progress=tuple(
            _progress(measure, each.kind, len(owners)) for each in plan.rounds.all() if each.kind in reported
        ),
    )


def _accepted(measure: Measure, rounds: frozenset[str]) -> list[Report]:
    return [
        report
        for report in measure.reports.all()
        if report.status == Report.Status.ACCEPTED and report.round.kind in rounds
    ]


def _progress(measure: Measure, kind: str, owed: int) -> Progress:
    accepted = len(_accepted(measure, frozenset([kind])))
    expected = max(owed, accepted)
    status = "pending" if not accepted else "complete" if accepted == expected else "partial"
    return Progress(round=kind, expected=expected, accepted=accepted, status=status)


def _report(report: Report) -> ReportPart:
    return ReportPart(
        round=report.round.kind,
        measure=report.measure.number,
        division=report.division.name,
        done=report.done,
        result=report.result,
        obstacles=report.obstacles,
        evidence=tuple(
            EvidencePart(caption=each.caption, url=each.url, file_name=each.file.name.rpartition("/")[2])
            for each in report.evidence.all()
        ),
    )
