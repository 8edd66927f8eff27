"""
Reads the PDF on its standard input, as a program of its own, and tells the SHA-256 of each edition attached to it.

Anybody may upload anything, and a file of some kilobytes can ask for any amount of memory and time. So whoever is
handed it (attachments.py) lets this program open it, and what asks for too much ends the program and nothing else.
"""

import hashlib
import resource
import sys
from collections.abc import Iterator

import pypdfium2

# As an edition's content is called in its own print.
NAME = "edition.json"
# The whole program, which has some 50 MB of its own; a long document takes a few times that.
MAX_MEMORY = 512 * 1024 * 1024
MAX_SECONDS = 5
# An edition carries one file, a binder with several editions a few.
MAX_ATTACHMENTS = 50


def digests(content: bytes) -> Iterator[str]:
    """The SHA-256 of every attached file that bears an edition's name; none of what cannot be opened or read."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            for number in range(min(document.count_attachments(), MAX_ATTACHMENTS)):
                yield from _digest(document.get_attachment(number))
    except pypdfium2.PdfiumError:
        return


def _digest(attachment: pypdfium2.PdfAttachment) -> Iterator[str]:
    try:
        if attachment.get_name() == NAME:
            yield hashlib.sha256(attachment.get_data()).hexdigest()
    except pypdfium2.PdfiumError:  # one without name or data; the next may have both
        return


def main() -> None:
    """Read the file under the limits, and write each digest as soon as it is known."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for digest in digests(sys.stdin.buffer.read()):
        sys.stdout.write(digest + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
