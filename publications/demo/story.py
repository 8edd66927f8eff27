"""What happened in the invented agency, in order: plans, rounds, editions, what was withdrawn, corrected, redacted."""

from typing import Any

from agencies.models import Agency, User
from measures.models import Evidence, Plan, Step
from measures.reporting.storing import take_away
from publications import publishing
from publications.models import Edition, Kind, PublishedFile

from .reports import follow_up, moment, round_of

# What citizens read beside a figure or an edition; Thai only, as all official documents.
ONE_DECIMAL = (
    "ประกาศผลการประเมินพิมพ์คะแนนรวมด้วยทศนิยมตำแหน่งเดียว (87.8) "
    "คะแนนรวมที่คำนวณจากคะแนนรายตัวชี้วัดคือ 87.84 และอยู่ในระดับ A เช่นเดียวกัน"
)
NOT_SERVED = (
    "ประกาศหลักเกณฑ์การยืมและใช้ทรัพย์สินของทางราชการเพิ่งมีผลใช้บังคับเมื่อเดือนตุลาคม 2565 "
    "จึงให้ติดตามผลตามประกาศก่อน และจะกำหนดเป็นมาตรการในปีงบประมาณ พ.ศ. 2567"
)
PERSONAL_DATA = "หลักฐานของมาตรการที่ 5 เปิดไปยังแบบรับฟังความคิดเห็นที่มีชื่อและหมายเลขโทรศัพท์ของผู้ให้ความเห็น ซึ่งเป็นข้อมูลส่วนบุคคล"
WITHOUT_PERSONAL_DATA = "เปลี่ยนหลักฐานของมาตรการที่ 5 เป็นสรุปผลที่ไม่มีข้อมูลส่วนบุคคล แทนฉบับที่ถอนการเผยแพร่"
WRONG_DAY = "แก้ไขกำหนดวันในขั้นตอนที่ 2 ของมาตรการที่ 4 ซึ่งพิมพ์เป็นวันหลังสิ้นปีงบประมาณ"
NOT_BEGUN = "กองช่างจะเริ่มเปิดรับนัดหมายล่วงหน้าในครึ่งปีหลัง จึงยังไม่มีหลักฐานการดำเนินการในรอบนี้"
NOT_REPORTED = (
    "กองช่างไม่ได้ส่งรายงานภายในวันที่ปิดรอบ แม้สำนักปลัดแจ้งเตือนแล้ว 3 ครั้ง "
    "นายกองค์การบริหารส่วนตำบลสั่งการให้ชี้แจงและรายงานผลในรอบแรกของปีงบประมาณ พ.ศ. 2567"
)
WITHOUT_EVIDENCE = (
    "สำนักปลัดรายงานว่าดำเนินการแล้ว แต่ทะเบียนเรื่องร้องเรียนเป็นเอกสารลับซึ่งเผยแพร่ไม่ได้ "
    "จึงนับเป็นรายงานว่าแล้วเสร็จโดยไม่มีหลักฐาน และจะจัดทำสถิติที่เผยแพร่ได้ในปีถัดไป"
)
MEMBER_OF_THE_PUBLIC = (
    "ภาพแสดงประชาชนผู้มารับบริการในลักษณะที่ระบุตัวบุคคลได้ และผู้อยู่ในภาพขอให้ระงับการเผยแพร่ตามกฎหมายว่าด้วยการคุ้มครองข้อมูลส่วนบุคคล"
)
REDACTED_CAPTION = "ผู้รับบริการตามนัดหมายที่จุดบริการของสำนักปลัด เดือนสิงหาคม 2566"


def tell(agency: Agency) -> None:
    """Everything that happened, from the first edition to the newest; what fails leaves no file of evidence behind."""
    story = _Story(agency)
    try:
        story.tell()
    except BaseException:
        take_away(story.stored)
        raise


