"""Pictures of evidence are drawn anew: upright, small enough, in their colours, and silent about camera and place."""

import datetime
import io

import pytest
from PIL import Image, ImageCms, ImageFile, PngImagePlugin

from measures.evidence import Refused

from . import uploads
from .uploads import SECRETS, XMP, exif, opened, photograph, saved, taken

BLUE, RED = (20, 40, 200), (200, 30, 30)
# Where the blue quarter, once upper left, lies in the file when the camera was held so.
HELD = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def like(pixel, colour, tolerance: int = 12) -> bool:
    return all(abs(one - other) <= tolerance for one, other in zip(pixel, colour, strict=True))


def telling(kind: str, picture: Image.Image) -> bytes:
    """A picture with all that a camera or a program can write beside the pixels."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", "a secret comment")
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        return saved(picture, kind, exif=exif(), icc_profile=profile, pnginfo=notes)
    comment = {"comment": b"a secret comment"} if kind == "JPEG" else {}
    return saved(picture, kind, exif=exif(), icc_profile=profile, xmp=XMP, **comment)


def animated(kind: str) -> bytes:
    return saved(photograph(), kind, save_all=True, append_images=[Image.new("RGB", (400, 300), "white")])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "P"])
def test_nothing_that_stood_beside_the_pixels_is_kept(kind, mode):
    content = telling(kind, photograph(mode="RGB" if mode == "P" and kind != "PNG" else mode))
    assert b"SecretPhone" in content
    kept = taken(content)
    for data in (kept.content, kept.thumbnail):
        assert [secret for secret in (*SECRETS, b"eXIf", b"iCCP", b"tEXt", b"iTXt") if secret in data] == []
        assert opened(data).getexif() == {}


def test_nothing_of_a_heic_but_its_pixels_is_kept():
    assert b"SecretPhone" in uploads.HEIC
    kept = taken(uploads.HEIC, "IMG_0001.HEIC")
    assert (kept.extension, kept.name, kept.content[:3]) == ("jpg", "IMG_0001.jpg", b"\xff\xd8\xff")
    assert [secret for secret in SECRETS if secret in kept.content + kept.thumbnail] == []
    picture = opened(kept.content)
    assert picture.size == (64, 48)
    assert like(picture.getpixel((8, 8)), BLUE)
    assert like(picture.getpixel((56, 40)), RED)


@pytest.mark.parametrize("orientation", HELD)
@pytest.mark.parametrize("side", [400, 90])
def test_a_picture_is_turned_upright_once(orientation, side, settings):
    settings.EVIDENCE_PICTURE_SIDE = side
    held = photograph()
    held = held.transpose(HELD[orientation]) if HELD[orientation] is not None else held
    kept = taken(saved(held, exif=exif(orientation)))
    for data in (kept.content, kept.thumbnail):
        picture = opened(data)
        assert picture.width > picture.height
        assert like(picture.getpixel((picture.width // 8, picture.height // 8)), BLUE)
        assert like(picture.getpixel((picture.width * 7 // 8, picture.height // 8)), RED)
        assert like(picture.getpixel((picture.width // 8, picture.height * 7 // 8)), RED)
    again = taken(kept.content)
    assert opened(again.content).size == opened(kept.content).size


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((4000, 3000), (2000, 1500)),  # the half, as libjpeg decodes it
        ((3000, 4000), (1500, 2000)),
        ((3200, 1600), (2400, 1200)),
        ((2401, 100), (2400, 100)),
        ((2400, 1800), (2400, 1800)),
        ((30, 20), (30, 20)),
    ],
)
def test_a_picture_is_shrunk_to_a_sensible_size_and_has_a_small_copy(size, kept):
    picture = taken(uploads.jpeg(width=size[0], height=size[1]))
    assert opened(picture.content).size == kept
    small = opened(picture.thumbnail)
    assert (small.format, max(small.size)) == ("JPEG", min(480, max(size)))


def test_the_same_picture_becomes_the_same_bytes():
    content = telling("JPEG", photograph(3200, 1600))
    assert taken(content) == taken(content)


@pytest.mark.parametrize(
    ("kind", "picture", "extension"),
    [
        ("PNG", photograph(), "jpg"),
        ("PNG", photograph(mode="L"), "jpg"),
        ("PNG", photograph().convert("I;16"), "jpg"),
        ("PNG", photograph(mode="P"), "png"),
        ("PNG", photograph(3000, 300, mode="P"), "png"),
        ("PNG", photograph(mode="1"), "png"),
        ("PNG", photograph(3000, 300, mode="1"), "png"),
        ("PNG", photograph(mode="RGBA"), "jpg"),
        ("PNG", Image.new("RGBA", (40, 30), (200, 30, 30, 0)), "png"),
        ("PNG", Image.new("LA", (40, 30), (200, 0)), "png"),
        ("PNG", Image.effect_noise((1600, 1200), 90).convert("RGBA"), "jpg"),
        ("JPEG", photograph(mode="CMYK"), "jpg"),
        ("WEBP", photograph(), "jpg"),
        ("WEBP", Image.new("RGBA", (40, 30), (200, 30, 30, 0)), "png"),
    ],
)
def test_a_drawing_stays_a_png_and_all_else_becomes_a_jpeg(kind, picture, extension):
    kept = taken(saved(picture, kind))
    assert (kept.extension, opened(kept.content).format) == (extension, {"jpg": "JPEG", "png": "PNG"}[extension])
    assert max(opened(kept.content).size) == min(2400, max(picture.size))


def test_a_large_picture_that_one_can_see_through_becomes_a_jpeg_on_white():
    noise = Image.effect_noise((1600, 1200), 90).convert("RGBA")
    noise.paste((0, 0, 0, 0), (0, 0, 400, 400))
    kept = taken(saved(noise, "PNG"))
    assert kept.extension == "jpg"
    assert like(opened(kept.content).getpixel((100, 100)), (255, 255, 255))


def test_sixteen_bits_of_grey_keep_their_greys():
    grey = Image.new("I;16", (40, 30), 0x8000)
    assert like([opened(taken(saved(grey, "PNG")).content).getpixel((9, 9))], [128], tolerance=2)


def test_colours_of_another_profile_are_carried_over():
    """A profile in which red means blue: the numbers change, so that the eye sees what the camera saw."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    other = _with_red_and_blue_exchanged(srgb.replace("sRGB".encode("utf-16-be"), "none".encode("utf-16-be")))
    kept = opened(taken(saved(photograph(), icc_profile=other)).content)
    assert like(kept.getpixel((350, 250)), tuple(reversed(RED)), tolerance=40)
    assert like(opened(taken(saved(photograph(), icc_profile=srgb)).content).getpixel((350, 250)), RED)


