"""Loads an invented agency as demonstration data and publishes its years one after the other."""

import datetime

import yaml
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.http.request import validate_host

from agencies.models import Agency, User
from measures.models import Evidence, Plan, Report, Round, Step
from publications import publishing
from publications.models import Edition, Kind

DOMAIN = "demo.localhost"
# Where the agency answers that was alone until now, as `make run` serves it.
HOME = "127.0.0.1"

FIXTURES = settings.BASE_DIR / "fixtures"

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
MORE_EVIDENCE = "โปรดแนบหลักฐานการดำเนินการให้ครบทุกขั้นตอน"
WRONG_DAY = "แก้ไขกำหนดวันในขั้นตอนที่ 2 ของมาตรการที่ 4 ซึ่งพิมพ์เป็นวันหลังสิ้นปีงบประมาณ"


class Command(BaseCommand):
    help = (
        f"Load the demonstration data, an invented agency at {DOMAIN}, and publish its years; "
        "does nothing once there is an agency of that host name."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", default="8000", help="port of the addresses that are printed")

    @transaction.atomic
    def handle(self, *, port, **options):
        if settings.ALLOWED_HOSTS and not validate_host(DOMAIN, settings.ALLOWED_HOSTS):
            raise CommandError(f"Nothing was loaded: ALLOWED_HOSTS does not allow {DOMAIN}, so nobody could read it.")
        if not Agency.objects.filter(domain=DOMAIN).exists():
            self._say_who_was_named(name_the_only_agency())
            call_command("load_frameworks", stdout=self.stdout)
            call_command("loaddata", FIXTURES / "demo.yaml", verbosity=0)
            agency = Agency.objects.get(domain=DOMAIN)
            _write_reports(agency)
            _Story(agency).tell()
            self.stdout.write("โหลดและเผยแพร่ข้อมูลจำลองแล้ว / the demonstration data are loaded and published")
        self._say_where(port)

    def _say_who_was_named(self, agency: Agency | None) -> None:
        if agency is None:
            return
        self.stdout.write(
            f"{agency}: เปิดดูได้ที่ {HOME} เท่านั้นนับจากนี้ เพราะเมื่อมีหลายหน่วยงาน ระบบเลือกหน่วยงานจากชื่อในที่อยู่เว็บ "
            "(เปลี่ยนได้ในหน้าสำหรับเจ้าหน้าที่)\n"
            f"  answers at {HOME} only from now on: among several agencies the host name decides; see the admin"
        )

    def _say_where(self, port: str) -> None:
        self.stdout.write("เปิดดูได้ที่ / open:")
        for agency in Agency.objects.filter(domain__in=[HOME, DOMAIN]):
            self.stdout.write(f"  http://{agency.domain}:{port}/  {agency}")
        self.stdout.write(f"  http://{HOME}:{port}/admin/  สำหรับเจ้าหน้าที่ / staff")


def name_the_only_agency() -> Agency | None:
    """Give an agency that was alone, and needed no host name, the one under which `make run` serves it; return it."""
    agencies = list(Agency.objects.all()[:2])
    if len(agencies) != 1 or agencies[0].domain:
        return None
    agencies[0].domain = HOME
    agencies[0].save(update_fields=["domain"])
    return agencies[0]


# The reports, which no natural key can name


def _write_reports(agency: Agency) -> None:
    entries = yaml.safe_load((FIXTURES / "demo_reports.yaml").read_text(encoding="utf-8"))
    for year, kind in sorted({(entry["year"], entry["round"]) for entry in entries}):
        round_ = _round(agency, year, kind)
        round_.open(by=User.objects.get(agency=agency, role=User.Role.PLANNER))
    for entry in entries:
        _write_report(agency, **entry)


def _write_report(agency, *, year, round, measure, division, evidence=(), status=Report.Status.ACCEPTED, **texts):
    report = _round(agency, year, round).reports.get(measure__number=measure, division__name=division)
    for name, value in texts.items():
        setattr(report, name, value)
    report.save()
    for position, piece in enumerate(evidence, start=1):
        report.evidence.create(position=position, **piece)
    _bring_to(report, status, by=User.objects.get(agency=agency, role=User.Role.PLANNER))


def _bring_to(report: Report, status: str, *, by: User) -> None:
    """Submit a report five days after its round, and decide about it on the day after that."""
    day = report.round.covers_to + datetime.timedelta(days=5)
    submitted, decided = _moment(f"{day}T10:00"), _moment(f"{day + datetime.timedelta(days=1)}T15:30")
    if status != Report.Status.DRAFT:
        report.submit(by=by, at=submitted)
    if status == Report.Status.ACCEPTED:
        report.accept(by=by, at=decided)
    if status == Report.Status.RETURNED:
        report.return_for_correction(by=by, note=MORE_EVIDENCE, at=decided)


def _round(agency: Agency, year: int, kind: str) -> Round:
    return Round.objects.get(plan__agency=agency, plan__fiscal_year=year, kind=kind)


# What happened, in order


class _Story:
    """The years of the invented agency, as its staff published, withdrew and corrected them."""

    def __init__(self, agency: Agency):
        self.agency = agency
        self.palad = User.objects.get(agency=agency, role=User.Role.PUBLISHER)
        self.office = User.objects.get(agency=agency, role=User.Role.PLANNER)

    def tell(self) -> None:
        """Everything from the first edition to the newest."""
        self.publish(2564, Kind.PLAN, "2020-12-15T10:15")
        self.year_with_all_documents()
        self.year_with_a_correction()
        self.publish(2567, Kind.PLAN, "2023-12-14T11:20")
        self.publish(2567, Kind.PROGRESS, "2024-04-23T15:05")
        self.close(2567, Kind.PROGRESS, "2024-04-24T16:00")

    def year_with_all_documents(self) -> None:
        rounded = {"total_differs:total:87.80:87.84": ONE_DECIMAL}
        self.publish(2565, Kind.PLAN, "2021-12-14T14:40", reasons=rounded)
        careless = self.publish(2565, Kind.PROGRESS, "2022-04-20T09:50")
        careless.withdraw(by=self.palad, reason=PERSONAL_DATA, at=_moment("2022-04-25T08:45"))
        evidence = Evidence.objects.get(report__round__plan__agency=self.agency, url__endswith="/feedback-forms.pdf")
        evidence.caption = "สรุปความคิดเห็นที่ได้รับ"
        evidence.url = "https://www.example.go.th/ita/2565/feedback-summary.pdf"
        evidence.save()
        self.publish(2565, Kind.PROGRESS, "2022-04-27T10:30", reason=WITHOUT_PERSONAL_DATA)
        self.close(2565, Kind.PROGRESS, "2022-04-29T16:00")
        self.publish(2565, Kind.FINAL, "2022-10-18T13:25")
        self.close(2565, Kind.FINAL, "2022-10-20T16:00")

    def year_with_a_correction(self) -> None:
        self.publish(2566, Kind.PLAN, "2022-12-13T10:00", reasons={"not_served:4": NOT_SERVED})
        step = Step.objects.get(
            measure__plan__agency=self.agency, measure__plan__fiscal_year=2566, measure__number=4, position=2
        )
        step.text = step.text.replace("30 มิถุนายน 2567", "30 มิถุนายน 2566")
        step.save()
        self.publish(2566, Kind.PLAN, "2023-01-17T09:30", reason=WRONG_DAY)

    def publish(self, year: int, kind: str, when: str, **words) -> Edition:
        plan = Plan.objects.for_year(year).get(agency=self.agency)
        return publishing.publish(plan, kind, by=self.palad, at=_moment(when), **words)

    def close(self, year: int, kind: str, when: str) -> None:
        _round(self.agency, year, kind).close(by=self.office, at=_moment(when))


def _moment(text: str) -> datetime.datetime:
    """A moment in Thai time."""
    return datetime.datetime.fromisoformat(f"{text}:00+07:00")
