"""Plain functions that make the files people upload as evidence, whole ones and bad ones, in memory."""

import base64
import hashlib
import io
import re
import struct
import zipfile
import zlib

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image, ImageDraw

from measures.evidence import Taken, take
from tests.files import xlsx

SECRETS = (b"Exif", b"GPS", b"SecretPhone", b"a secret comment", b"http://ns.adobe.com", b"ICC_PROFILE", b"8BIM")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a xmlns="http://ns.adobe.com/xap/1.0/">SecretPhone</a></x:xmpmeta>'

# 64 × 48 pixels, red, with a blue quarter at the upper left; with EXIF (15 March 2023, a place).
HEIC = base64.b64decode(
    """
    AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAA
    AAAAACAAAAEGlkYXQAAAAAAEAAMAAAAExpbG9jAQAAAERAAAMAAQAAAAAAAAIFAAEAAAAAAAAASgACAAEAAAAAAAAAAQAAAAAAAAAIAAMAAAAA
    AAACTwABAAAAAAAAAKwAAABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAABVpbmZlAgAAAQ
    ADAABFeGlmAAAAANVpcHJwAAAAs2lwY28AAABzaHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66
    AkAhAAEAJ0IBAQNwAAADAJAAAAMAAAMAHqAggQWW6uSmubAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaX
    NwZQAAAAAAAABAAAAAMAAAABBwaXhpAAAAAAMICAgAAAAaaXBtYQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAAAAAAAA5kaW1nAAIAAQAB
    AAAADmNkc2MAAwABAAIAAAD+bWRhdAAAAEYoAa9Y+RLd/+U05HPPf5gcvHMNQszlWgfQegPNLWnmaEomIAt66sYJ4mGfM1fKlcfqvTSYqGmzNF
    ueitGyC/wxXr/afH+AAAAAAE1NACoAAAAIAAQBDwACAAAADQAAAD4BEgADAAAAAQAGAACHaQAEAAAAAQAAAEyIJQAEAAAAAQAAAHIAAAAAU2Vj
    cmV0UGhvbmUAAAAAAZADAAIAAAAUAAAAXgAAAAAyMDIzOjAzOjE1IDEwOjExOjEyAAACAAEAAgAAAAJOAAAAAAIABQAAAAMAAACQAAAAAAAAAA
    0AAAABAAAALQAAAAEAAAAAAAAAAQ==
    """
)
PLAIN_HEIC_SIZES = re.compile(rb"ispe\0{4}.{8}", re.DOTALL)


