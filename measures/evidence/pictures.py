"""
Pictures of evidence, drawn anew: upright, at most so large, in sRGB, without a trace of camera, place or comments.

The one module here that knows Pillow and pi_heif.

*What comes out.* A photograph becomes a JPEG, and so do HEIC and WebP, which not every reader of the documents shows.
A drawing (a palette, or parts that one can see through) stays a PNG as long as that is small; else it becomes a JPEG
on white. The same bytes in give the same bytes out.

*Why no time limit.* Decoding is bounded before it begins: by the bytes of the file, by the pixels that its header
announces (no decoder makes more of them), by Pillow's limits for the texts of a PNG, by libheif's own, and by the
number of scans of a JPEG, each of which goes over all pixels. That is some seconds at worst; a process for every
picture would cost more than its decoding. A process decodes one picture at a time, so that its threads together need
no more memory than the largest one that is accepted.

*Speed.* libjpeg can decode at half the size for less than the whole. It does where the half is nearly as large as
what is kept, which is so for the usual twelve megapixels of a telephone; nothing has to be resampled then.
"""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import IO

import pi_heif
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from thai.calendar import BUDDHIST_OFFSET, BUDDHIST_YEARS

from .refusals import Refused

QUALITY, THUMBNAIL_QUALITY = 82, 78
THUMBNAIL_SIDE = 480
# A drawing that is larger than this as a PNG is a photograph after all.
SMALL_DRAWING = 2 * 1024 * 1024
# A half that has at least this part of the longest side is taken as it is.
_NEARLY = 5 / 6
# What encoders write has ten or so.
MAX_SCANS = 40
# Shrinking in two steps, the first a coarse one, as far as no eye sees it.
_REDUCING_GAP = 2.0

# Built by themselves, without Pillow's guessing, and a JPEG of several pictures as its first.
_READERS: dict[str, Callable[[IO[bytes]], Image.Image]] = {
    "jpg": JpegImageFile,
    "png": PngImageFile,
    "webp": WebPImageFile,
}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ONE_AT_A_TIME = Lock()
_SEGMENT = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])", re.DOTALL)
_SCAN, _END = b"\xda", b"\xd9"
# Before, no telephone took pictures; a clock that was never set begins in 1970 or 1980.
CAMERA_YEARS = range(1995, 2158)
_DAY = re.compile(r"([0-9]{4}):([0-9]{2}):([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept, its small copy (always JPEG), and the day that the camera wrote into it."""

    content: bytes
    extension: str
    thumbnail: bytes
    taken_on: date | None


def redrawn(content: bytes, kind: str, *, side: int, max_pixels: int) -> Picture:
    """The picture drawn anew with at most `side` pixels at its longest; Refused when damaged or too large."""
    try:
        with _strictly():
            return _redrawn(content, kind, side, max_pixels)
    except Refused:
        raise
    except Exception as error:  # whatever a damaged or crafted file makes its reader trip over
        raise Refused(
            _("The picture cannot be read: it is damaged or not complete. Take or save it again and upload that.")
        ) from error


@contextmanager
def _strictly() -> Iterator[None]:
    """One picture at a time, a damaged one being an error; WeasyPrint lets Pillow fill up what is missing in grey."""
    with _ONE_AT_A_TIME:
        usual, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = usual


def _redrawn(content: bytes, kind: str, side: int, max_pixels: int) -> Picture:
    picture = _opened(content, kind, max_pixels)
    orientation, taken_on = _told_by_camera(picture)
    is_drawing = picture.mode in ("1", "P")
    picture = _in_srgb(_shrunk(picture, side))
    if orientation in _UPRIGHT:
        picture = picture.transpose(_UPRIGHT[orientation])
    picture.info.clear()  # or it would be written out again
    drawing = _drawing(picture) if is_drawing or picture.mode == "RGBA" else None
    photograph = _photograph(picture)
    full = drawing or _jpeg(photograph, QUALITY)
    photograph.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=_REDUCING_GAP)
    return Picture(full, "png" if drawing else "jpg", _jpeg(photograph, THUMBNAIL_QUALITY), taken_on)


def _opened(content: bytes, kind: str, max_pixels: int) -> Image.Image:
    """The picture before anything but its header was read, unless the header says that it is too large to go on."""
    if kind == "heic":
        heif = pi_heif.open_heif(content)
        _check_pixels(heif.size, max_pixels)
        picture: Image.Image = heif.to_pillow()
        return picture
    if kind == "jpg" and _has_too_many_scans(content):
        raise ValueError("scans without end")
    picture = _READERS[kind](io.BytesIO(content))
    _check_pixels(picture.size, max_pixels)
    return picture


def _check_pixels(size: tuple[int, int], max_pixels: int) -> None:
    width, height = size
    if width * height > max_pixels:
        values = {"width": width, "height": height, "limit": max_pixels // 1_000_000}
        reason = _(
            "The picture has %(width)s × %(height)s pixels; at most %(limit)s million are accepted. "
            "Save it smaller and upload it again."
        )
        raise Refused(reason % values)


def _has_too_many_scans(content: bytes) -> bool:
    """Whether a JPEG goes over its pixels more often than any encoder makes it."""
    position, scans = 2, 0
    while scans <= MAX_SCANS and (segment := _SEGMENT.search(content, position)) and segment[1] != _END:
        scans += segment[1] == _SCAN
        position = segment.end() + int.from_bytes(content[segment.end() : segment.end() + 2])
    return scans > MAX_SCANS


def _told_by_camera(picture: Image.Image) -> tuple[int, date | None]:
    """How the camera was held, and the day by its clock; a clock in B.E. is read as such, one never set as none."""
    try:
        exif = picture.getexif()
        orientation = exif.get(ExifTags.Base.Orientation, 1)
        written = _DAY.match(str(exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal, "")))
        year, month, day = map(int, written.groups()) if written else (0, 1, 1)
        year -= BUDDHIST_OFFSET if year in BUDDHIST_YEARS else 0
        return orientation, date(year, month, day) if year in CAMERA_YEARS else None
    except Exception:  # the picture is what counts, not what was written beside it
        return 1, None


def _shrunk(picture: Image.Image, side: int) -> Image.Image:
    """The picture, decoded, with at most `side` pixels at its longest, in a form in which colours can be mixed."""
    longest = max(picture.size)
    if longest > side:
        nearly = side * _NEARLY / longest
        picture.draft(None, (int(picture.width * nearly), int(picture.height * nearly)))
    picture.load()
    if "transparency" in picture.info or picture.mode in ("LA", "PA"):
        picture = picture.convert("RGBA")
    elif picture.mode.startswith("I"):
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    elif picture.mode in ("1", "P") and longest > side:
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    picture.thumbnail((side, side), reducing_gap=_REDUCING_GAP)
    return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture in the colours that every screen means; a profile that cannot be read is left out of account."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(own):
            return picture
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _drawing(picture: Image.Image) -> bytes | None:
    """The picture as PNG; None when it is no drawing: nothing shines through, or it is large."""
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        return None
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue() if file.tell() <= SMALL_DRAWING else None


def _photograph(picture: Image.Image) -> Image.Image:
    """The picture in a form that a JPEG can hold; what shines through becomes white."""
    if picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        return ground
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, progressive=True)
    return file.getvalue()
