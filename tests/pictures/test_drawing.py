"""A drawing becomes a picture: the letters of all languages, nothing cut, small to draw."""

from __future__ import annotations

import struct
from xml.etree import ElementTree as ET

import pytest

from bot.pictures import sheet
from bot.pictures.bars import Bar, Bars, Chart
from bot.pictures.course import Course, Day, Happening
from bot.pictures.drawing import drawn, png, raster
from bot.pictures.lanes import Column, Lane, Lanes
from bot.pictures.lettering import FONTS, LATIN, family, width, wrapped
from bot.pictures.lettering import HANGUL as HANGUL_FONT


def strip(svg: str, left: float, high: float, wide: int = 16) -> bytes:
    """A part of a drawing from top to bottom, as PNG."""
    view = f'width="{wide}" height="{high:g}" viewBox="{left:g} 0 {wide} {high:g}"'
    return raster(f'<svg xmlns="http://www.w3.org/2000/svg" {view}>{svg}</svg>')


async def test_a_chart_is_drawn_in_a_process_of_its_own() -> None:
    chart = Chart(title="perché · 질문", bars=[("answered", 7), ("모름", 0), ("<b>&", 3)])
    picture = await drawn(chart)
    assert picture
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    assert width == 900
    assert 100 < height < 400


async def test_what_takes_too_long_is_given_up() -> None:
    assert await drawn(Chart(title="", bars=[("a", 1)]), seconds=0.0) is None


def test_hangul_and_accents_leave_ink() -> None:
    def ink(title: str) -> int:
        return len(png(Chart(title=title, bars=[("a", 1)])))

    assert ink("질문 결과 답변") > ink("") + 300
    assert ink("ùòàèé") > ink("") + 150


def test_letters_are_no_boxes() -> None:
    """Boxes for missing letters would all look the same."""

    def drawing(title: str) -> bytes:
        return png(Course(title=title, days=[]))

    assert drawing("연표") != drawing("사업")
    assert drawing("é") != drawing("ù")
    # What no font has is drawn as a box.
    assert drawing("\U00010a00") == drawing("\U00010a10")


def test_the_font_follows_the_script() -> None:
    assert family("Che cosa è successo: 2025 – «…»") == LATIN
    assert family("A.X K2 공개") == HANGUL_FONT


def test_every_font_has_its_licence() -> None:
    assert len(list(FONTS.glob("*.ttf"))) == len(list(FONTS.glob("*-LICENSE.txt"))) == 2


def _light(ink: str) -> float:
    parts = [int(ink[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", sheet.INKS)
def test_every_ink_stands_out_from_the_ground(ink: str) -> None:
    assert (_light(sheet.GROUND) + 0.05) / (_light(ink) + 0.05) >= 4.5


LONG = "Sehr lange Wörter WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW "
HANGUL = "하이퍼클로바엑스시드씽크하이퍼클로바엑스시드씽크하이퍼클로바엑스시드씽크하이퍼클로바 "
COURSE = Course(
    title=LONG * 2,
    left_out=LONG,
    days=[Day(day=HANGUL, events=[Happening(text=LONG * 3, note=HANGUL * 2, turn="out")])],
    foot=[LONG * 2, HANGUL],
)
LANES = Lanes(
    title=HANGUL,
    columns=[Column(day=LONG, name=HANGUL)] * 6,
    lanes=[Lane(name=LONG, state=HANGUL[:20], racing=False, steps=["in", "", "on", "out", "", ""])],
    legend={"in": "in", "out": "out"},
)
BARS = Bars(
    title=LONG,
    whole="a",
    part="b",
    bars=[Bar(name=HANGUL[:16], size=7, said="7.25T · 12345M"), Bar(name="b", size=1, said="1M")],
)


@pytest.mark.parametrize("drawing", [COURSE, LANES, BARS], ids=["course", "lanes", "bars"])
def test_nothing_reaches_the_edges(drawing: Course | Lanes | Bars) -> None:
    svg = drawing.svg()
    root = ET.fromstring(svg)  # noqa: S314 — drawn here
    wide, high = (float(root.attrib[name]) for name in ("width", "height"))
    assert wide >= sheet.WIDTH
    ground = f'<rect width="{wide}" height="{high}" fill="{sheet.GROUND}"/>'
    assert strip(svg, 0, high) == strip(ground, 0, high)
    assert strip(svg, wide - 16, high) == strip(ground, wide - 16, high)
    assert strip(svg, wide / 2, high) != strip(ground, wide / 2, high)


def test_no_letters_are_smaller_than_a_phone_shows() -> None:
    for drawing in (COURSE, LANES):
        root = ET.fromstring(drawing.svg())  # noqa: S314 — drawn here
        sizes = [float(e.attrib["font-size"]) for e in root.iter() if e.tag.endswith("text")]
        assert min(sizes) * 1080 / max(1080, int(root.attrib["width"])) >= 22
        assert min(sizes) >= sheet.SMALL


def test_lines_are_as_wide_as_there_is_room_and_lose_nothing() -> None:
    for text in (LONG * 3, HANGUL * 3, "a b", ""):
        lines = wrapped(text, 30, 300)
        assert all(width(line, 30) <= 300 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_what_no_drawing_can_carry_is_left_out() -> None:
    course = Course(title="a\0b\ud800c\x1b<&>", days=[])
    assert "abc&lt;&amp;&gt;" in course.svg()
    assert png(course)
