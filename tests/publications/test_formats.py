"""The sample's figures stand in page, PDF, JSON, CSV and workbook alike: one edition, one list of formats."""

import csv
import io
import json
import re

import openpyxl
import pymupdf
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import factories
from thai.digits import to_arabic

pytestmark = pytest.mark.django_db


def text_of_page(content: bytes) -> str:
    return BeautifulSoup(content, "html5lib").main.get_text(" ")


def text_of_pdf(content: bytes) -> str:
    return to_arabic("\n".join(page.get_text() for page in pymupdf.open(stream=content)))


def cells_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]


def cells_of_workbook(content: bytes, sheet: str) -> list[list[str]]:
    rows = openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(min_row=2, values_only=True)
    return [[str(cell) for cell in row] for row in rows]


def counted(text: str, before: str, unit: str) -> int:
    """The number that stands between a word and its unit in running text, such as จุดแข็ง … 4 ตัวชี้วัด."""
    return int(re.search(rf"{before}\D*?(?:[0-9.]+\s*ขึ้นไป\D*?)?([0-9]+)\s*{unit}", text)[1])


# Each format as a function from the open site to what it says: total, instruments, level, strengths, improvements,
# measures, steps. Formats that say less (a CSV has no total) say what they have.


def year_page(site: Client) -> dict:
    page = BeautifulSoup(site.get("/2566/").content, "html5lib").main
    text = page.get_text(" ")
    return {"figures": set(re.findall(r"\d\d\.\d\d", text)), "levels": set(re.findall(r"ระดับ\s+([A-F]+)\b", text))}


def analysis_page(site: Client) -> dict:
    text = text_of_page(site.get("/2566/analysis/").content)
    return {"figures": set(re.findall(r"\d\d\.\d\d", text)), "levels": set(re.findall(r"\b([AB])\b", text))}


def pdf(site: Client) -> dict:
    text = text_of_pdf(site.get("/2566/plan.pdf").content)
    return {"figures": set(re.findall(r"\d\d\.\d\d", text)), "levels": set(re.findall(r"ระดับ\s*([A-F]+)\b", text))}


def edition_json(site: Client) -> dict:
    result = json.loads(site.get("/2566/data/edition.json").content)["result"]
    instruments = result["instruments"]
    return {
        "figures": {result["total"], *(part["score"] for part in instruments + result["indicators"])},
        "levels": {result["level"], *(instrument["level"] for instrument in instruments)},
    }


def workbook(site: Client) -> dict:
    content = site.get("/2566/data/portal.xlsx").content
    summary, indicators = (cells_of_workbook(content, name) for name in ("summary", "indicators"))
    return {
        "figures": {row[6] for row in summary} | {row[7] for row in indicators},
        "levels": {row[7] for row in summary},
    }


FORMATS = [year_page, analysis_page, pdf, edition_json, workbook]
FIGURES = {"81.12", "82.73", "91.25", "85.66", *factories.SCORES}


@pytest.fixture
def site(client):
    factories.load_sample()
    return client


@pytest.mark.parametrize("read", FORMATS)
def test_the_same_figures_and_levels_stand_in_every_format(site, read):
    said = read(site)
    assert FIGURES - said["figures"] == set()
    assert said["levels"] == {"A", "B"}


def test_indicators_csv_says_the_same(site):
    rows = cells_of_csv(site.get("/2566/data/indicators.csv").content)
    assert [row[7] for row in rows] == factories.SCORES
    assert [row[10] for row in rows].count("strength") == 4


COUNTS = {
    "strengths": 4,
    "improvements": 6,
    "measures": 9,
    "steps": 17,
}


def counts_on_pages(site: Client) -> dict[str, int]:
    text = text_of_page(site.get("/2566/analysis/").content)
    cards = {
        link["href"]
        for link in BeautifulSoup(site.get("/2566/measures/").content, "html5lib").main.find_all("a", href=True)
        if re.fullmatch(r"/2566/measures/\d+/", link["href"])
    }
    steps = (BeautifulSoup(site.get(card).content, "html5lib").main.select(".steps li") for card in cards)
    return {
        "strengths": counted(text, "จุดแข็ง", "ตัวชี้วัด"),
        "improvements": int(re.search(r"ต่ำกว่าร้อยละ 85\.00[^0-9]*([0-9]+) ตัวชี้วัด", text)[1]),
        "measures": len(cards),
        "steps": sum(map(len, steps)),
    }


def counts_in_pdf(site: Client) -> dict[str, int]:
    text = text_of_pdf(site.get("/2566/plan.pdf").content)
    together = re.sub(r"\s", "", text)
    measures = json.loads(site.get("/2566/data/edition.json").content)["measures"]
    return {
        "strengths": counted(text, "จุดแข็ง", "ตัวชี้วัด"),
        "improvements": counted(text, "ต่ำกว่าร้อยละ 85.00", "ตัวชี้วัด"),
        "measures": sum(
            re.sub(r"\s", "", f"{measure['number']}.{measure['title']}") in together for measure in measures
        ),
        "steps": sum(re.sub(r"\s", "", step) in together for measure in measures for step in measure["steps"]),
    }


def counts_in_json(site: Client) -> dict[str, int]:
    content = json.loads(site.get("/2566/data/edition.json").content)
    return {
        "strengths": len(content["result"]["strengths"]),
        "improvements": len(content["result"]["improvements"]),
        "measures": len(content["measures"]),
        "steps": sum(len(measure["steps"]) for measure in content["measures"]),
    }


def counts_in_csv(site: Client) -> dict[str, int]:
    indicators = cells_of_csv(site.get("/2566/data/indicators.csv").content)
    steps = cells_of_csv(site.get("/2566/data/measures.csv").content)
    return _counts_of_tables(indicators, steps)


def counts_in_workbook(site: Client) -> dict[str, int]:
    content = site.get("/2566/data/portal.xlsx").content
    return _counts_of_tables(cells_of_workbook(content, "indicators"), cells_of_workbook(content, "measures"))


def _counts_of_tables(indicators: list[list[str]], steps: list[list[str]]) -> dict[str, int]:
    assessed = [row[10] for row in indicators]
    return {
        "strengths": assessed.count("strength"),
        "improvements": assessed.count("improvement"),
        "measures": len({row[2] for row in steps}),
        "steps": len(steps),
    }


@pytest.mark.parametrize("count", [counts_on_pages, counts_in_pdf, counts_in_json, counts_in_csv, counts_in_workbook])
def test_strengths_improvements_measures_and_steps_are_counted_alike(site, count):
    assert count(site) == COUNTS