def upload(content: bytes, name: str = "หลักฐาน.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def taken(content: bytes, name: str = "หลักฐาน.jpg") -> Taken:
    return take(upload(content, name))


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def photograph(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """Red, with a blue quarter at the upper left."""
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    ImageDraw.Draw(picture).rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(20, 40, 200))
    return picture.convert(mode)


def exif(orientation: int = 1, day: str = "2023:03:15 10:11:12") -> Image.Exif:
    """What a telephone writes: how it was held, when, and where."""
    written = Image.Exif()
    written[0x0112], written[0x010F] = orientation, "SecretPhone"
    written.get_ifd(0x8769)[0x9003] = day
    written.get_ifd(0x8825).update({1: "N", 2: (13.0, 45.0, 0.0), 3: "E", 4: (100.0, 30.0, 0.0)})
    return written


def saved(picture: Image.Image, kind: str = "JPEG", **options) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def jpeg(**size: int) -> bytes:
    return saved(photograph(**size))


def png_header(width: int, height: int) -> bytes:
    """A PNG that announces its size and ends where the first pixel would stand."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + header
        + struct.pack(">I", zlib.crc32(header))
        + b"\0\0\0\x09IDAT"
    )


def png_with_text(size: int) -> bytes:
    """A small PNG with a packed text that unpacks to `size` bytes."""
    body = b"zTXt" + b"note\0\0" + zlib.compress(b"x" * size)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    small = saved(photograph(), "PNG")
    return small[:33] + chunk + small[33:]


def heic_that_claims(width: int, height: int) -> bytes:
    return PLAIN_HEIC_SIZES.sub(b"ispe\0\0\0\0" + struct.pack(">II", width, height), HEIC)


def endless_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    whole = saved(photograph(), progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * count + b"\xff\xd9"


def pdf(*texts: str, objects: bytes = b"", catalogue: bytes = b"") -> bytes:
    """A PDF with a page for each text (Latin letters), further objects and entries of its catalogue."""
    first = 4
    pages = range(first, first + 2 * len(texts), 2)
    body = [b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R" + catalogue + b">>endobj\n"]
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    body.append(b"2 0 obj<</Type/Pages/Count %d/Kids[%s]>>endobj\n" % (len(texts), kids))
    body.append(b"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n")
    for page, text in zip(pages, texts, strict=True):
        drawn = b"BT /F 12 Tf 20 100 Td (%s) Tj ET" % text.encode("latin-1")
        resources = b"/Resources<</Font<</F 3 0 R>>>>/MediaBox[0 0 400 200]"
        body.append(b"%d 0 obj<</Type/Page/Parent 2 0 R%s/Contents %d 0 R>>endobj\n" % (page, resources, page + 1))
        body.append(b"%d 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (page + 1, len(drawn), drawn))
    return b"".join(body) + objects + b"trailer<</Root 1 0 R>>\n%%EOF\n"


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def locked_pdf(*, opens: bool) -> bytes:
    """A PDF with a password, or with none to open it but one to print it (PDF 1.7, 7.6.3.3, revision 2)."""
    key = hashlib.md5(PADDING + PADDING + struct.pack("<i", -4) + b"\0", usedforsecurity=False).digest()[:5]
    proof = _rc4(key, PADDING) if opens else PADDING
    handler = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (PADDING.hex().encode(), proof.hex().encode())
    return pdf("page").replace(b"trailer<<", b"trailer<</ID[<00><00>]/Encrypt " + handler)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, other = list(range(256)), 0
    for index in range(256):
        other = (other + state[index] + key[index % len(key)]) % 256
        state[index], state[other] = state[other], state[index]
    answer, one, other = bytearray(), 0, 0
    for byte in data:
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        answer.append(byte ^ state[(state[one] + state[other]) % 256])
    return bytes(answer)


def noise(size: int) -> bytes:
    """Bytes that nothing packs into fewer."""
    return b"".join(hashlib.sha256(b"%d" % number).digest() for number in range(size // 32))


def packed_objects(content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = b"90 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    return head + packed + b"\nendstream endobj\n"


def drawing_within_drawings(depth: int, times: int, *before: str) -> bytes:
    """A PDF of some kilobytes whose last page draws `times` to the power of `depth` letters."""
    letter, last = b"BT /F 12 Tf (x) Tj ET", 50 + depth
    objects = [
        _drawing(number, b"/XObject<</X %d 0 R>>" % (number + 1), b"/X Do " * times) for number in range(50, last)
    ]
    objects.append(_drawing(last, b"/Font<</F 3 0 R>>", letter))
    drawn = pdf(*before, "x" * 50, objects=b"".join(objects)).replace(b"/Font<<", b"/XObject<</X 50 0 R>>/Font<<")
    text = b"BT /F 12 Tf 20 100 Td (%s) Tj ET" % (b"x" * 50)
    return drawn.replace(text, b"/X Do".ljust(len(text)))


def _drawing(number: int, resources: bytes, drawn: bytes) -> bytes:
    head = b"%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s>>" % (number, resources)
    return head + b"/Length %d>>stream\n%s\nendstream endobj\n" % (len(drawn), drawn)


def empty_pdf() -> bytes:
    file = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        document.save(file)
    return file.getvalue()


def docx(*paragraphs: str, header: str = "", cell: str = "") -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if cell:
        document.add_table(1, 1).cell(0, 0).text = cell
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zip_of(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def changed(document: bytes, **members: bytes) -> bytes:
    """An Office document with parts added or replaced, their names with `__` for `/` and `_dot_` for the point."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zip_of(parts | {name.replace("__", "/").replace("_dot_", "."): data for name, data in members.items()})


def flagged_as_locked(document: bytes) -> bytes:
    """A ZIP file whose directory says that its parts are enciphered."""
    return re.sub(rb"(PK\x01\x02.{4}).", lambda entry: entry[1] + b"\1", document, flags=re.DOTALL)


WHOLE = {
    "pdf": pdf("page"),
    "jpg": jpeg(),
    "docx": docx("text"),
    "xlsx": xlsx(["text"]),
}
