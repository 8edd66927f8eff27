"""What the gallery shows beside a real edition, so that every look of a report and its evidence stands there."""

import json
from datetime import date, timedelta

from publications.document import (
    Announcement,
    Counts,
    DivisionProgress,
    Document,
    EvidencePart,
    Excused,
    Extension,
    Redaction,
    ReportPart,
    StepReport,
    Unreported,
)
from publications.models import Edition, Event, PublishedFile

DAY = date(2023, 3, 31)


def pieces() -> tuple[EvidencePart, ...]:
    """One piece of evidence of each look; their files exist nowhere."""
    named = EvidencePart(caption="ชื่อไฟล์", url="", file_name="name.pdf")
    file = named.model_copy(update={"sha256": "0" * 64, "size": 240_000, "content_type": "application/pdf"})
    picture = file.model_copy(update={"content_type": "image/jpeg", "happened_on": DAY})
    redaction = Redaction(reason="มีข้อมูลส่วนบุคคล", redacted_on=DAY)
    link = EvidencePart(caption="ลิงก์", url="https://www.example.go.th/", file_name="")
    return (link, named, file, picture, picture.model_copy(update={"redaction": redaction}))


def report(number: int) -> ReportPart:
    """A late report on a measure that says everything a report can say."""
    return ReportPart(
        round="progress",
        measure=number,
        division="กองคลัง",
        standing="partly_done",
        implementation="partly_done",
        done="ดำเนินการ",
        steps=(StepReport(number=1, text="ขั้นตอน", done="ดำเนินการ"),),
        value_reached="ร้อยละ 80",
        result="ผล",
        obstacles="",
        next_step="ต่อไป",
        evidence=pieces(),
        submitted_on=DAY + timedelta(days=3),
        due_on=DAY,
        is_late=True,
        review_days=2,
        extension=Extension(until=DAY, reason="น้ำท่วม"),
    )


def with_everything(document: Document) -> Document:
    """The document with a round in which one division reported late, one did not report and one need not."""
    number = document.measures[0].number
    counts = Counts(**dict.fromkeys(Counts.model_fields, 1))
    return document.model_copy(
        update={
            "announcement": Announcement(announced_on=DAY, text="ด้วยองค์การบริหารส่วนตำบล\nจึงประกาศให้ทราบโดยทั่วกัน"),
            "reports": (report(number),),
            "unreported": (Unreported(round="progress", measure=number, division="กองช่าง", due_on=DAY),),
            "excused": (Excused(round="progress", measure=number, division="กองการศึกษา", reason="จัดตั้งใหม่"),),
            "division_progress": (
                DivisionProgress(round="progress", division="กองคลัง", expected=8, accepted=7, counts=counts),
            ),
        }
    )


def signed_copy(edition: Edition) -> Event:
    """A signed copy of an edition that exists nowhere."""
    file = PublishedFile(sha256="0" * 64, size=1_800_000)
    told = json.dumps({"reason": "รหัส QR ในไฟล์สแกนตรงกับฉบับนี้"})
    return Event(act=Event.Act.SCANNED, edition=edition, file=file, at=edition.published_at, content=told)
