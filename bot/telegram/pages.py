"""Plain text with marks → pages of escaped Telegram HTML, each short enough for one message.

Marks are spans of the plain text, so a page may begin and end anywhere: what is open is closed
at its end and opened again on the next.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# What Telegram takes in one message, in UTF-16 units, counted after its tags are read.
LIMIT = 4096
# Where a long text is cut, best first: paragraph, line, sentence, word.
_BORDERS = ("\n\n", "\n", ". ", " ")
# No character that a reader sees as one is longer, but for what is made to be.
LONGEST_CHARACTER = 64
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")


@dataclass(frozen=True)
class Mark:
    """A span of the text in one tag; marks nest, they never cross."""

    start: int
    end: int
    tag: str
    attribute: str = ""


@dataclass(frozen=True)
class Page:
    """One message: as Telegram HTML, and as the plain text that a reader sees."""

    html: str
    plain: str


def clean(text: str) -> str:
    """Without the characters that no message can carry: controls and lone surrogates."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def pages(text: str, marks: Sequence[Mark], limit: int = LIMIT) -> tuple[Page, ...]:
    """The text cut into messages of at most `limit` UTF-16 units."""
    return tuple(Page(_tagged(text, marks, a, b), text[a:b]) for a, b in _cuts(text, limit))


def units(text: str) -> int:
    """Length as Telegram counts it: a character beyond the basic plane is two."""
    return len(text) + sum(char > "\uffff" for char in text)


def _tagged(text: str, marks: Sequence[Mark], start: int, end: int) -> str:
    inside = [m for m in marks if m.start < end and m.end > start]
    borders = {
        start,
        end,
        *(max(m.start, start) for m in inside),
        *(min(m.end, end) for m in inside),
    }
    points = sorted(borders)
    parts = []
    for here, after in pairwise(points):
        around = sorted(
            (m for m in inside if m.start <= here and m.end >= after),
            key=lambda m: (m.start, -m.end),
        )
        piece = html.escape(text[here:after], quote=False)
        for mark in reversed(around):
            piece = f"<{mark.tag}{mark.attribute}>{piece}</{mark.tag}>"
        parts.append(piece)
    return "".join(parts)


def _cuts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = _cut(text, start, limit)
        first, last = _trimmed(text, start, end)
        if first < last:
            yield first, last
        start = end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _cut(text: str, start: int, limit: int) -> int:
    """Where the page that starts here ends."""
    if units(text[start : start + limit + 1]) <= limit:
        return len(text)
    end = _reach(text, start, limit)
    for border in _BORDERS:
        found = text.rfind(border, start + limit // 4, end)
        if found > 0:
            return found + len(border)
    for back in range(min(LONGEST_CHARACTER, end - start - 1)):
        if not _inside_character(text, end - back):
            return end - back
    return end


def _reach(text: str, start: int, limit: int) -> int:
    """How far `limit` units reach from here."""
    room = limit
    for at in range(start, len(text)):
        room -= 2 if text[at] > "\uffff" else 1
        if room < 0:
            return at
    return len(text)


def _inside_character(text: str, at: int) -> bool:
    """Whether a cut here would split what a reader sees as one character."""
    before, after = text[at - 1], text[at]
    return (
        after in _JOINERS
        or before == "\u200d"
        or unicodedata.combining(after) > 0
        or "\u1160" <= after <= "\u11ff"  # Hangul vowels and finals that follow a consonant
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
        or (_regional(after) and _flags_before(text, at) % 2 == 1)
    )


def _flags_before(text: str, at: int) -> int:
    """How many letters of flags stand before: two make a flag."""
    first = at
    while first > 0 and _regional(text[first - 1]):
        first -= 1
    return at - first


def _regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
