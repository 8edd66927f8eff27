"""How uploads come in: one that the disk has no room for is left out, and the rest of its form arrives all the same."""

from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest


class SpoolingUploadHandler(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file; Django alone would break off the whole request when the disk is full."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            raise self._without() from error

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a part of it."""
        try:
            return super().receive_data_chunk(raw_data, start)
        except OSError as error:
            raise self._without() from error

    def _without(self) -> SkipFile:
        if self.request is not None:
            self.request.META.setdefault("portal.left_out", []).append(str(self.file_name))
        return SkipFile()


def left_out(request: HttpRequest) -> list[str]:
    """The names of the files of a request for which the disk had no room."""
    names: list[str] = request.META.get("portal.left_out", [])
    return names
