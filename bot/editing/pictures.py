"""Charts as PNG. Drawn in a process of its own: `python -m bot.editing.pictures`.

Letters come from the fonts beside the code, Latin ones and Hangul, so that a chart looks the same
everywhere.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel

_ROOT = Path(__file__).resolve().parents[2]
FONTS = _ROOT / "bot" / "fonts"
LATIN, HANGUL = "DejaVu Sans", "NanumSquare"
MOST_SECONDS = 30.0
_WIDTH, _ROW, _AROUND = 900, 34, 110


class Chart(BaseModel):
    """Bars with names, the longest first."""

    title: str
    bars: Sequence[tuple[str, int]]


async def drawn(chart: Chart) -> bytes | None:
    """The chart as PNG; nothing if it could not be drawn."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.editing.pictures"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=_ROOT,
    )
    try:
        async with asyncio.timeout(MOST_SECONDS):
            told, _ = await process.communicate(chart.model_dump_json().encode())
    except TimeoutError:
        process.kill()
        await process.wait()
        return None
    return told if process.returncode == 0 else None


def png(chart: Chart) -> bytes:
    """Draw the chart."""
    # Imported here: nobody else needs them.
    import pygal  # noqa: PLC0415
    import resvg_py  # noqa: PLC0415
    from pygal.style import Style  # noqa: PLC0415

    style = Style(
        font_family=LATIN,
        background="white",
        plot_background="white",
        colors=("#3465a4",),
        value_font_size=13,
        label_font_size=13,
        major_label_font_size=13,
        title_font_size=17,
    )
    bars = pygal.HorizontalBar(
        style=style,
        title=chart.title,
        width=_WIDTH,
        height=_AROUND + _ROW * len(chart.bars),
        show_legend=False,
        print_values=True,
        print_values_position="top",
        show_y_guides=False,
        show_x_labels=True,
        js=[],
    )
    # The library draws from below.
    rows = list(reversed(chart.bars))
    bars.x_labels = [name for name, _ in rows]
    bars.add("", [count for _, count in rows])
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=bars.render(is_unicode=True),
            skip_system_fonts=True,
            font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))],
            font_family=LATIN,
            sans_serif_family=LATIN,
        )
    )


def main() -> None:
    """Read a chart from standard input, write the picture to standard output."""
    os.nice(19)
    chart = Chart.model_validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(png(chart))


if __name__ == "__main__":
    main()
