"""A chart is a picture, with the letters of all languages, and small to draw."""

from __future__ import annotations

import struct

from bot.editing.pictures import FONTS, Chart, drawn, png


async def test_a_chart_is_drawn_in_a_process_of_its_own() -> None:
    chart = Chart(title="perché · 질문", bars=[("answered", 7), ("모름", 0), ("<b>&", 3)])
    picture = await drawn(chart)
    assert picture
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    assert width == 900
    assert 100 < height < 400


def test_hangul_and_accents_leave_ink() -> None:
    def ink(title: str) -> int:
        return len(png(Chart(title=title, bars=[("a", 1)])))

    assert ink("질문 결과 답변") > ink("") + 300
    assert ink("ùòàèé") > ink("") + 150


def test_every_font_has_its_licence() -> None:
    assert len(list(FONTS.glob("*.ttf"))) == len(list(FONTS.glob("*-LICENSE.txt"))) == 2
