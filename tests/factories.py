"""Plain functions that make one valid thing each; a test names only what matters to it."""

import datetime
import hashlib
from decimal import Decimal
from functools import cache

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from agencies.models import IN_A_DIVISION, ActingAppointment, Agency, Division, SitePage, SiteText, User
from assessments.analysis import analyse
from assessments.models import Assessment, Framework, Indicator, IndicatorScore
from measures.kinds import ROUNDS
from measures.models import Evidence, Measure, Plan, Report, Round, Step
from publications import publishing
from publications.models import Edition, Kind

# The scores of the sample's result of 2565; tests that speak of other figures name them.
SCORES = ["87.49", "77.85", "81.90", "78.08", "80.30", "78.35", "85.89", "83.96", "95.00", "87.50"]

APPROVED = {"approved_on": datetime.date(2022, 12, 26), "approver_position": "นายกองค์การบริหารส่วนตำบลทดสอบ"}


def framework_of(year: int = 2565) -> Framework:
    """The reference rules of a fiscal year, which tests/conftest.py has loaded."""
    return Framework.objects.get(fiscal_year=year)


def keep_frameworks_of(*years: int) -> None:
    """Leave the reference rules of these years alone, as in a portal that knows no others."""
    Framework.objects.exclude(fiscal_year__in=years).delete()


def make_agency(name: str = "องค์การบริหารส่วนตำบลทดสอบ", **fields) -> Agency:
    return Agency.objects.create(
        **{"name": name, "subdistrict": "ทดสอบ", "district": "เมืองทดสอบ", "province": "ทดสอบ"} | fields
    )


def make_division(agency: Agency, name: str = "สำนักปลัด", **fields) -> Division:
    return Division.objects.create(agency=agency, name=name, **fields)


def make_site_text(agency: Agency, page: str = SitePage.PRIVACY, language: str = "th", **fields) -> SiteText:
    """What an agency has written itself for a page of its site."""
    return SiteText.objects.create(agency=agency, page=page, language=language, **{"text": "ข้อความของเรา"} | fields)


def make_user(
    username: str = "staff", *, agency: Agency | None = None, role: str = User.Role.PLANNER, **fields
) -> User:
    """A member of staff; an officer or head gets a division, a user without an agency is the host's superuser."""
    if agency is None:
        return User.objects.create_superuser(username, password="secret", **fields)
    if role in IN_A_DIVISION and "division" not in fields:
        fields["division"] = agency.divisions.first() or make_division(agency)
    fields.setdefault("is_staff", True)  # as on every account made in the admin; Django's create_user says otherwise
    return User.objects.create_user(username, password="secret", agency=agency, role=role, **fields)


def appoint(user: User, role: str, *, days: tuple[int, int] = (0, 0), **fields) -> ActingAppointment:
    """An acting official from one day to another, counted from today."""
    first, last = (timezone.localdate() + datetime.timedelta(days=number) for number in days)
    return user.acting_appointments.create(role=role, starts_on=first, ends_on=last, **fields)


def make_assessment(agency: Agency, year: int = 2565, scores: list[str | None] | None = None, **fields) -> Assessment:
    """A result with its ten scores; None leaves an indicator empty."""
    framework = Framework.objects.with_rules().get(fiscal_year=year)
    given = {
        indicator: score and Decimal(score)
        for indicator, score in zip(framework.indicators.all(), scores or SCORES, strict=True)
    }
    if "declared_total" not in fields:
        by_number = {indicator.number: score for indicator, score in given.items()}
        fields["declared_total"] = analyse(framework.rules(), by_number).total
    assessment = Assessment.objects.create(agency=agency, framework=framework_of(year), **fields)
    said = {"finding": "ข้อค้นพบ", "recommendation": "ข้อเสนอแนะ"}
    IndicatorScore.objects.bulk_create(
        IndicatorScore(assessment=assessment, indicator=indicator, score=score, is_urgent=indicator.number == 2, **said)
        for indicator, score in given.items()
    )
    assessment.prepare_rows()
    return assessment


