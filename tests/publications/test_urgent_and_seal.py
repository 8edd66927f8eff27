"""What is urgent is read wherever the indicator is; the agency's seal is printed as the picture that was frozen."""

import csv
import io

import pymupdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image

from assessments.models import Assessment
from publications import publishing
from publications.document import builder
from publications.publishing.review import Review
from publications.render import pdf
from tests import factories
from tests.editions import freeze
from tests.readers import site, soup, text

pytestmark = pytest.mark.django_db


def picture(colour: str = "navy", kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(file, kind)
    return file.getvalue()


class FolderlessStorage(Storage):
    """Keeps uploads where no path leads to, as a store on the net does."""

    def __init__(self):
        self.kept = {}

    def _save(self, name, content):
        self.kept[name] = content.read()
        return name

    def _open(self, name, mode="rb"):
        return ContentFile(self.kept[name])

    def exists(self, name):
        return name in self.kept


@pytest.fixture
def sealed(settings, tmp_path):
    """A year of an agency with a seal."""
    settings.MEDIA_ROOT = tmp_path
    plan = factories.make_year()
    plan.agency.seal.save("ตรา ประจำตำบล.png", ContentFile(picture()))
    return plan


# What is urgent


@pytest.mark.parametrize("address", ["/2566/", "/2566/analysis/", "/2566/editions/1/", "/indicators/2/"])
def test_an_urgent_indicator_is_marked_where_it_is_read(address):
    freeze(factories.make_year())
    assert "เร่งด่วน" in soup(site().get(address)).main.get_text()


def test_an_urgent_indicator_is_marked_in_the_open_data():
    freeze(factories.make_year())
    rows = csv.DictReader(io.StringIO(site().get("/2566/data/indicators.csv").content.decode("utf-8-sig")))
    assert {row["indicator"]: row["is_urgent"] for row in rows} == {
        str(n): "true" if n == 2 else "false" for n in range(1, 11)
    }


def test_an_urgent_indicator_is_named_in_print():
    document = publishing.draft(factories.make_year(), "plan")
    printed = "".join(page.get_text() for page in pymupdf.open(stream=pdf.render(document, sha256=None)))
    assert "ตัวชี้วัดที่ต้องแก้ไขโดยเร่งด่วน ได้แก่ ตัวชี้วัดที่ ๒" in " ".join(printed.split())


@pytest.mark.parametrize(
    ("is_declared", "sentence"),
    [
        (True, "หน่วยงานระบุว่าไม่มีประเด็นที่ต้องแก้ไขโดยเร่งด่วน"),
        (False, "หน่วยงานไม่ได้ระบุประเด็นที่ต้องแก้ไขโดยเร่งด่วน"),
    ],
)
def test_that_nothing_is_urgent_is_said_only_when_it_was_declared(is_declared, sentence):
    plan = factories.make_year()
    result = plan.assessment()
    result.scores.update(is_urgent=False)
    result.has_no_urgent_points = is_declared
    result.save()
    freeze(plan)
    found = text(site().get("/2566/analysis/"))
    assert sentence in found
    assert found.count("เร่งด่วน") == 1


# The seal


def test_a_seal_is_frozen_by_its_hash_and_printed(sealed):
    document = builder.build_document(sealed, "plan")
    seal = document.agency.seal
    assert (seal.content_type, seal.size) == ("image/png", len(picture()))
    first_page = pymupdf.open(stream=pdf.render(document, sha256=None))[0]
    assert len(first_page.get_images()) == 1


def test_a_seal_is_printed_from_a_storage_that_has_no_folder(settings):
    backend = f"{__name__}.{FolderlessStorage.__name__}"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": backend}}
    plan = factories.make_year()
    plan.agency.seal.save("ตรา ประจำตำบล.png", ContentFile(picture()))
    with pytest.raises(NotImplementedError):
        _ = plan.agency.seal.path
    printed = pdf.render(builder.build_document(plan, "plan"), sha256=None)
    assert len(pymupdf.open(stream=printed)[0].get_images()) == 1


def test_an_agency_without_a_seal_prints_none():
    document = builder.build_document(factories.make_year(), "plan")
    assert document.agency.seal is None
    assert not pymupdf.open(stream=pdf.render(document, sha256=None))[0].get_images()


def test_another_picture_under_the_name_of_the_seal_is_not_printed(sealed):
    document = builder.build_document(sealed, "plan")
    with open(sealed.agency.seal.path, "wb") as file:  # noqa: PTH123
        file.write(picture("red"))
    with pytest.raises(pdf.RenderingFailed, match="not the picture that the document names"):
        pdf.render(document, sha256=None)


def test_a_seal_whose_file_vanished_keeps_the_year_from_being_built(sealed):
    sealed.agency.seal.storage.delete(sealed.agency.seal.name)
    with pytest.raises(ValueError, match="cannot be read"):
        builder.build_document(sealed, "plan")


def test_a_new_seal_is_a_change_of_the_agency(sealed):
    before = builder.build_document(sealed, "plan")
    sealed.agency.seal.save("ตรา.png", ContentFile(picture("red")))
    assert before.agency != builder.build_document(sealed, "plan").agency


# Before publishing


def test_nothing_urgent_and_an_urgent_indicator_do_not_go_together():
    plan = factories.make_year()
    Assessment.objects.update(has_no_urgent_points=True)
    (issue,) = Review.of(plan, "plan").errors
    assert (issue.code, issue.indicators) == ("urgent_and_not", (2,))


def test_a_seal_that_cannot_be_printed_blocks_publication_and_is_named(sealed):
    assert Review.of(sealed, "plan").errors == []
    sealed.agency.seal.storage.delete(sealed.agency.seal.name)
    (issue,) = Review.of(sealed, "plan").errors
    assert issue.code == "bad_seal"
