"""A drawing as PNG, made by a process of its own: `python -m bot.pictures.drawing`.

Letters come from the fonts beside the code, Latin ones and Hangul, so that a picture looks the
same everywhere.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.pictures.bars import Bars, Chart
from bot.pictures.course import Course
from bot.pictures.lanes import Lanes
from bot.pictures.lettering import FONTS, LATIN

_ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 30.0
# Answering comes first, but somebody waits for a picture too: a process any kinder than this gets
# so little of a busy machine that half a second of drawing takes longer than the bound above.
KINDNESS = 10

Drawing = Bars | Chart | Course | Lanes
_READ: TypeAdapter[Drawing] = TypeAdapter(Annotated[Drawing, Field(discriminator="kind")])


async def drawn(drawing: Drawing, seconds: float = MOST_SECONDS) -> bytes | None:
    """The drawing as PNG; nothing if it could not be drawn in so many seconds."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.pictures.drawing"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=_ROOT,
    )
    try:
        async with asyncio.timeout(seconds):
            told, _ = await process.communicate(drawing.model_dump_json().encode())
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return told if process.returncode == 0 else None


def png(drawing: Drawing) -> bytes:
    """Draw it here."""
    return raster(drawing.svg())


def raster(svg: str) -> bytes:
    """An SVG as PNG, with no letters but those beside the code."""
    # Imported here: nobody else needs it.
    import resvg_py  # noqa: PLC0415

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            skip_system_fonts=True,
            font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))],
            font_family=LATIN,
            sans_serif_family=LATIN,
        )
    )


def main() -> None:
    """Read a drawing from standard input, write the picture to standard output."""
    os.nice(KINDNESS)
    sys.stdout.buffer.write(png(_READ.validate_json(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
