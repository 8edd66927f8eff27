"""Documents to draw, the charts that are drawn of them, and what is read in a drawing."""

import re
from decimal import Decimal
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from django.template import Context, Template

from publications.document import (
    AgencyPart,
    Approval,
    Document,
    EarlierResult,
    EarlierScore,
    IndicatorPart,
    LevelPart,
    Result,
)
from publications.public import years
from publications.render.charts import Scored, YearScore
from tests.factories import SCORES

TARGET = Decimal("85.00")
NAMES = [
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของทางราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
]
BEFORE = ["82.10", "79.40", "76.20", "78.08", "71.00", "74.90", "80.11", "85.30", "72.89", "65.56"]
LETTERS, NAMED = ("AA", "A", "F"), ("ผ่านดีเยี่ยม", "ผ่าน", "ต้องปรับปรุงโดยด่วน")


def instrument_of(number: int) -> str:
    return "IIT" if number <= 5 else "EIT" if number <= 8 else "OIT"


def document_of(year: int, scores=SCORES, *, names=NAMES, english=("",) * 10, target: str = "85.00") -> Document:
    """A document of the result of `year`; an indicator whose score is None does not exist in it."""
    indicators = tuple(
        IndicatorPart(
            number=number,
            name=name,
            name_en=name_en,
            instrument=instrument_of(number),
            score=Decimal(score),
            contribution=Decimal(0),
            is_strength=False,
            finding="",
            recommendation="",
            measures=(),
        )
        for number, (name, name_en, score) in enumerate(zip(names, english, scores, strict=True), start=1)
        if score is not None
    )
    labels = LETTERS if year < 2566 else NAMED
    result = Result(
        fiscal_year=year,
        target=Decimal(target),
        total=Decimal(0),
        level="",
        level_en="",
        reaches_target=False,
        instruments=(),
        indicators=indicators,
        strengths=(),
        improvements=(),
        source="",
        levels=tuple(
            LevelPart(label=label, label_en="", min_total=limit, min_each_instrument=None)
            for label, limit in zip(labels, (Decimal(95), Decimal(85), Decimal(0)), strict=True)
        ),
    )
    return Document(
        kind="plan", fiscal_year=year + 1, title="", introduction="", edition=None, filed_as=(), result=result,
        agency=AgencyPart(name="", subdistrict="", district="", province=""),
        approval=Approval(approved_on=None, position="", name=""),
        divisions=(), rounds=(), measures=(), reports=(),
    )  # fmt: skip


def history_of(scores: dict[int, str], number: int = 4) -> list[years.YearOfIndicator]:
    """One indicator's years, newest first, as the pages read them."""
    documents = [document_of(year, [score] * 10) for year, score in sorted(scores.items(), reverse=True)]
    return years.of_indicator(documents, number)


FOUR_YEARS = {2563: "81.20", 2564: "87.49", 2565: "77.85", 2566: "83.96"}
TAGS = {
    "bars": "{% indicator_bars document %}",
    "radar": "{% indicator_radar compared %}",
    "radar of one year": "{% indicator_radar document %}",
    "lines": "{% indicator_lines history %}",
}


def compared(document: Document, before: Document) -> Document:
    """`document` with the other's result as that of the year before."""
    names = ("number", "name", "name_en", "instrument", "score")
    earlier = EarlierResult(
        fiscal_year=before.result.fiscal_year,
        total=before.result.total,
        level="",
        level_en="",
        indicators=tuple(
            EarlierScore(**{name: getattr(part, name) for name in names}) for part in before.result.indicators
        ),
    )
    return document.model_copy(update={"result": document.result.model_copy(update={"earlier": earlier})})


def rendered(source: str, **context) -> str:
    document = document_of(2565)
    context = {
        "document": document,
        "compared": compared(context.get("document", document), document_of(2564, BEFORE)),
        "history": history_of(FOUR_YEARS),
    } | context
    return Template("{% load charts thai %}" + source).render(Context(context))


def picture(html: str) -> str:
    return re.search(r"<svg.*?</svg>", html, re.DOTALL)[0]


def parsed(svg: str) -> ElementTree.Element:
    """Our own picture as XML; raises ParseError when it is not well-formed."""
    return ElementTree.fromstring(svg)  # noqa: S314


def table(html: str) -> list[list[str]]:
    """The rows of the table beside the picture, heading first."""
    rows = BeautifulSoup(html, "html5lib").select_one("table.chart-table").select("tr")
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows]


# Bars


def scored(*scores: str | None, instrument: str = "") -> list[Scored]:
    return [Scored(n, f"name {n}", score and Decimal(score), instrument) for n, score in enumerate(scores, start=1)]


# Lines


def year_scores(scores: dict[int, str], **fields) -> list[YearScore]:
    return [YearScore(year, Decimal(score), TARGET, **fields) for year, score in scores.items()]


# Within the frame, whatever the figures


def points_of(path: str) -> list[tuple[float, float]]:
    """The corners of a path; of an arc its two ends."""
    path = re.sub(r"A[\d.,]+ 0 \d 1 ", "L", path)
    return [tuple(map(float, pair.split(","))) for pair in re.findall(r"-?[\d.]+,-?[\d.]+", path)]
