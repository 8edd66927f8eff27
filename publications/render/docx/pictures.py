"""The pictures of a Word document: the agency's seal and the evidence, and what stands where one is gone."""

from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from django.core.files.storage import default_storage

from publications.document import SealPart, sha256_of

# Addresses in the printed document's HTML; no path of the disk is ever one of them.
SEALS = "file:///media/seals/"
EVIDENCE = "file:///evidence/"

# What answers the SHA-256 of a picture of evidence with the JPEG that is shown of it; LookupError or OSError without.
Pictures = Callable[[str], bytes]


def no_pictures(sha256: str) -> bytes:
    """For a document that shows none: raises LookupError."""
    raise LookupError(f"no picture of evidence was handed over: {sha256}")


def address_of(seal: SealPart | None) -> str | None:
    """Under which address the document names the seal of its agency."""
    return f"{SEALS}{quote(seal.file_name)}" if seal else None


def read(address: str, seal: SealPart | None, pictures: Pictures) -> bytes | None:
    """The bytes of a picture; None where it is gone, or is not the one that the document froze."""
    try:
        if address.startswith(EVIDENCE):
            return pictures(address.removeprefix(EVIDENCE))
        return _seal(address, seal) if seal and address == address_of(seal) else None
    except (LookupError, OSError):
        return None


def _seal(address: str, seal: SealPart) -> bytes | None:
    name = PurePosixPath("seals", PurePosixPath(unquote(address.removeprefix(SEALS))).name)
    with default_storage.open(str(name)) as file:
        content: bytes = file.read()
    return content if sha256_of(content) == seal.sha256 else None
