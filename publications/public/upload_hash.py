"""The SHA-256 of an upload, taken while it arrives; nothing of the file is stored."""

import hashlib
import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LIMIT = 100 * 1024 * 1024
# A PDF up to this size is at hand until it is answered, since what is attached to it may be ours.
PDF_LIMIT = 20 * 1024 * 1024
PDF_BEGINS = b"%PDF-"


class HashedUpload(UploadedFile):  # type: ignore[type-arg]  # generic in its stubs only
    """What remains of an upload: its name, its size in bytes and its `sha256` in lower-case hexadecimal digits.

    Of a PDF that is not too large also its bytes (`pdf`), as long as it is being answered.
    """

    def __init__(self, name: str | None, size: int, sha256: str, pdf: bytes = b""):
        super().__init__(io.BytesIO(), name=name, size=size)
        self.sha256 = sha256
        self.pdf = pdf


class UploadHasher(FileUploadHandler):
    """Hashes each chunk and lets it go, a PDF's up to PDF_LIMIT apart; nothing of it is ever written to a disk.

    An upload of more than LIMIT bytes `is_too_large` and not read to its end.
    """

    is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.hash = hashlib.sha256()
        self.size = 0
        self.pdf = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > LIMIT:
            self.is_too_large = True
            raise StopUpload(connection_reset=True)
        self.hash.update(raw_data)
        self._keep(raw_data)

    def _keep(self, raw_data: bytes) -> None:
        """Add to the PDF as long as it is one, begun with its first chunk and not too large."""
        is_begun = len(self.pdf) + len(raw_data) == self.size and (self.pdf or raw_data).startswith(PDF_BEGINS)
        if is_begun and self.size <= PDF_LIMIT:
            self.pdf += raw_data
        else:
            self.pdf.clear()

    def file_complete(self, file_size: int) -> HashedUpload:
        return HashedUpload(self.file_name, file_size, self.hash.hexdigest(), bytes(self.pdf))
