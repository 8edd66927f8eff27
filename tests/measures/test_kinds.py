"""The kinds of documents and rounds: each carries its words, span and order through page, PDF, file name and data."""

import datetime
import subprocess
import sys

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from measures import kinds
from measures.kinds import ROUNDS, Kind
from publications.document import Document, parse
from publications.public import editions
from tests import factories
from tests.editions import freeze
from tests.readers import site, soup
from thai.digits import to_thai

YEAR = {
    "progress": (datetime.date(2022, 10, 1), datetime.date(2023, 3, 31)),
    "final": (datetime.date(2023, 4, 1), datetime.date(2023, 9, 30)),
}
CONTENT = {
    (): set(),
    ("plan",): set(),
    ("progress",): {"progress"},
    ("final",): {"progress", "final"},
    ("plan", "progress"): {"progress"},
    ("progress", "plan"): {"progress"},
}


def test_the_rounds_divide_the_fiscal_year_without_a_gap():
    assert {kind: round_.covers(2566) for kind, round_ in ROUNDS.items()} == YEAR


def test_a_round_that_ends_in_february_knows_leap_years():
    winter = kinds.RoundOfKind(label="", name="", title="", months=(12, 2))
    assert winter.covers(2567) == (datetime.date(2023, 12, 1), datetime.date(2024, 2, 29))


@pytest.mark.parametrize(("of", "reported"), CONTENT.items())
def test_an_edition_contains_its_own_round_and_those_before_it(of, reported):
    assert kinds.reported_rounds(of) == reported


def test_what_is_no_kind_reports_nothing():
    with pytest.raises(ValueError, match="yearly"):
        kinds.reported_rounds(["yearly"])


@pytest.fixture
def plan():
    plan = factories.make_year()
    for round_ in plan.rounds.all():
        factories.make_report(plan.measures.get(), round_)
    return plan


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_name_on_its_page(plan, kind, language):
    freeze(plan, kind)
    facts = soup(site(language=language).get("/2566/editions/1/")).select_one("dl.facts dd")
    with translation.override(language):
        assert facts.get_text().strip().startswith(f"{kind.words.name} ")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_every_report_names_its_round_on_the_page(plan, kind, language):
    freeze(plan, kind)
    captions = soup(site(language=language).get("/2566/editions/1/")).select(".doc-report thead th")
    with translation.override(language):
        expected = [f"สำนักปลัด – {ROUNDS[name].name}" for name in ROUNDS if name in kinds.reported_rounds([kind])]
    assert [" ".join(caption.get_text().split()) for caption in captions] == expected


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_title_and_its_rounds_in_the_printed_document(plan, kind):
    context = {"document": editions.read(freeze(plan, kind)), "sha256": None, "breaks": ()}
    with translation.override("th"):
        printed = " ".join(render_to_string("publications/pdf/document.html", context).split())
        assert f"<title>{to_thai(kind.title_of(plan.title))}</title>" in printed
        for name, round_ in ROUNDS.items():
            assert (to_thai(f"– {round_.name}") in printed) == (name in kinds.reported_rounds([kind]))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_address_and_file_name(plan, kind):
    freeze(plan, kind)
    answer = site().get(f"/2566/{kind.value}.pdf")
    assert answer.headers["Content-Disposition"] == f'inline; filename="ita-2566-{kind.value}-1.pdf"'


def test_the_documents_answer_the_item_of_a_plan_or_of_a_report():
    assert [kind.filed_as for kind in Kind] == ["plan", "report", "report"]


def test_the_schema_of_the_open_data_lists_the_kinds_and_the_rounds():
    schema = Document.model_json_schema()
    assert schema["properties"]["kind"]["enum"] == Kind.values
    for part in ("RoundPart", "Progress", "ReportPart"):
        named = schema["$defs"][part]["properties"]
        assert (named.get("kind") or named["round"])["enum"] == list(ROUNDS)


@pytest.mark.django_db
def test_a_report_on_what_is_no_round_is_refused(plan):
    content = freeze(plan, "final").content
    with pytest.raises(ValueError, match="no round of follow-up"):
        parse(content.replace('"round":"final"', '"round":"plan"'))


# A kind that does not exist, put into its place in a process of its own.

NINE_MONTHS = """
    NINE = (
        "nine",
        Words(name="เอกสารเก้าเดือน", title="รายงานเก้าเดือนของ{plan}"),
        RoundOfKind(label="เก้าเดือน", name="รอบ 9 เดือน", title="รายงานรอบ 9 เดือน", months=(4, 6)),
        "เก้าเดือน",
    )
"""
WITH_A_THIRD = """
import sys, types
source = open("measures/kinds.py", encoding="utf-8").read()
entry = sys.argv[1]
module = types.ModuleType("measures.kinds")
sys.modules["measures.kinds"] = module
exec(compile(source.replace("    FINAL = (", entry + "    FINAL = (", 1), "kinds.py", "exec"), module.__dict__)

import conftest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from measures.models import Round
from publications.document import Document, parse
from publications.models import Edition
from publications.templatetags.pages import document_name

document = parse(sys.stdin.read())
translation.activate("th")
print(Round.Kind.labels, dict(Edition._meta.get_field("kind").choices)["nine"])
print(sorted(module.reported_rounds(["nine"])), sorted(module.reported_rounds(["final"])))
print(document_name(document.kind), reverse("files:document-download", args=[2566, document.kind]))
print(render_to_string("publications/pdf/document.html", {"document": document, "sha256": None, "breaks": ()}))
print(document.canonical().decode())
"""


@pytest.mark.django_db
def test_a_new_kind_is_one_entry(plan):
    content = freeze(plan, "progress").content.replace('"kind":"progress"', '"kind":"nine"')
    content = content.replace('"round":"progress"', '"round":"nine"')
    shown = subprocess.run(
        [sys.executable, "-c", WITH_A_THIRD, NINE_MONTHS.lstrip("\n")],
        input=content,
        capture_output=True,
        text=True,
        check=True,
        cwd=settings.BASE_DIR,
    ).stdout
    assert "['ความก้าวหน้า (รอบ 6 เดือน)', 'เก้าเดือน', 'สรุปผล (สิ้นปีงบประมาณ)'] เก้าเดือน" in shown
    assert "['nine', 'progress'] ['final', 'nine', 'progress']" in shown
    assert "เอกสารเก้าเดือน /2566/nine.pdf" in shown
    assert f"<title>รายงานเก้าเดือนของ{to_thai(plan.title)}</title>" in shown
    assert "– รอบ ๙ เดือน" in " ".join(shown.split())
    assert content in shown
