"""What a PDF may be made of: our own static files and the agency's pictures, and nothing else of this world."""

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from weasyprint.urls import URLFetcher, URLFetcherResponse

from publications.document import sha256_of
from publications.render.pdf import text_layer

# Addresses inside a document; no path of the disk is ever one of them.
STATIC = "file:///static/"
MEDIA = "file:///media/"
EVIDENCE = "file:///evidence/"
PICTURE_FOLDER = PurePosixPath("seals")
PICTURES = (".png", ".jpg", ".jpeg")
NO_HASHES: Mapping[str, str] = MappingProxyType({})

# What answers the SHA-256 of a picture of evidence with the JPEG that is printed of it.
Pictures = Callable[[str], bytes]


def no_pictures(sha256: str) -> bytes:
    """For a document that shows none: raises LookupError."""
    raise LookupError(f"no picture of evidence was handed over: {sha256}")


class OwnFilesFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint comes without types
    """
    Hands WeasyPrint the files behind STATIC and MEDIA, and pictures of EVIDENCE, and refuses everything else.

    It opens no connection and follows no redirect. What is refused or missing stops the rendering
    (`fail_on_errors`): a document without its typeface or seal is not the document. `hashes` hold by address the
    SHA-256 that the document froze of a picture: any other one is refused.
    """

    def __init__(self, hashes: Mapping[str, str] = NO_HASHES, pictures: Pictures = no_pictures) -> None:
        super().__init__(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)
        self.hashes = hashes
        self.pictures = pictures

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file behind `url`; raises ValueError for an address that is not ours, OSError for a missing file."""
        if url.startswith(EVIDENCE):
            picture = self.pictures(url.removeprefix(EVIDENCE))
            return URLFetcherResponse(url, picture, {"Content-Type": "image/jpeg"})
        name, content = self._picture(url) if url.startswith(MEDIA) else _of_ours(url)
        content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, content, {"Content-Type": content_type})

    def _picture(self, url: str) -> tuple[str, bytes]:
        """A picture of the agency by its name and bytes, wherever uploads are stored."""
        name = PurePosixPath(unquote(url.removeprefix(MEDIA)))
        if name.parent != PICTURE_FOLDER or name.suffix.lower() not in PICTURES:
            raise ValueError("not a picture of the agency")
        with default_storage.open(str(name)) as file:
            content: bytes = file.read()
        if sha256_of(content) != self.hashes.get(url):
            raise ValueError("not the picture that the document names")
        return name.name, content


def _of_ours(url: str) -> tuple[str, bytes]:
    """A static file by its name and bytes."""
    if not url.startswith(STATIC):
        raise ValueError("not one of our own files")
    path = _static_file(unquote(url.removeprefix(STATIC)))
    return path.name, text_layer.readable(path) if path.suffix == ".ttf" else path.read_bytes()


def _static_file(name: str) -> Path:
    """Find a static file where it lies, so that printing needs no `collectstatic`; the finders refuse to climb out."""
    try:
        found = finders.find(name)
    except SuspiciousFileOperation as error:
        raise ValueError("outside of the static files") from error
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)