def make_plan(agency: Agency, year: int = 2566, *, rounds: bool = True, **fields) -> Plan:
    plan = Plan.objects.create(agency=agency, fiscal_year=year, **{"title": f"มาตรการ {year}"} | APPROVED | fields)
    if rounds:
        for kind in Round.Kind.values:
            make_round(plan, kind)
    return plan


def make_round(plan: Plan, kind: str = Round.Kind.PROGRESS, **fields) -> Round:
    start, end = ROUNDS[kind].covers(plan.fiscal_year)
    return Round.objects.create(
        plan=plan,
        kind=kind,
        **{"title": f"รอบ {kind}", "covers_from": start, "covers_to": end, "is_opened": True, **APPROVED} | fields,
    )


def make_measure(
    plan: Plan,
    number: int = 1,
    *,
    steps: tuple[str, ...] = ("จัดทำแนวทาง",),
    divisions: tuple[Division, ...] = (),
    indicators: tuple[int, ...] = (),
    **fields,
) -> Measure:
    """A measure with steps; without named divisions it is every division's."""
    measure = Measure.objects.create(
        plan=plan, number=number, **{"title": f"มาตรการที่ {number}", "every_division": not divisions} | fields
    )
    for position, text in enumerate(steps, start=1):
        Step.objects.create(measure=measure, position=position, text=text)
    measure.divisions.set(divisions)
    year = plan.fiscal_year - 1
    measure.indicators.set(Indicator.objects.filter(framework__fiscal_year=year, number__in=indicators))
    return measure


def make_report(measure: Measure, round_: Round, division: Division | None = None, **fields) -> Report:
    """A report, accepted unless the test says otherwise."""
    report = Report.objects.create(
        measure=measure,
        round=round_,
        division=division or measure.owners()[0],
        **{"status": "accepted", "implementation": "done", "done": "ดำเนินการแล้ว", "result": "แล้วเสร็จ"} | fields,
    )
    seen = {"happened_on": round_.covers_from, "url": "https://www.example.go.th/activity"}
    report.evidence.create(caption="ภาพกิจกรรม", **seen)
    return report


def make_file(report: Report, content: bytes = b"%PDF-1.7", *, thumbnail: bytes = b"", **fields) -> Evidence:
    """A piece of evidence with a stored file: a picture when it has a thumbnail, else a PDF; dated in the round."""
    ending, content_type = ("jpg", "image/jpeg") if thumbnail else ("pdf", "application/pdf")
    piece = Evidence(
        report=report, **{"caption": "เอกสาร", "happened_on": report.round.covers_from, "position": 9} | fields
    )
    piece.sha256, piece.size, piece.content_type = hashlib.sha256(content).hexdigest(), len(content), content_type
    piece.file.save(f"a.{ending}", ContentFile(content), save=False)
    if thumbnail:
        piece.thumbnail.save("small.jpg", ContentFile(thumbnail), save=False)
    piece.save()
    return piece


def make_year(agency: Agency | None = None, year: int = 2566, **plan_fields) -> Plan:
    """A whole small year that is ready to be published: result of the year before, one measure, two rounds."""
    agency = agency or make_agency()
    if not agency.divisions.exists():
        make_division(agency)
    make_assessment(agency, year - 1)
    plan = make_plan(agency, year, **plan_fields)
    make_measure(plan, indicators=(2, 3, 4, 5, 6, 8))
    return plan


def publish(plan: Plan, kind: str = Kind.PLAN, **options) -> Edition:
    """The next edition of a plan's year; a correction gets a reason unless the test gives one."""
    options.setdefault("reason", "แก้ไข" if publishing.needs_reason(plan, kind) else "")
    return publishing.publish(plan, kind, **options)


def load_sample() -> Edition:
    """The real sample, published as `make run` does it."""
    call_command("load_sample", verbosity=0)
    return Edition.objects.get()


@cache
def at(text: str = "2023-01-16T09:00:00+07:00") -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)
