"""Reading one year out of the staff's tables into a document: the only way from their rooms to what is published."""

from collections.abc import Iterable
from pathlib import PurePath

from agencies.models import Agency
from assessments.analysis import Analysis
from assessments.models import Assessment, Framework, IndicatorScore, Instrument
from measures.kinds import Kind
from measures.models import Measure, Plan, Round
from publications.document import (
    AgencyPart,
    Announcement,
    Approval,
    Document,
    EarlierResult,
    EarlierScore,
    EditionPart,
    FiledItem,
    IndicatorPart,
    InstrumentPart,
    LevelPart,
    MeasurePart,
    Remark,
    Result,
    SealPart,
    Signatory,
    sha256_of,
)
from publications.document.year import Year

from . import follow_up

# What is printed, by the ending of its name.
SEAL_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def build_document(
    plan: Plan,
    kind: str,
    *,
    reported: frozenset[str] = frozenset(),
    edition: EditionPart | None = None,
    remarks: tuple[Remark, ...] = (),
) -> Document:
    """Read one year out of the staff's tables.

    `reported` names the rounds ("progress", "final") whose accepted reports the document contains; a report that is
    not accepted is never read. Raises ValueError when the year is not complete (publishing/checklist.py says what
    is missing).
    """
    return document_of(Year.of(plan), kind, reported=reported, edition=edition, remarks=remarks)


def document_of(
    year: Year,
    kind: str,
    *,
    reported: frozenset[str] = frozenset(),
    edition: EditionPart | None = None,
    remarks: tuple[Remark, ...] = (),
) -> Document:
    """The same from rows that were read before; raises the same ValueError."""
    plan = year.plan
    if year.answered is None or year.analysis is None:
        raise ValueError(f"no assessment of {plan.fiscal_year - 1}")
    return Document(
        kind=kind,
        fiscal_year=plan.fiscal_year,
        title=plan.title,
        introduction=plan.introduction,
        agency=_agency(plan),
        edition=edition,
        filed_as=_filed_as(plan.fiscal_year, year.filing),
        approval=Approval(approved_on=plan.approved_on, position=plan.approver_position, name=plan.approver_name),
        result=_result(year, year.answered, year.analysis, plan.measures.all()),
        divisions=tuple(division.name for division in plan.agency.divisions.all() if division.is_active),
        remarks=remarks,
        rounds=tuple(follow_up.round_part(round_, reported) for round_ in plan.rounds.all()),
        measures=tuple(_measure(measure, plan, reported) for measure in plan.measures.all()),
        reports=follow_up.reports_of(plan, reported, year.redactions),
        unreported=follow_up.unreported(plan, reported),
        excused=follow_up.excused(plan, reported),
        division_progress=follow_up.division_progress(plan, reported),
        obstacles_are_public=plan.agency.obstacles_are_public,
        signatories=_signatories(plan, kind),
        announcement=_announcement(plan, kind),
        digits=plan.agency.digits,
        base_url=plan.agency.base_address,
    )


def _agency(plan: Plan) -> AgencyPart:
    agency = plan.agency
    return AgencyPart(
        name=agency.name,
        subdistrict=agency.subdistrict,
        district=agency.district,
        province=agency.province,
        seal=seal_of(agency),
    )


def _signatories(plan: Plan, kind: str) -> tuple[Signatory, ...]:
    """Those of the plan, or of the round on which the document reports."""
    signed = _reported_in(plan, kind)
    return tuple(
        Signatory(role=role, name=name, position=position)
        for role, name, position in (signed.signers() if signed else ())
    )


def _reported_in(plan: Plan, kind: str) -> Plan | Round | None:
    """What a document is of: the plan itself, or the round on which it reports."""
    return plan if kind == Kind.PLAN else next((round_ for round_ in plan.rounds.all() if round_.kind == kind), None)


def _announcement(plan: Plan, kind: str) -> Announcement | None:
    """The words of the staff, else the usual ones, which are Thai only."""
    announced = _reported_in(plan, kind)
    if announced is None or not announced.is_announced:
        return None
    lines = [line.strip() for line in announced.announcement.splitlines() if line.strip()]
    return Announcement(announced_on=announced.announced_on, text="\n".join(lines or _usual_words(plan, Kind(kind))))


def _usual_words(plan: Plan, kind: Kind) -> list[str]:
    """Why the document was made, and that it is announced, as such announcements put it."""
    agency, title = plan.agency.name, kind.title_of(plan.title)
    if kind == Kind.PLAN:
        done = (
            f"ด้วย{agency} ได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) "
            f"ประจำปีงบประมาณ พ.ศ. {plan.fiscal_year - 1} และได้กำหนด{title} "
            "เพื่อให้ทุกส่วนราชการในสังกัดถือปฏิบัติ รายละเอียดปรากฏตามเอกสารแนบท้ายประกาศนี้"
        )
    else:
        done = f"ด้วย{agency} ได้จัดทำ{title} เสร็จเรียบร้อยแล้ว รายละเอียดปรากฏตามเอกสารแนบท้ายประกาศนี้"
    return [done, "จึงประกาศให้ทราบโดยทั่วกัน"]


