"""The invented evidence: scenes, a chart and a letter, drawn with the same bytes every time; nobody real is on them."""

import io
from collections.abc import Callable
from functools import cache

import fontpkg_sarabun
from PIL import Image, ImageDraw, ImageFont

# Drawn twice as large and reduced, which smooths every edge.
SCALE = 2
WIDTH, HEIGHT, BAND = 1200, 900, 130
PAPER_SIZE = 1240, 1754  # A4 as a scanner of 150 dots an inch sees it

INK, PAPER, GOLD, TEAL, WOOD, SHIRT = "#1f2a44", "#fbf7ef", "#c8982b", "#0f766e", "#b98b5e", "#e8ddc5"
SKIES, WALLS = ["#cfe5f2", "#f6dfc0", "#d8ecd9"], ["#efe6d5", "#e3ebef", "#e9efe2"]
SHIRTS, SKIN = ["#0f766e", "#7c5c9c", "#c06b4a", "#35608f", "#8a8f3c"], "#d9a77c"
INVENTED = "ภาพจำลองเพื่อการสาธิต"
LETTERHEAD = "องค์การบริหารส่วนตำบลสมมติ"


class Canvas:
    """A sheet on which places are told in the pixels of the finished picture."""

    def __init__(self, size: tuple[int, int], ground: str):
        self._image = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE), ground)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, round_: int = 0) -> None:
        """A filled rectangle, with rounded corners where wanted."""
        self._draw.rounded_rectangle(_scaled(left, top, right, bottom), round_ * SCALE, colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle."""
        self._draw.ellipse(_scaled(x - radius, y - radius, x + radius, y + radius), colour)

    def shape(self, *corners: float, colour: str) -> None:
        """A filled polygon, its corners as x, y, x, y …"""
        self._draw.polygon(_scaled(*corners), colour)

    def line(self, *corners: float, colour: str, width: int = 2) -> None:
        """A line through some points."""
        self._draw.line(_scaled(*corners), colour, width * SCALE)

    def text(self, x: float, y: float, text: str, size: int, colour: str = INK, *, anchor: str = "lm") -> None:
        """A line of Thai text."""
        self._draw.text((x * SCALE, y * SCALE), text, colour, _font(size), anchor)

    def width_of(self, text: str, size: int) -> float:
        """How much room a line of text takes."""
        return float(_font(size).getlength(text)) / SCALE

    def finished(self) -> Image.Image:
        """The picture at its own size."""
        return self._image.reduce(SCALE)


def _scaled(*places: float) -> list[float]:
    return [place * SCALE for place in places]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(fontpkg_sarabun.ROOT / "files" / "Sarabun-Medium.ttf", size * SCALE)


# What can be seen


def photograph(scene: str, caption: str, *, number: int = 0, **details: object) -> bytes:
    """A picture of one of `SCENES` as JPEG with its caption below; `number` chooses colours and people."""
    canvas = Canvas((WIDTH, HEIGHT), PAPER)
    SCENES[scene](canvas, number, **details)
    canvas.box(0, HEIGHT - BAND, WIDTH, HEIGHT, INK)
    canvas.text(40, HEIGHT - BAND + 44, caption, _fitting(canvas, caption, WIDTH - 80, 38), "white")
    canvas.text(40, HEIGHT - 32, f"{INVENTED} · {LETTERHEAD}", 22, "#e9d9ae")
    file = io.BytesIO()
    canvas.finished().save(file, "JPEG", quality=90)
    return file.getvalue()


def _fitting(canvas: Canvas, text: str, room: int, size: int) -> int:
    """The largest size, at most `size`, at which a line of text has room."""
    return min(size, int(size * room / canvas.width_of(text, size)))


def _person(canvas: Canvas, x: float, y: float, number: int, size: float = 1) -> None:
    """Somebody seen from afar: no face, so nobody's."""
    colour = SHIRTS[number % len(SHIRTS)]
    canvas.box(x - 46 * size, y, x + 46 * size, y + 150 * size, colour, int(36 * size))
    canvas.disc(x, y - 44 * size, 38 * size, INK)
    canvas.disc(x, y - 33 * size, 32 * size, SKIN)


def _meeting(canvas: Canvas, number: int, *, slide: str) -> None:
    """People around a table, a screen behind them."""
    canvas.box(0, 0, WIDTH, 560, WALLS[number % len(WALLS)])
    canvas.box(0, 560, WIDTH, HEIGHT, "#d7c3a3")
    canvas.box(330, 60, 870, 340, INK, 10)
    canvas.box(342, 72, 858, 328, PAPER)
    canvas.text(600, 150, slide, _fitting(canvas, slide, 470, 40), anchor="mm")
    for row, length in enumerate((380, 300, 340)):
        canvas.box(400, 205 + 34 * row, 400 + length, 217 + 34 * row, (TEAL, GOLD, "#9db6bd")[row], 5)
    for place in range(6):
        _person(canvas, 170 + 172 * place, 450 + 14 * ((place + number) % 2), place + number)
    canvas.box(70, 570, 1130, 690, WOOD, 24)
    for place in range(6):
        canvas.box(130 + 172 * place, 590, 215 + 172 * place, 640, "white", 4)


def _counter(canvas: Canvas, number: int, *, sign: str) -> None:
    """The counter at which citizens are served, a queue display above it."""
    canvas.box(0, 0, WIDTH, HEIGHT, WALLS[(number + 1) % len(WALLS)])
    canvas.box(0, 640, WIDTH, HEIGHT, "#cdbfa8")
    canvas.box(140, 60, 1060, 180, TEAL, 14)
    canvas.text(600, 118, sign, _fitting(canvas, sign, 860, 54), "white", anchor="mm")
    for place in range(3):
        left = 160 + 310 * place
        canvas.box(left, 215, left + 260, 275, INK, 8)
        queue = f"คิว {101 + 7 * number + 13 * place}"
        canvas.text(left + 130, 245, queue, 34, "#ffd77a", anchor="mm")
        _person(canvas, left + 130, 380, place + number, 1.05)
        canvas.box(left - 14, 470, left + 274, 660, WOOD, 10)
        canvas.box(left - 14, 470, left + 274, 492, "#d9b48a", 6)
    for place in range(2):
        _person(canvas, 400 + 330 * place, 610, place + number + 3, 1.15)


def _village(canvas: Canvas, number: int, *, banner: str) -> None:
    """A meeting in the open pavilion of a village."""
    canvas.box(0, 0, WIDTH, 520, SKIES[number % len(SKIES)])
    canvas.disc(1040, 120, 60, "#f7d774")
    canvas.shape(0, 520, 260, 330, 560, 520, colour="#9dbf9e")
    canvas.shape(620, 520, 940, 300, WIDTH, 520, colour="#8bb08f")
    canvas.box(0, 500, WIDTH, HEIGHT, "#c9d5a0")
    canvas.shape(120, 250, 600, 110, 1080, 250, colour="#a4553f")
    for pillar in (180, 460, 740, 1020):
        canvas.box(pillar - 14, 250, pillar + 14, 640, "#e6dcc8")
    canvas.box(300, 275, 900, 350, GOLD, 8)
    canvas.text(600, 312, banner, _fitting(canvas, banner, 560, 42), anchor="mm")
    for place in range(8):
        row = place % 2
        _person(canvas, 150 + 128 * place, 540 + 50 * row, place + number, 0.95)


def _road(canvas: Canvas, number: int, *, sign: str) -> None:
    """A road in the fields with a lamp and a sign."""
    canvas.box(0, 0, WIDTH, 430, SKIES[(number + 1) % len(SKIES)])
    canvas.box(0, 430, WIDTH, HEIGHT, "#a9c484")
    canvas.shape(430, HEIGHT, 570, 430, 630, 430, 900, HEIGHT, colour="#6b7078")
    for step in range(5):
        top, half = 450 + 70 * step, 3 + 3 * step
        canvas.shape(600 - half, top, 600 + half, top, 603 + half, top + 38, 597 - half, top + 38, colour="white")
    canvas.box(930, 190, 944, 640, INK)
    canvas.line(937, 196, 850, 170, colour=INK, width=9)
    canvas.disc(846, 176, 20, "#ffe08a")
    canvas.box(90, 330, 410, 460, PAPER, 10)
    canvas.text(250, 394, sign, _fitting(canvas, sign, 290, 34), anchor="mm")
    canvas.box(240, 460, 260, 620, WOOD)
    _person(canvas, 760, 560, number, 0.9)


def _bars(canvas: Canvas, number: int, *, title: str, bars: list[tuple[str, int]]) -> None:
    """A bar chart with its figures, as a division prints it for its report."""
    canvas.text(60, 70, title, _fitting(canvas, title, WIDTH - 120, 44))
    canvas.line(90, 650, WIDTH - 60, 650, colour=INK, width=3)
    most = max(value for _label, value in bars)
    wide = (WIDTH - 170) / len(bars)
    for place, (label, value) in enumerate(bars):
        left, top = 110 + wide * place, 650 - 460 * value / most
        canvas.box(left, top, left + wide * 0.62, 650, (TEAL, "#35608f")[number % 2], 6)
        canvas.text(left + wide * 0.31, top - 28, f"{value:,}", 32, anchor="mm")
        canvas.text(left + wide * 0.31, 690, label, 30, anchor="mm")


SCENES: dict[str, Callable[..., None]] = {
    "meeting": _meeting,
    "counter": _counter,
    "village": _village,
    "road": _road,
    "bars": _bars,
}


# What is written


def letter(subject: str, lines: list[str], *, day: str) -> bytes:
    """A page of an official memo as its scan, a PDF."""
    canvas = Canvas(PAPER_SIZE, "white")
    canvas.text(620, 150, "บันทึกข้อความ", 60, anchor="mm")
    for place, text in enumerate([f"ส่วนราชการ  {LETTERHEAD}", f"วันที่  {day}", f"เรื่อง  {subject}"]):
        canvas.text(170, 270 + 62 * place, text, _fitting(canvas, text, 950, 34))
    canvas.line(170, 450, 1120, 450, colour=INK, width=2)
    for place, text in enumerate(lines):
        canvas.text(170 if place else 270, 520 + 60 * place, text, _fitting(canvas, text, 950 if place else 850, 32))
    canvas.text(700, 1420, "(ลงชื่อ) ............................................", 32)
    canvas.text(880, 1480, "ผู้รายงาน", 32, anchor="mm")
    canvas.text(620, 1690, "เอกสารจำลองเพื่อการสาธิต", 24, "#7a7466", anchor="mm")
    file = io.BytesIO()
    # Without the moment at which it was made, or the bytes would differ every time.
    canvas.finished().convert("L").save(file, "PDF", resolution=150, creationDate=None, modDate=None)
    return file.getvalue()
