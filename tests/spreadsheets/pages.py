"""The pages for spreadsheets in the staff's room: send a file, confirm."""

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from staff.importing import uploads
from tests.readers import soup

RESULTS, PLANS = "assessments_assessment", "measures_plan"


def address(name: str, *args: str, of: str = RESULTS) -> str:
    return reverse(f"admin:{of}_{name}", args=args)


def send(client: Client, data: bytes, *, table: str = "scores", of: str = RESULTS, **fields):
    file = SimpleUploadedFile("ผลการประเมิน.xlsx", data)
    return client.post(address("spreadsheets", of=of), {"table": table, "file": file, **fields})


def ticket_of(response) -> str:
    return soup(response).select_one("input[name=ticket]")["value"]


def confirm(client: Client, ticket: str, *, of: str = RESULTS):
    return client.post(address("spreadsheets_confirm", of=of), {"ticket": ticket}, follow=True)


def kept_files() -> list[str]:
    return default_storage.listdir(uploads.FOLDER)[1] if default_storage.exists(uploads.FOLDER) else []
