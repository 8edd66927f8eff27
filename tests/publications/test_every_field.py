"""Whatever staff are asked for appears where citizens read: every field of the document in the formats it needs."""

import csv
import datetime
import io
import itertools
import json
import typing
from decimal import Decimal

import openpyxl
import pymupdf
import pytest
from django.db import models
from pydantic import BaseModel

from measures.models import Plan
from publications import document
from publications.document import Document
from publications.models import Edition
from publications.public.editions import read
from publications.render import pdf
from publications.render.opendata import FILES
from tests import factories, followed_up
from tests.editions import freeze
from tests.publications.read_in import READ_IN
from tests.readers import pages_of, site, soup
from thai.calendar import format_long, format_short
from thai.digits import to_arabic

pytestmark = pytest.mark.django_db


def parts_in(annotation) -> list[type[BaseModel]]:
    """The parts of the document that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for inner in typing.get_args(annotation) for part in parts_in(inner)]


def fields_of(part: type[BaseModel], path: str = "") -> list[str]:
    found = []
    for name, field in part.model_fields.items():
        inner = parts_in(field.annotation)
        found += fields_of(inner[0], f"{path}{name}.") if inner else [f"{path}{name}"]
    return found


def test_every_field_of_the_document_has_its_place():
    assert set(fields_of(Document)) == set(READ_IN)


DECLARED = {"IIT": Decimal("81.13"), "EIT": Decimal("82.74"), "OIT": Decimal("91.26")}
WORDS = ("".join(letters) for letters in itertools.product("กขคงจชดตนบปพมยรลวสห", repeat=4))
FREE = {path for path, formats in READ_IN.items() if formats} - {
    *("edition.previous.sha256", "edition.previous.pdf_sha256", "reports.evidence.url"),
    *("reports.evidence.sha256", "reports.evidence.content_type"),
    # Words by which one part names another.
    *("divisions", "measures.divisions", "reports.division", "filed_as.code"),
    *("unreported.division", "excused.division", "division_progress.division"),
}


def marked(value, path: str, known: dict[str, str]):
    """The value with a word of its own for every free text, so that finding it somewhere proves something."""
    if isinstance(value, dict):
        return {key: marked(inner, f"{path}.{key}".lstrip("."), known) for key, inner in value.items()}
    if isinstance(value, list):
        return [marked(inner, path, known) for inner in value]
    if not isinstance(value, str) or not value or path not in FREE or not is_text(value):
        return value
    if path.endswith(("level", "level_en", "label", "label_en")):  # the level of a result is one of the scale
        return known.setdefault(f"{path[-3:]} {value}", "ทดสอบ" + next(WORDS))
    return "ทดสอบ" + next(WORDS)


def is_text(value: str) -> bool:
    return not value.replace(".", "").replace("-", "").replace(":", "").replace("+", "").replace("T", "").isdigit()


def values_of(value, path: str = "") -> dict[str, list]:
    """Every value of a document by the path of its field."""
    found: dict[str, list] = {}
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            for inner, values in values_of(getattr(value, name), f"{path}.{name}".lstrip(".")).items():
                found.setdefault(inner, []).extend(values)
    elif isinstance(value, tuple):
        for inner in value:
            for name, values in values_of(inner, path).items():
                found.setdefault(name, []).extend(values)
    else:
        found[path] = [value]
    return found


def written(value) -> list[str]:
    """The ways in which a value may be written."""
    if isinstance(value, Decimal):
        return [f"{value:.2f}", f"{value.normalize():f}", f"{value.normalize():,f}"]
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return [value.isoformat(), *("".join(write(value).split()) for write in (format_long, format_short))]
    return ["".join(str(value).split())]


@pytest.fixture
def edition() -> Edition:
    """A corrected progress report in which every field holds something of its own."""
    plan = filled_year()
    first = freeze(plan)
    report = freeze(plan, "progress", reason="แก้ไข", **followed_up.parts(plan))
    content = marked(json.loads(report.content), "", {})
    content["remarks"] = [
        {"key": "k", "message": "ทดสอบขอสังเกต", "reason": "ทดสอบคำชแจง", "instrument": "IIT", "indicators": [1]}
    ]
    canonical = Document.model_validate(content, strict=False).canonical()
    kept = {field.attname: getattr(report, field.attname) for field in Edition._meta.concrete_fields}
    models.QuerySet(Edition).filter(pk=report.pk)._raw_delete("default")
    kept |= {"content": canonical.decode(), "sha256": document.sha256_of(canonical), "previous_id": first.pk}
    return Edition.objects.create(**kept | {"reason": content["edition"]["reason"]})


def filled_year() -> Plan:
    plan = followed_up.plan_with_facts()
    plan.introduction = "บทนำ"
    plan.save()
    plan.rounds.filter(kind="progress").update(is_announced=True, announced_on=datetime.date(2023, 4, 21))
    factories.make_assessment(plan.agency, 2564)
    result = plan.assessment()
    result.source, result.declared_level = "ประกาศ", "A"
    result.save()
    for instrument in result.framework.instruments.all():
        result.declared_instruments.update_or_create(
            instrument=instrument, defaults={"score": DECLARED[instrument.code], "level": "B"}
        )
    return plan


def pages(edition: Edition) -> str:
    addresses = [*pages_of(edition), f"/2566/editions/{edition.number}/", "/2566/editions/1/", "/indicators/1/"]
    return "".join(
        "".join(soup(site(language=language).get(address)).get_text("").split())
        for language in ("th", "en")
        for address in addresses
    )


def printed(edition: Edition) -> str:
    opened = pymupdf.open(
        stream=pdf.render(read(edition), sha256=edition.sha256, pictures=lambda sha256: followed_up.drawn())
    )
    return to_arabic("".join("".join(page.get_text().split()) for page in opened))


def in_csv(edition: Edition) -> str:
    names = [name for name in FILES if name.endswith(".csv")]
    files = [site().get(f"/2566/data/{name}").content.decode("utf-8-sig") for name in names]
    cells = [cell for file in files for row in csv.reader(io.StringIO(file, newline="")) for cell in row]
    return "|".join("".join(cell.split()) for cell in cells)


def in_workbook(edition: Edition) -> str:
    book = openpyxl.load_workbook(io.BytesIO(site().get("/2566/data/portal.xlsx").content))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return "|".join("".join(str(cell).split()) for row in rows for cell in row)


@pytest.mark.parametrize(
    ("name", "read_in"), [("page", pages), ("pdf", printed), ("csv", in_csv), ("xlsx", in_workbook)]
)
def test_every_field_is_read_where_it_belongs(edition, name, read_in):
    found, values = to_arabic(read_in(edition)), values_of(read(edition))
    lost = {
        path: [value for value in values[path] if value not in (None, "") and not is_in(found, value)]
        for path in READ_IN
        if name in READ_IN[path]
    }
    assert {path: missing for path, missing in lost.items() if missing} == {}


def is_in(found: str, value) -> bool:
    return any(words in found for words in written(value))


def test_the_year_of_this_test_leaves_no_field_empty(edition):
    values = values_of(read(edition))
    shown = [path for path, formats in READ_IN.items() if formats]
    assert [path for path in shown if not [value for value in values.get(path, []) if value not in (None, "")]] == []
