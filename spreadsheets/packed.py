"""The ZIP file around every Office document: whether it is damaged, a bomb, or holds XML that grows."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

# A year of an agency is 100 kB unpacked. A bomb of 10 MB unpacks to 10 GB, deflate's limit being 1:1032.
MAX_MEMBERS = 2_000
MAX_UNPACKED = 50 * 1024 * 1024
# … of a report with a hundred photographs a few times the size of its file; unpacking so much takes a second.
MAX_UNPACKED_DOCUMENT = 300 * 1024 * 1024
MAX_RATIO = 200
# Small parts may be mere repetition; their ratio says nothing.
RATIO_COUNTS_FROM = 1024 * 1024
CHUNK = 64 * 1024
# No mark that is looked for is longer, so that none is missed between two chunks.
LONGEST_MARK = 512

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, LookupError, OSError),
)
# Where XML could define entities that grow without end; an Office document never contains one.
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|\A(?:\xff\xfe|\xfe\xff)", re.IGNORECASE)


class Damaged(Exception):
    """The ZIP file cannot be read to its end, or is locked."""


class TooLarge(Exception):
    """Unpacked, the file would be far larger than anything that people make."""


class GrowingXml(Exception):
    """A part defines entities, which no Office program writes."""


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever it makes its reader trip over is raised as Damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except _DAMAGED as error:
        raise Damaged from error


def check(data: bytes, at_most: int = MAX_UNPACKED_DOCUMENT) -> None:
    """Raise Damaged, TooLarge or GrowingXml unless every part can be unpacked within the limits."""
    with opened(data) as archive:
        check_announced(archive)
        check_unpacked(archive, at_most)


def check_announced(archive: zipfile.ZipFile) -> None:
    """Raise TooLarge by what the directory of the archive says, before anything is unpacked."""
    members = archive.infolist()
    swollen = (member.file_size > max(RATIO_COUNTS_FROM, MAX_RATIO * member.compress_size) for member in members)
    if len(members) > MAX_MEMBERS or any(swollen):
        raise TooLarge


def check_unpacked(archive: zipfile.ZipFile, at_most: int = MAX_UNPACKED) -> None:
    """Raise by what really comes out; a directory that lies about it is found too, because the checksums then fail."""
    unpacked = 0
    for member in archive.infolist():
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        for window in windows(archive, member):
            unpacked += len(window)
            if unpacked > at_most:
                raise TooLarge
            if is_xml and _DOCTYPE.search(window):
                raise GrowingXml


def windows(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo) -> Iterator[bytes]:
    """A part in pieces, each with the end of the one before it."""
    before = b""
    with archive.open(member) as part:
        while piece := part.read(CHUNK):
            yield before + piece
            before = piece[-LONGEST_MARK:]
