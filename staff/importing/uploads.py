"""A file between its preview and the confirmation: kept out of sight, for its own uploader, for an hour."""

import datetime
import secrets
from dataclasses import dataclass

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from agencies.models import User

FOLDER = "imports"
KEPT = datetime.timedelta(hours=1)
SALT = "staff.importing.uploads"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was previewed: what it is called, which table it holds, how it is read, what it would change."""

    name: str
    table: str
    convert: bool
    data: bytes
    version: str = ""  # of the differences that were shown (resource.version_of)


def keep(upload: Upload, *, user: User) -> str:
    """Put the file aside; returns the ticket with which this user, and nobody else, gets it back."""
    forget_old()
    # Drawn by us and not taken from the upload, so that it can be neither guessed nor lead elsewhere.
    path = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}", ContentFile(upload.data))
    return signing.dumps([path, upload.name, upload.table, upload.convert, upload.version, user.pk], salt=SALT)


def take(ticket: str, *, user: User) -> Upload | None:
    """The file of a ticket, which is then used up; None when it is another user's, too old or used already."""
    try:
        path, name, table, convert, version, owner = signing.loads(ticket, salt=SALT, max_age=KEPT)
    except (signing.BadSignature, ValueError):  # the latter of a ticket from before an upgrade
        return None
    if owner != user.pk or not default_storage.exists(path):
        return None
    with default_storage.open(path) as file:
        upload = Upload(name, table, convert, file.read(), version)
    default_storage.delete(path)
    return upload


def forget_old() -> None:
    """Delete the files whose previews were never confirmed."""
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if default_storage.get_modified_time(path) < timezone.now() - KEPT:
            default_storage.delete(path)
