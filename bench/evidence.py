"""A telephone's picture of 8 MB as evidence, against what Pillow needs to read it and write it out again."""

import io
from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFilter

from measures.evidence import take

from .measure import Row, seconds

SIZE = 4032, 3024
QUALITY = 82


def rows() -> Iterator[Row]:
    content = _photograph()
    whole, bare = seconds(lambda: take(SimpleUploadedFile("IMG_0001.JPG", content)), lambda: _bare(content), times=9)
    what = f"a picture of {len(content) / 2**20:.1f} MB taken as evidence, against Pillow's bare decode and encode"
    yield Row(what, f"{whole / bare:.2f}", "≤ 1.3")


def _photograph() -> bytes:
    """Noise of the fineness that a telephone's sensor has, held upright, with its place."""
    noise = [Image.effect_noise(SIZE, 40).filter(ImageFilter.GaussianBlur(0.7)) for _channel in range(2)]
    picture = Image.merge("RGB", [*noise, Image.linear_gradient("L").resize(SIZE)])
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2023:03:15 10:11:12"
    exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 45.0, 0.0)})
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=96, exif=exif)
    return file.getvalue()


def _bare(content: bytes) -> None:
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        picture.save(io.BytesIO(), "JPEG", quality=QUALITY)
