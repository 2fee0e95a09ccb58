"""How wide words are, and where they are cut into lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "fonts"
LATIN, HANGUL = "DejaVu Sans", "NanumSquare"

# Widths of letters in their own size, those of the wider of the two fonts beside the code.
_WIDTHS = (
    (frozenset(" .,:;'|!ijlI·‘’"), 0.34),
    (frozenset("()[]-/tfr"), 0.42),
    (frozenset("mwMW%@—&…→✓✕"), 1.0),
    (frozenset("DGHNOQU"), 0.79),
)
_WIDE, _CAPITAL, _OTHER = 0.93, 0.7, 0.638
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
# No XML can carry them.
_UNFIT = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def family(text: str) -> str:
    """The font for a text: one that has all of its letters."""
    return HANGUL if _HANGUL.search(text) else LATIN


def fit(text: str) -> str:
    """The text on one line, without what a drawing cannot carry."""
    return " ".join(_UNFIT.sub("", text).split())


def width(text: str, size: float) -> float:
    """How many pixels a text takes at most."""
    return size * sum(_share(char) for char in text)


def _share(char: str) -> float:
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return _WIDE
    for letters, share in _WIDTHS:
        if char in letters:
            return share
    return _CAPITAL if char.isupper() else _OTHER


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text in lines of at most `room` pixels; a word that is longer is cut."""
    lines: list[str] = []
    for word in _pieces(fit(text), size, room):
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _pieces(text: str, size: float, room: float) -> Iterator[str]:
    for whole in text.split():
        word = whole
        while width(word, size) > room and len(word) > 1:
            kept = next(
                n for n in range(len(word) - 1, 0, -1) if n == 1 or _fits(word[:n], size, room)
            )
            yield word[:kept]
            word = word[kept:]
        yield word


def _fits(text: str, size: float, room: float) -> bool:
    return width(text, size) <= room