def seal_of(agency: Agency) -> SealPart | None:
    """The seal by its bytes; raises ValueError when its file cannot be read or is no picture that is printed."""
    if not agency.seal:
        return None
    name = PurePath(agency.seal.name or "").name
    content_type = SEAL_TYPES.get(PurePath(name).suffix.lower())
    try:
        with agency.seal.open("rb") as file:
            content = file.read()
    except OSError as error:
        raise ValueError("the seal's file cannot be read") from error
    if content_type is None or not content:
        raise ValueError("the seal is neither PNG nor JPEG")
    return SealPart(file_name=name, content_type=content_type, size=len(content), sha256=sha256_of(content))


def _filed_as(fiscal_year: int, framework: Framework | None) -> tuple[FiledItem, ...]:
    items = framework.disclosure_items.all() if framework else ()
    return tuple(
        FiledItem(document=item.document, code=item.code, covers_fiscal_year=fiscal_year + item.year_offset)
        for item in items
    )


def _result(year: Year, assessment: Assessment, analysis: Analysis, measures: Iterable[Measure]) -> Result:
    framework = assessment.framework
    if analysis.missing:  # else there are a total and a level, which the types below do not know
        raise ValueError(f"no score for indicators {analysis.missing}")
    english = {level.label: level.label_en for level in framework.levels.all()}
    return Result(
        fiscal_year=framework.fiscal_year,
        target=framework.target,
        total=analysis.total,
        declared_total=assessment.declared_total,
        level=analysis.level,
        level_en=english[analysis.level],  # type: ignore[index]
        declared_level=assessment.declared_level,
        reaches_target=analysis.total >= framework.target,  # type: ignore[operator]
        instruments=tuple(
            _instrument(instrument, analysis, assessment, english) for instrument in framework.instruments.all()
        ),
        indicators=tuple(_indicator(score, analysis, measures) for score in assessment.scores.all()),
        strengths=analysis.strengths,
        improvements=analysis.improvements,
        has_no_urgent_points=assessment.has_no_urgent_points,
        levels=tuple(
            LevelPart(
                label=level.label,
                label_en=level.label_en,
                min_total=level.min_total,
                min_each_instrument=level.min_each_instrument,
            )
            for level in framework.levels.all()
        ),
        earlier=_earlier(year),
        source=assessment.source,
    )


def _earlier(year: Year) -> EarlierResult | None:
    """The year before the assessed one, where its result is complete: half a result is nothing to compare with."""
    before = year.before
    analysis = before.analyse() if before else None
    if before is None or analysis is None or analysis.missing:
        return None
    english = {level.label: level.label_en for level in before.framework.levels.all()}
    return EarlierResult(
        fiscal_year=before.fiscal_year,
        total=analysis.total,
        level=analysis.level,
        level_en=english[analysis.level],  # type: ignore[index]  # no score is missing
        indicators=tuple(
            EarlierScore(
                number=row.indicator.number,
                name=row.indicator.name,
                name_en=row.indicator.name_en,
                instrument=row.indicator.instrument.code,
                score=row.score,
                measures=_serving(row.indicator.number, year.earlier_measures),
            )
            for row in before.scores.all()
        ),
    )


def _serving(number: int, measures: Iterable[Measure]) -> tuple[int, ...]:
    return tuple(
        measure.number
        for measure in measures
        if any(indicator.number == number for indicator in measure.indicators.all())
    )


def _instrument(
    instrument: Instrument, analysis: Analysis, assessment: Assessment, english: dict[str, str]
) -> InstrumentPart:
    computed, declared = analysis.instrument(instrument.code), assessment.declared()
    return InstrumentPart(
        code=instrument.code,
        name=instrument.name,
        name_en=instrument.name_en,
        weight=instrument.weight,
        score=computed.score,
        declared_score=declared.instruments.get(instrument.code),
        declared_level=declared.instrument_levels.get(instrument.code) or "",
        level=computed.level,
        level_en=english[computed.level],  # type: ignore[index]  # no score is missing
        reaches_target=computed.score >= assessment.framework.target,  # type: ignore[operator]  # likewise
        indicators=tuple(indicator.number for indicator in instrument.indicators.all()),
    )


def _indicator(score: IndicatorScore, analysis: Analysis, measures: Iterable[Measure]) -> IndicatorPart:
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
        measures=_serving(indicator.number, measures),
    )


def _measure(measure: Measure, plan: Plan, reported: frozenset[str]) -> MeasurePart:
    return MeasurePart(
        number=measure.number,
        title=measure.title,
        steps=tuple(step.text for step in measure.steps.all()),
        every_division=measure.every_division,
        divisions=tuple(division.name for division in measure.owners()),
        indicators=tuple(indicator.number for indicator in measure.indicators.all()),
        starts_on=measure.starts_on,
        ends_on=measure.ends_on,
        success_indicator=measure.success_indicator,
        target=measure.target,
        budget=measure.budget,
        needs_no_budget=measure.needs_no_budget,
        progress=follow_up.progress_of(measure, plan, reported),
    )
