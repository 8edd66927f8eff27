"""Editions of every version of the schema are read; only those of today's are written."""

import json
import lzma
import sqlite3

import jsonschema
import pytest

from publications import document
from publications.document import Counts, Document
from publications.document.differences import is_same
from publications.document.versions import SCHEMAS
from publications.render import opendata
from tests import factories
from tests.editions import freeze

from . import kept

OLD = json.loads(kept.CONTENT)


def contents_of_version_1() -> list[str]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(lzma.decompress(kept.DUMP.read_bytes()).decode())
    found = [content for (content,) in connection.execute("SELECT content FROM publications_edition")]
    connection.close()
    return found


def lines_refused(content: str | bytes, version: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(document.json_schema(version))
    return [error.json_path for error in validator.iter_errors(json.loads(content))]


# Version 1


def test_what_was_stored_under_version_1_is_as_its_schema_says_and_is_read():
    contents = [*contents_of_version_1(), kept.CONTENT]
    assert len(contents) == 11
    for content in contents:
        assert lines_refused(content, "1") == []
        assert document.parse(content).schema_version == "1"


def test_the_schema_of_version_1_is_the_file_that_was_kept():
    assert document.json_schema("1") == json.loads((SCHEMAS / "1.json").read_text())
    sha256 = "c8cabf838477e12b93c5c2484d2b7120cb1c0bd4c452571f22facda2f9b8a0e0"
    assert document.sha256_of((SCHEMAS / "1.json").read_bytes()) == sha256


def test_each_version_refuses_the_other():
    assert "$.schema_version" in lines_refused(kept.CONTENT, "2")
    assert lines_refused(json.dumps(OLD | {"digits": "thai"}), "1") == ["$"]


def test_what_version_1_did_not_ask_for_is_not_stated():
    lifted = document.parse(kept.CONTENT)
    assert (lifted.unreported, lifted.excused, lifted.division_progress, lifted.signatories) == ((), (), (), ())
    assert (lifted.obstacles_are_public, lifted.base_url, lifted.renderer) == (True, "", "")
    measure = lifted.measures[0]
    assert (measure.starts_on, measure.budget, measure.success_indicator) == (None, None, "")
    assert lifted.rounds[0].approval is lifted.rounds[0].closed_on is None


def test_what_version_1_counted_stands_as_reported_and_missing():
    counted = {"round": "progress", "expected": 5, "accepted": 2, "status": "partial"}
    first, *others = OLD["measures"]
    old = OLD | {"measures": [first | {"progress": [counted]}, *others]}
    assert lines_refused(json.dumps(old), "1") == []
    (progress,) = document.parse(json.dumps(old)).measures[0].progress
    assert progress.counts == Counts(reported=2, missing=3)
    assert (progress.expected, progress.accepted, progress.status) == (5, 2, "partial")


def test_a_report_of_version_1_is_reported_and_no_more():
    reports = [report for content in contents_of_version_1() for report in document.parse(content).reports]
    assert {(report.standing, report.implementation, report.is_late) for report in reports} == {("reported", "", False)}
    assert {piece.sha256 for report in reports for piece in report.evidence} == {None}


def test_an_edition_of_version_1_is_never_written_anew():
    with pytest.raises(ValueError, match="version 1"):
        document.parse(kept.CONTENT).canonical()


# What is no edition

NO_EDITIONS = {
    "nothing": "",
    "no JSON": "{",
    "no object": "[]",
    "half a letter": '{"schema_version": "\\ud800"}',
    "endless brackets": "[" * 100_000,
    "no version": "{}",
    "a version that is none": '{"schema_version": ["1"]}',
    "a version to come": json.dumps(OLD | {"schema_version": "3"}),
    "version 1 without its parts": '{"schema_version": "1"}',
    "version 1 with other parts": json.dumps(OLD | {"measures": [7]}),
    "version 1 with words for figures": json.dumps(
        OLD | {"measures": [{"progress": [{"expected": "", "accepted": 1}]}]}
    ),
    "version 2 without its parts": '{"schema_version": "2"}',
}


@pytest.mark.parametrize("content", NO_EDITIONS.values(), ids=NO_EDITIONS)
def test_what_is_no_edition_is_refused_with_one_kind_of_error(content):
    with pytest.raises(ValueError, match=r"\S"):
        document.parse(content)


def test_there_is_no_schema_of_a_version_that_is_unknown():
    for version in ("0", "3", "../1"):
        with pytest.raises(ValueError, match="no version"):
            document.json_schema(version)


# Version 2


@pytest.mark.django_db
def test_what_is_written_today_is_as_the_schema_of_version_2_says():
    plan = factories.make_year()
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    for edition in (freeze(plan), freeze(plan, "progress")):
        assert lines_refused(edition.content, "2") == []
        assert document.parse(edition.content).canonical().decode() == edition.content
    assert json.loads(opendata.FILES["schema.json"].render(edition, document.parse(edition.content))) == (
        document.json_schema("2")
    )
    assert document.json_schema()["properties"]["schema_version"] == {
        "const": "2",
        "type": "string",
        "default": "2",
        "title": "Schema Version",
    }


@pytest.mark.parametrize(
    ("budget", "written"), [("0", "0.00"), ("1234567890123.456", "1234567890123.46"), (None, None)]
)
def test_money_is_text_with_two_decimals_however_large(budget, written):
    old = document.parse(kept.CONTENT)
    first = old.measures[0].model_dump() | {"budget": budget}
    assert json.loads(type(old.measures[0]).model_validate(first).model_dump_json())["budget"] == written


def test_nobody_owes_money_to_a_measure():
    first = document.parse(kept.CONTENT).measures[0].model_dump()
    with pytest.raises(ValueError, match="budget"):
        type(document.parse(kept.CONTENT).measures[0]).model_validate(first | {"budget": "-0.01"})


# Old and new beside each other


def test_the_same_year_says_the_same_in_both_versions():
    old = document.parse(kept.CONTENT)
    now = Document.model_validate(OLD | {"schema_version": "2", "base_url": "https://ita.example.go.th"})
    assert is_same(old, now)
    assert not is_same(old, now.model_copy(update={"title": "อื่น"}))


def test_what_is_an_editions_own_makes_no_difference_and_all_else_does():
    now = Document.model_validate(OLD | {"schema_version": "2"})
    own = {"edition": None, "remarks": (), "renderer": "WeasyPrint 71", "base_url": "https://ita.example.go.th"}
    assert is_same(now, now.model_copy(update=own))
    assert not is_same(now, now.model_copy(update={"filed_as": ()}))