def _with_red_and_blue_exchanged(profile: bytes) -> bytes:
    return profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")


def test_a_profile_that_cannot_be_read_is_left_out_of_account():
    assert like(opened(taken(saved(photograph(), icc_profile=b"nonsense" * 20)).content).getpixel((350, 250)), RED)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023:03:15 10:11:12", datetime.date(2023, 3, 15)),
        ("2566:03:15 10:11:12", datetime.date(2023, 3, 15)),
        ("2023:02:31 10:11:12", None),
        ("1970:01:01 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("วันนี้", None),
    ],
)
def test_the_day_of_the_camera_is_proposed(written, day):
    assert taken(saved(photograph(), exif=exif(day=written))).taken_on == day


def test_the_day_is_read_from_every_kind_of_picture():
    day = datetime.date(2023, 3, 15)
    files = [saved(photograph(), kind, exif=exif()) for kind in ("PNG", "WEBP")] + [uploads.HEIC]
    assert [taken(content).taken_on for content in files] == [day, day, day]
    assert taken(uploads.jpeg()).taken_on is None


def test_what_was_written_wrongly_beside_a_picture_does_not_hinder_it():
    broken = saved(photograph(), exif=exif()).replace(b"MM\0*", b"MM\xff\xff")
    assert taken(broken).taken_on is None


@pytest.mark.parametrize("tail", [b"<html><script>alert(1)</script>", b"PK\3\4" + b"x" * 900])
def test_what_hangs_behind_a_picture_is_gone(tail):
    kept = taken(uploads.jpeg() + tail)
    assert tail not in kept.content
    assert opened(kept.content).size == (400, 300)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "MPO"])
def test_of_a_picture_that_moves_the_first_is_kept(kind):
    assert like(opened(taken(animated(kind)).content).getpixel((350, 250)), RED)


def test_the_limit_of_pixels_is_a_setting(settings):
    settings.EVIDENCE_MAX_PIXELS = 400 * 300
    assert taken(uploads.jpeg()).extension == "jpg"
    settings.EVIDENCE_MAX_PIXELS -= 1
    for content in (uploads.jpeg(), saved(photograph(), "PNG"), saved(photograph(), "WEBP")):
        with pytest.raises(Refused, match="400 × 300"):
            taken(content)


def test_too_many_pixels_are_refused_before_one_is_decoded(settings, monkeypatch):
    settings.EVIDENCE_MAX_PIXELS = 100
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda *_nothing: pytest.fail("decoded"))
    monkeypatch.setattr("pi_heif.HeifImage.load", lambda *_nothing: pytest.fail("decoded"))
    for content in (uploads.jpeg(), saved(photograph(), "PNG"), saved(photograph(), "WEBP"), uploads.HEIC):
        with pytest.raises(Refused, match=" × "):
            taken(content)


def test_a_picture_of_many_scans_as_encoders_make_it_is_taken():
    assert taken(saved(photograph(), progressive=True)).extension == "jpg"


def test_pictures_of_others_are_read_as_before():
    """WeasyPrint has Pillow fill up in grey what is missing of a picture; evidence is strict, and for itself alone."""
    whole = uploads.jpeg()
    ImageFile.LOAD_TRUNCATED_IMAGES, usual = True, ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        with pytest.raises(Refused):
            taken(whole[: len(whole) // 2])
        Image.open(io.BytesIO(whole[: len(whole) // 2])).load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = usual
