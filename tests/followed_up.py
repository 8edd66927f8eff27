"""A year whose first round is reported in every way: parts of its document, and an edition that holds them all."""

import datetime
import io

from PIL import Image, ImageDraw

from agencies.models import Agency
from measures.models import Plan
from publications.document import (
    Counts,
    DivisionProgress,
    EvidencePart,
    Excused,
    Extension,
    Progress,
    Redaction,
    ReportPart,
    StepReport,
    Unreported,
    builder,
)
from publications.models import Edition, PublishedFile, store
from tests import factories
from tests.editions import freeze

DUE = datetime.date(2023, 4, 19)
APPROVED = {"approved_on": datetime.date(2023, 5, 8), "position": "ปลัดองค์การบริหารส่วนตำบลทดสอบ", "name": "นางปลัด"}


def drawn(colour: str = "teal", size: tuple[int, int] = (320, 240)) -> bytes:
    """A picture as JPEG."""
    picture, file = Image.new("RGB", size, colour), io.BytesIO()
    ImageDraw.Draw(picture).ellipse((size[0] // 4, 20, size[0] * 3 // 4, size[1] - 20), fill="gold")
    picture.save(file, "JPEG")
    return file.getvalue()


def photograph(agency: Agency, caption: str = "ภาพการอบรม", colour: str = "teal", **fields) -> EvidencePart:
    """A picture that is kept among the published files."""
    content = drawn(colour)
    jpeg = {"extension": "jpg", "content_type": "image/jpeg", "thumbnail": drawn(colour, (160, 120))}
    return piece(store(agency, content, name="IMG_001.jpg", **jpeg), caption, **fields)


def paper(agency: Agency, caption: str = "บันทึกการประชุม", **fields) -> EvidencePart:
    """A PDF that is kept among the published files."""
    kept = store(agency, b"%PDF-1.7 minutes", name="minutes.pdf", extension="pdf", content_type="application/pdf")
    return piece(kept, caption, **fields)


def piece(file: PublishedFile, caption: str, **fields) -> EvidencePart:
    """A published file as a document names it."""
    known = {"sha256": file.sha256, "size": file.size, "content_type": file.content_type, "file_name": file.name}
    return EvidencePart(**{"caption": caption, "url": "", "happened_on": datetime.date(2023, 1, 16)} | known | fields)


def report(division: str = "สำนักปลัด", standing: str = "done", **fields) -> ReportPart:
    """A punctual report on measure 1 in the first round."""
    days = {"submitted_on": datetime.date(2023, 4, 10), "due_on": DUE, "review_days": 1}
    said = {"done": "จัดอบรมบุคลากร", "result": "เข้าใจมากขึ้น", "obstacles": "", "evidence": ()}
    return ReportPart(
        **{"round": "progress", "measure": 1, "division": division, "standing": standing} | days | said | fields
    )


def late(division: str = "กองคลัง", **fields) -> ReportPart:
    """A report that came three days late although it had more time, and lay two days with its reviewers."""
    known = {
        "due_on": datetime.date(2023, 4, 25),
        "submitted_on": datetime.date(2023, 4, 28),
        "is_late": True,
        "review_days": 2,
        "extension": Extension(until=datetime.date(2023, 4, 25), reason="น้ำท่วมที่ทำการ"),
    }
    return report(division, "said_done", **known | fields)


def plan_with_facts() -> Plan:
    """A plan whose one measure states everything it can, with four divisions and a day due."""
    agency = factories.make_agency()
    for position, name in enumerate(("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา")):
        factories.make_division(agency, name, position=position)
    plan = factories.make_year(agency, approver_name="นายสมชาย")
    plan.measures.update(
        success_indicator="ร้อยละของบุคลากรที่ผ่านการอบรม",
        target="ร้อยละ 90",
        budget="150000",
        starts_on=datetime.date(2022, 10, 1),
        ends_on=datetime.date(2023, 3, 31),
    )
    plan.rounds.filter(kind="progress").update(due_on=DUE)
    return plan


def freeze_followed_up(**changed) -> Edition:
    """A progress edition: one division did it, one late and without evidence, one did not report, one need not."""
    plan = plan_with_facts()
    edition = freeze(plan, "progress", **parts(plan) | changed)
    for file in PublishedFile.objects.all():
        file.editions.add(edition)
    return edition


def parts(plan: Plan) -> dict:
    """What the document of such an edition says of its round."""
    return {
        "reports": (full_report(plan.agency), late()),
        "unreported": (Unreported(round="progress", measure=1, division="กองช่าง", due_on=DUE),),
        "excused": (Excused(round="progress", measure=1, division="กองการศึกษา", reason="จัดตั้งหลังสิ้นรอบ"),),
        "division_progress": _of_divisions(),
        **_with_the_round(plan),
    }


def full_report(agency: Agency) -> ReportPart:
    """A report that says everything, with a picture, a paper, a link and a file that was redacted."""
    redaction = Redaction(reason="มีเลขประจำตัวประชาชน", redacted_on=datetime.date(2023, 6, 1))
    link = EvidencePart(caption="ข่าวกิจกรรม", url="https://www.example.go.th/activity", file_name="")
    return report(
        steps=(StepReport(number=1, text="จัดทำแนวทาง", done="จัดทำและเวียนแจ้งแล้ว"),),
        value_reached="ร้อยละ 92",
        obstacles="วิทยากรมีเวลาน้อย",
        next_step="อบรมซ้ำในปีถัดไป",
        evidence=(
            photograph(agency),
            photograph(agency, "ภาพการลงนาม", "navy"),
            paper(agency),
            link,
            photograph(agency, "บัตรประชาชน", "red", redaction=redaction),
        ),
    )


def _of_divisions() -> tuple[DivisionProgress, ...]:
    found = (("สำนักปลัด", Counts(done=1)), ("กองคลัง", Counts(said_done=1, late=1)), ("กองช่าง", Counts(missing=1)))
    return tuple(
        DivisionProgress(round="progress", division=name, expected=1, accepted=1 - counts.missing, counts=counts)
        for name, counts in found
    )


def _with_the_round(plan: Plan) -> dict:
    """The rounds and measures of the plan's document with what became of the first round."""
    drafted = builder.build_document(plan, "progress", reported=frozenset(["progress"]))
    counts = Counts(done=1, said_done=1, missing=1, late=1)
    progress = Progress(round="progress", expected=3, accepted=2, status="partial", counts=counts)
    first, *rest = (part.model_dump() for part in drafted.rounds)
    closed = {"approval": APPROVED, "closed_on": datetime.date(2023, 5, 2)}
    return {
        "rounds": [first | closed, *(part | {"approval": None} for part in rest)],
        "measures": [measure.model_dump() | {"progress": [progress]} for measure in drafted.measures],
    }
