"""What a PDF may be made of: our own static files and the agency's pictures, and nothing else of this world."""

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from weasyprint.urls import URLFetcher, URLFetcherResponse

from publications.document import sha256_of
from publications.render.pdf import text_layer

# Addresses inside a document; no path of the disk is ever one of them.
STATIC = "file:///static/"
MEDIA = "file:///media/"
EVIDENCE = "file:///evidence/"
PICTURE_FOLDERS = ("seals",)
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
    SHA-256 that the document froze of a picture: another picture under its name is refused.
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
        path = _path_of(url)
        content = text_layer.readable(path) if path.suffix == ".ttf" else path.read_bytes()
        if url in self.hashes and sha256_of(content) != self.hashes[url]:
            raise ValueError("not the picture that the document names")
        content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, content, {"Content-Type": content_type})


def _path_of(url: str) -> Path:
    if url.startswith(STATIC):
        return _static_file(unquote(url.removeprefix(STATIC)))
    if url.startswith(MEDIA):
        return _picture(unquote(url.removeprefix(MEDIA)))
    raise ValueError("not one of our own files")


def _static_file(name: str) -> Path:
    """Find a static file where it lies, so that printing needs no `collectstatic`; the finders refuse to climb out."""
    try:
        found = finders.find(name)
    except SuspiciousFileOperation as error:
        raise ValueError("outside of the static files") from error
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)


def _picture(name: str) -> Path:
    path = (Path(settings.MEDIA_ROOT) / name).resolve()
    folders = [(Path(settings.MEDIA_ROOT) / folder).resolve() for folder in PICTURE_FOLDERS]
    if not any(path.is_relative_to(folder) for folder in folders) or path.suffix.lower() not in PICTURES:
        raise ValueError("not a picture of the agency")
    return path
