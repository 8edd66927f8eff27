"""The start page: the order of the work, and what is to be done next."""

from decimal import Decimal

import pytest

from agencies.models import User
from publications.models import ApprovalRequest
from tests import factories
from tests.editions import freeze
from tests.readers import soup, text
from tests.staff_pages import page, staff

pytestmark = pytest.mark.django_db


def test_the_index_follows_the_work_of_a_year(agency):
    shown = text(staff(agency).get(page("index")))
    order = ["ผลการประเมิน", "แผนมาตรการ", "รอบติดตามผล", "รายงาน", "ฉบับเผยแพร่", "กอง"]
    places = [shown.index(f" {word} ") for word in order]
    assert places == sorted(places)


def test_the_index_says_what_to_do_next_from_the_first_score_to_the_publication(agency):
    client = staff(agency, User.Role.PUBLISHER)
    factories.make_division(agency)

    def tasks() -> str:
        return " ".join(
            item.get_text() for item in soup(client.get(page("index"))).select("[aria-labelledby=agenda-heading] li")
        )

    assert tasks() == "กรอกผลการประเมินของปีที่ผ่านมา"
    assessment = factories.make_assessment(agency, scores=[None, *factories.SCORES[1:]])
    assert tasks() == "ผลการประเมิน ปีงบประมาณ พ.ศ. 2565 ยังขาดคะแนน 1 ตัวชี้วัด"
    assessment.scores.filter(score=None).update(score=Decimal("87.49"))
    assert tasks() == "จัดทำแผนมาตรการ ปีงบประมาณ พ.ศ. 2566"
    plan = factories.make_plan(agency)
    assert tasks() == "แผนมาตรการ ปีงบประมาณ พ.ศ. 2566 ยังไม่ครบ ขาด 1 รายการ"
    factories.make_measure(plan)
    assert tasks() == "แผนมาตรการ ปีงบประมาณ พ.ศ. 2566 ข้อมูลครบแล้ว เผยแพร่ได้"
    assert "ปลัด อบต. หรือนายก อบต. เผยแพร่ได้" in text(staff(agency).get(page("index")))
    freeze(plan)
    assert tasks() == ""


def test_the_index_tells_the_palads_office_of_the_own_agencys_requests_only(agency, other):
    plans = [factories.make_year(agency), other.plans.get()]
    for plan in plans:
        factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="submitted")
        sent = {"sha256": "0" * 64, "sent_by": factories.make_user(plan.agency.name), "sent_at": factories.at()}
        ApprovalRequest.objects.create(plan=plan, kind="plan", **sent)
    client = staff(agency)

    def tasks() -> list[str]:
        return [
            task.get_text() for task in soup(client.get(page("index"))).select("[aria-labelledby=agenda-heading] a")
        ]

    (changed,) = tasks()
    assert "มีการเปลี่ยนแปลงหลังจากที่" in changed


def test_the_index_tells_of_a_closed_round_until_it_is_sent_or_published(agency):
    plan = factories.make_year(agency)
    freeze(plan)
    clients = [staff(agency), staff(agency, User.Role.PUBLISHER)]
    planner = User.objects.get(role=User.Role.PLANNER)
    round_ = plan.rounds.get(kind="final")

    def links() -> list[str]:
        pages = [soup(client.get(page("index"))) for client in clients]
        return [link["href"] for shown in pages for link in shown.select("[aria-labelledby=agenda-heading] a")]

    assert links() == []
    round_.close(by=planner, at=factories.at())
    asked = [page(f"publications_edition_{name}", plan.pk, "final") for name in ("prepare", "publish")]
    assert links() == asked
    sent = {"sha256": "0" * 64, "sent_by": planner, "sent_at": factories.at()}
    request = ApprovalRequest.objects.create(plan=plan, kind="final", **sent)
    assert not set(links()) & {asked[1]}
    request.delete()
    assert links() == asked
    freeze(plan, "final")
    assert links() == []