class _Story:
    """The years of the invented agency, as its staff reported on, published, withdrew and corrected them."""

    def __init__(self, agency: Agency):
        self.agency = agency
        self.palad = User.objects.get(agency=agency, role=User.Role.PUBLISHER)
        self.office = User.objects.get(agency=agency, role=User.Role.PLANNER)
        self.stored: list[Evidence] = []

    def tell(self) -> None:
        """Everything from the first edition to the newest."""
        self.publish(2564, Kind.PLAN, "2020-12-15T10:15")
        self.year_with_a_withdrawal()
        self.year_with_all_documents()
        self.year_that_goes_on()

    def year_with_a_withdrawal(self) -> None:
        """2565: followed up with links alone, as reports were written then."""
        rounded = {"total_differs:total:87.80:87.84": ONE_DECIMAL}
        self.publish(2565, Kind.PLAN, "2021-12-14T14:40", reasons=rounded)
        self.follow_up(2565, Kind.PROGRESS)
        careless = self.publish(2565, Kind.PROGRESS, "2022-04-20T09:50")
        careless.withdraw(by=self.palad, reason=PERSONAL_DATA, at=moment("2022-04-25T08:45"))
        evidence = Evidence.objects.get(report__round__plan__agency=self.agency, url__endswith="/feedback-forms.pdf")
        evidence.caption = "สรุปความคิดเห็นที่ได้รับ"
        evidence.url = "https://www.example.go.th/ita/2565/feedback-summary.pdf"
        evidence.save()
        self.publish(2565, Kind.PROGRESS, "2022-04-27T10:30", reason=WITHOUT_PERSONAL_DATA)
        self.close(2565, Kind.PROGRESS, "2022-04-29T16:00")
        self.follow_up(2565, Kind.FINAL)
        self.publish(2565, Kind.FINAL, "2022-10-18T13:25")
        self.close(2565, Kind.FINAL, "2022-10-20T16:00")

    def year_with_all_documents(self) -> None:
        """2566: a plan that is corrected, both rounds with everything that may happen in one, a file redacted."""
        self.publish(2566, Kind.PLAN, "2022-12-13T10:00", reasons={"not_served:4": NOT_SERVED})
        self.correct_the_step()
        self.publish(2566, Kind.PLAN, "2023-01-17T09:30", reason=WRONG_DAY)
        self.follow_up(2566, Kind.PROGRESS)
        self.close(2566, Kind.PROGRESS, "2023-04-21T16:00")
        self.publish(2566, Kind.PROGRESS, "2023-04-26T10:20", reasons={"no_evidence:progress:4:กองช่าง": NOT_BEGUN})
        self.follow_up(2566, Kind.FINAL)
        self.close(2566, Kind.FINAL, "2023-10-24T16:00")
        unreported = {"no_report:final:กองช่าง:4": NOT_REPORTED}
        unproved = {"no_evidence:final:3:สำนักปลัด": WITHOUT_EVIDENCE}
        self.publish(2566, Kind.FINAL, "2023-10-30T14:10", reasons=unreported | unproved)
        self.redact(REDACTED_CAPTION, "2023-11-08T09:15")

    def year_that_goes_on(self) -> None:
        """2567: the plan states budgets and targets; its last round is still open, with a report in every state."""
        self.publish(2567, Kind.PLAN, "2023-12-14T11:20")
        self.follow_up(2567, Kind.PROGRESS)
        self.close(2567, Kind.PROGRESS, "2024-04-22T16:00")
        self.publish(2567, Kind.PROGRESS, "2024-04-24T15:05")
        self.follow_up(2567, Kind.FINAL)

    # What is done once or often

    def follow_up(self, year: int, kind: str) -> None:
        follow_up(self.agency, year, kind, stored=self.stored)

    def publish(self, year: int, kind: str, when: str, **words: Any) -> Edition:
        plan = Plan.objects.for_year(year).get(agency=self.agency)
        return publishing.publish(plan, kind, by=self.palad, at=moment(when), **words)

    def close(self, year: int, kind: str, when: str) -> None:
        round_of(self.agency, year, kind).close(by=self.office, at=moment(when))

    def correct_the_step(self) -> None:
        of_year = Step.objects.filter(measure__plan__agency=self.agency, measure__plan__fiscal_year=2566)
        step = of_year.get(measure__number=4, position=2)
        step.text = step.text.replace("30 มิถุนายน 2567", "30 มิถุนายน 2566")
        step.save()

    def redact(self, caption: str, when: str) -> None:
        evidence = Evidence.objects.get(report__round__plan__agency=self.agency, caption=caption)
        file = PublishedFile.objects.for_agency(self.agency).get(sha256=evidence.sha256)
        publishing.redact(file, by=self.palad, reason=MEMBER_OF_THE_PUBLIC, at=moment(when))
