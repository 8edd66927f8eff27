"""Some work of the staff in the portal of the dump's commit, so that their tables are not empty; for make_dump.py."""

import datetime

import django

django.setup()

from agencies.history import Means, recorded_as  # noqa: E402
from django.test import Client  # noqa: E402

from agencies.models import Agency, Division, User  # noqa: E402
from assessments.models import Assessment  # noqa: E402
from measures.models import Measure, Plan  # noqa: E402

demo = Agency.objects.get(domain="demo.localhost")
finance = Division.objects.get(agency=demo, name="กองคลัง")
office = User.objects.get(agency=demo, role=User.Role.OFFICE)
User.objects.create_user(
    "officer",
    password="in-the-dump-only",
    first_name="สมมติ",
    last_name="ข้อมูลจำลอง",
    email="officer@example.go.th",
    agency=demo,
    division=finance,
)


def change(row, **values) -> None:
    """Change a row as a member of staff does in a form."""
    row._history_user = office
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


# Everything of which changes are recorded, in the years that are still drafts.
result = Assessment.objects.for_year(2569).get(agency=demo)
with recorded_as("แก้ไขตามประกาศผลการประเมิน", means=Means.FORM):
    change(result, source="ประกาศผลการประเมิน (ข้อมูลจำลอง)", announced_on=datetime.date(2026, 8, 14))
    change(result.declared_instruments.first(), level="ผ่าน")
with recorded_as("นำเข้าจากไฟล์"):
    change(result.scores.first(), score="91.25", finding="บุคลากรปฏิบัติงานตามขั้นตอนและระยะเวลาที่กำหนด")

plan = Plan.objects.for_year(2568).get(agency=demo)
change(plan, introduction="ร่างมาตรการสำหรับการประชุมครั้งแรก")
measure: Measure = plan.measures.first()
change(measure, title=f"{measure.title} (ร่างที่สอง)")
measure.divisions.set([finance])
measure.indicators.set(measure.plan.assessment().framework.indicators.all()[:2])
step = measure.steps.create(position=9, text="ประชุมชี้แจงแนวทาง")
change(step, text="ประชุมชี้แจงแนวทางแก่ทุกกอง")
measure.steps.create(position=10, text="ขั้นตอนที่ยกเลิก").delete()

# A session and a line in the admin's log.
host = Client(headers={"host": "127.0.0.1"})
assert host.login(username="host", password="in-the-dump-only")
moved = {"name": finance.name, "position": "9", "is_active": "on"}
answer = host.post(f"/admin/agencies/division/{finance.pk}/change/", moved)
assert answer.status_code == 302
