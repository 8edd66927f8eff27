"""The sample's first edition of version 1 is what it was: its bytes, its PDF, its page, its files."""

import json

import jsonschema
import pytest

from publications import document
from tests.editions import addresses
from tests.readers import answered, site

from . import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return kept.restored()


def test_content_and_pdf_are_the_bytes_that_were_published():
    row = kept.stored()
    assert row["content"].encode() == kept.CONTENT
    assert document.sha256_of(kept.CONTENT) == row["sha256"] == kept.SHA256
    assert document.sha256_of(row["pdf"]) == row["pdf_sha256"] == kept.PDF_SHA256


def test_its_page_reads_as_it_read(edition):
    page = answered(site().get("/2566/editions/1/"))
    said = [" ".join(piece.split()) for piece in page.main.stripped_strings]
    assert said == kept.WORDS.read_text().splitlines()


def test_its_pdf_and_its_content_are_served_byte_for_byte(edition):
    for address, sha256 in [("plan.pdf", kept.PDF_SHA256), ("editions/1.pdf", kept.PDF_SHA256)]:
        assert document.sha256_of(site().get(f"/2566/{address}").content) == sha256
    for address in ("editions/1.json", "data/edition.json"):
        assert site().get(f"/2566/{address}").content == kept.CONTENT


def test_every_page_and_file_of_it_answers(edition):
    answers = {address: site().get(address).status_code for address in addresses(edition)}
    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_the_schema_served_beside_it_is_that_of_its_version(edition):
    schema = json.loads(site().get("/2566/data/schema.json").content)
    assert schema["properties"]["schema_version"]["const"] == "1"
    assert jsonschema.Draft202012Validator(schema).is_valid(json.loads(kept.CONTENT))
