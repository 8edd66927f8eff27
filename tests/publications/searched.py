"""What is searched in tests: a year whose every text says something of its own, and the passages that a page shows."""

from bs4 import Tag

from measures.models import Plan
from tests import factories
from tests.readers import answered, site, words

SAID = {"done": "ปลูกต้นไม้", "result": "ร่มเย็น", "obstacles": "ฝนแล้ง", "next_step": "รดน้ำ"}


def reported_plan(agency=None, year: int = 2566, **fields) -> Plan:
    """A year whose every text says something of its own, accepted and not yet published."""
    agency = agency or factories.make_agency()
    if not agency.divisions.exists():
        factories.make_division(agency, "กองช่าง")
    assessment = factories.make_assessment(agency, year - 1)
    assessment.scores.filter(indicator__number=4).update(finding="ยืมรถไถ", recommendation="ติดธงเตือน")
    plan = factories.make_plan(agency, year)
    measure = factories.make_measure(
        plan, 4, title="คลินิกคุณธรรม", steps=("ตั้งกล่องรับฟัง", "เปิดกล่อง"), success_indicator="จำนวนกล่อง", target="ห้าใบ"
    )
    report = factories.make_report(measure, plan.rounds.get(kind="progress"), **SAID | fields)
    report.evidence.update(caption="ภาพถ่ายศาลาประชาคม")
    return plan


def asked(question: str, **options) -> list[Tag]:
    """The passages of the page that answers, as they stand."""
    return answered(site(**options).get("/search/", {"q": question})).select(".search-hit")


def titles(question: str, **options) -> list[str]:
    return [words(hit.h3) for hit in asked(question, **options)]
