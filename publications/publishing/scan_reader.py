"""
Reads the QR codes of a scanned PDF from its standard input, as a program of its own; alone knows zxing-cpp.

It writes JSON: how many pages there are, then each code with its page. A file of some kilobytes can ask for any amount
of memory and time: what asks for too much ends this program and nothing else (scan_codes.py).
"""

import json
import resource
import sys
from collections.abc import Iterator

import pypdfium2
import zxingcpp

# The whole program; a page of the size below takes some 20 MB, a scanner's picture in it a few times that.
MAX_MEMORY = 768 * 1024 * 1024
MAX_SECONDS = 60
MAX_PAGES = 300
# The longer side of a drawn page in pixels: 200 dots per inch on A4, five for each module of the code.
SIDE = 2400
QR_CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def told(content: bytes) -> Iterator[object]:
    """The number of pages, and `[page, text]` for each code on the first MAX_PAGES, counted from 1."""
    with pypdfium2.PdfDocument(content) as document:
        yield len(document)
        for number in range(min(len(document), MAX_PAGES)):
            for code in _codes(document[number]):
                yield [number + 1, code]


def _codes(page: pypdfium2.PdfPage) -> Iterator[str]:
    bitmap = page.render(scale=SIDE / max(*page.get_size(), 1), grayscale=True)
    for code in zxingcpp.read_barcodes(bitmap.to_pil(), formats=QR_CODES):
        yield code.text
    bitmap.close()
    page.close()


def main() -> None:
    """Read the file under the limits, and write what was found in it."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(list(told(sys.stdin.buffer.read()))))


if __name__ == "__main__":
    main()
