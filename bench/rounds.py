"""A round that is closed and its final edition published: 600 reports with 1,200 pictures against a tenth of both."""

import hashlib
import io
import os
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image

from agencies.models import Agency, Division, User
from assessments.models import Assessment, Framework
from measures.models import Evidence, Measure, Plan, Report, Round, Step

from .measure import Row, Run, alone, best

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
YEAR, PICTURES = 2566, 2  # of each report
SIZES = [(6, 10), (30, 20)]  # measures and divisions
GROWTH = 10
TURNS = 2
SAID = "ดำเนินการตามขั้นตอนที่กำหนดไว้ในมาตรการ และแจ้งผลให้ผู้เกี่ยวข้องทราบแล้ว "


def rows() -> Iterator[Row]:
    """Each in a process of its own, less what one needs that only imports the same."""
    turns = [[_published(*size) for size in SIZES] for _turn in range(TURNS)]
    bare = _manage("from publications import publishing")
    tenth, whole = (best([turn[place] for turn in turns]) for place in range(len(SIZES)))
    growth = (whole.seconds - bare.seconds) / (tenth.seconds - bare.seconds) / GROWTH
    what = "a round of 600 reports and 1,200 pictures closed and published"
    yield Row(what, f"{whole.seconds:.1f} s, {whole.megabytes:.0f} MB at its peak")
    yield Row("the same with a tenth of both", f"{tenth.seconds:.1f} s, {tenth.megabytes:.0f} MB at its peak")
    yield Row("growth of its time against growth of its reports", f"{growth:.2f}", "≤ 1.0")


def _published(measures: int, divisions: int) -> Run:
    plan = plan_with_reports(measures, divisions)
    return _manage(f"from bench import rounds; rounds.close_and_publish({plan.pk})")


def _manage(code: str) -> Run:
    return alone([sys.executable, str(MANAGE), "shell", "-v0", "-c", code], dict(os.environ))


def close_and_publish(pk: int) -> None:
    """What is measured, in its own process."""
    from publications import publishing

    plan = Plan.objects.get(pk=pk)
    plan.rounds.get(kind="final").close(by=User.objects.get(agency=plan.agency))
    warnings = publishing.Review.of(plan, "final").unexplained()
    publishing.publish(plan, "final", reasons={issue.key: "measured" for issue in warnings})


# What is published


def plan_with_reports(measures: int, divisions: int) -> Plan:
    """A year whose last round is open, with every report accepted and its pictures stored."""
    number = Agency.objects.count()
    agency = Agency.objects.create(name=f"อบต. {number}", subdistrict="ก", district="ข", province="ค")
    planner = User.objects.create_user(f"planner-{number}", agency=agency, role=User.Role.PUBLISHER)
    Division.objects.bulk_create(Division(agency=agency, name=f"กองที่ {place}") for place in range(1, divisions + 1))
    _assess(agency)
    approved = {"approved_on": date(2022, 12, 6), "approver_position": "นายกองค์การบริหารส่วนตำบล"}
    plan = Plan.objects.create(agency=agency, fiscal_year=YEAR, title=f"มาตรการ {YEAR}", **approved)
    for place in range(1, measures + 1):
        measure = Measure.objects.create(plan=plan, number=place, title=f"มาตรการที่ {place}", every_division=True)
        Step.objects.bulk_create(Step(measure=measure, position=step, text=SAID) for step in (1, 2))
    Round.objects.prepare_for(plan)
    plan.rounds.update(**approved)
    round_ = plan.rounds.get(kind="final")
    round_.open(by=planner)
    _report(round_)
    return plan


def _assess(agency: Agency) -> None:
    result = Assessment.objects.create(agency=agency, framework=Framework.objects.get(fiscal_year=YEAR - 1))
    result.prepare_rows()
    result.scores.update(score=Decimal("86.50"), finding=SAID, recommendation=SAID)


def _report(round_: Round) -> None:
    reports = list(round_.reports.all())
    for report in reports:
        report.status, report.implementation = Report.Status.ACCEPTED, Report.Implementation.DONE
        report.done, report.result, report.next_step = SAID * 3, SAID, SAID
    Report.objects.bulk_update(reports, ["status", "implementation", "done", "result", "next_step"])
    pieces = [_piece(report, place) for report in reports for place in range(1, PICTURES + 1)]
    Evidence.objects.bulk_create(pieces)


def _piece(report: Report, place: int) -> Evidence:
    """A small picture that no other report has; its small copy is itself."""
    file = io.BytesIO()
    Image.effect_noise((480, 360), 30).convert("RGB").save(file, "JPEG", quality=60)
    content = file.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    piece = Evidence(report=report, caption=f"ภาพกิจกรรมที่ {place}", name=f"{place}.jpg", position=place)
    piece.happened_on, piece.sha256 = report.round.covers_from, digest
    piece.size, piece.content_type = len(content), "image/jpeg"
    piece.file.save("file.jpg", ContentFile(content), save=False)
    piece.thumbnail.save("small.jpg", ContentFile(content), save=False)
    return piece
