"""What a member of staff does on the page of a report: open it, fill it in, press one of its buttons."""

import io
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from measures.models import Report
from tests import staff_pages
from tests.readers import soup
from tests.staff_pages import page


def address(report: Report) -> str:
    return page("my_report", report.pk)


def form_of(response, form: str = "report_form") -> dict:
    """What one of the page's forms would send as it stands, without any button."""
    found = soup(response).select_one(f"form#{form}")
    assert found, "the page has no such form"
    sent = staff_pages.form_of(SimpleNamespace(content=f'<div id="content">{found}</div>'.encode()))
    return {name: value for name, value in sent.items() if value != []}


def write(client: Client, report: Report, button: str = "_save", *, opened=None, **changes):
    """Fill in the report's page and press a button; what was opened before may be given."""
    sent = opened or form_of(client.get(address(report)))
    changes = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(address(report), {**sent, **changes, button: ""})


def submit(client: Client, report: Report, **ticks):
    """The last look: tick what is asked and submit."""
    look = page("my_report_submit", report.pk)
    return client.post(look, {**form_of(client.get(look), "submit_form"), "_submit": "", **ticks}, follow=True)


def decide(client: Client, report: Report, status: str, note: str = "", *, opened=None):
    """Press one of the buttons of the decision."""
    opened = opened or form_of(client.get(address(report)), "decision")
    sent = {**opened, "status": status, "note": note}
    return client.post(page("my_report_decide", report.pk), sent, follow=True)


def said(response) -> list[str]:
    """What the page says above everything else."""
    return [message.get_text(" ", strip=True) for message in soup(response).select(".messagelist li")]


def wrong(response) -> str:
    """What is said at the fields."""
    return " ".join(
        told.get_text(" ", strip=True) for told in soup(response).select(".invalid-feedback, .errorlist, .alert")
    )


def picture(name: str = "ภาพกิจกรรม.jpg", colour: str = "red", kind: str = "JPEG") -> SimpleUploadedFile:
    """A small picture as it is uploaded."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, kind)
    return SimpleUploadedFile(name, file.getvalue())
