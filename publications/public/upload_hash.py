"""The SHA-256 of an upload, taken while it arrives; nothing of the file is stored."""

import hashlib
import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LIMIT = 100 * 1024 * 1024


class HashedUpload(UploadedFile):  # type: ignore[type-arg]  # generic in its stubs only
    """What remains of an upload: its name, its size in bytes and its `sha256` in lower-case hexadecimal digits."""

    def __init__(self, name: str | None, size: int, sha256: str):
        super().__init__(io.BytesIO(), name=name, size=size)
        self.sha256 = sha256


class UploadHasher(FileUploadHandler):
    """Hashes each chunk and lets it go; an upload of more than LIMIT bytes `is_too_large` and not read to its end."""

    is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.hash = hashlib.sha256()
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > LIMIT:
            self.is_too_large = True
            raise StopUpload(connection_reset=True)
        self.hash.update(raw_data)

    def file_complete(self, file_size: int) -> HashedUpload:
        return HashedUpload(self.file_name, file_size, self.hash.hexdigest())
