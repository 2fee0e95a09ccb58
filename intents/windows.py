"""Neighbouring pieces of a text read as one word: the places where a name may stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from intents.hangul import is_particles, stems
from intents.nametable import Entry, NameTable
from intents.spelling import Piece

WIDEST = 48  # pieces of the longest window, for names with their letters spread out
USUAL = 4  # pieces of a window that need not begin like a name
_GAP = 3  # characters between two pieces of one name
_BREAKS = frozenset(',;!?()[]{}"“”\n/|·…')
_ENDS = frozenset(".;!?\n…")


class Doubt(IntEnum):
    """What must stand near a match for it to count."""

    NONE = 0
    NAME = 1  # another name, or a word of the subject
    OWNER = 2  # the name of its owner just before it, or a word of the subject
    SUBJECT = 3  # a word of the subject: everyday words stand beside names too


@dataclass(frozen=True, slots=True)
class Found:
    """A match: whom it names and how, its characters, and its first and last piece."""

    entry: Entry
    start: int
    end: int
    how: str
    first: int
    last: int
    doubt: Doubt = Doubt.NONE


class Window(NamedTuple):
    """Pieces joined: their keys, and where the word they make starts and ends in the text."""

    keys: tuple[str, ...]
    key: str  # the pieces joined
    start: int
    end: int
    first: int
    last: int
    particle: bool = False
    spread: bool = False  # by nothing but blanks

    def found(self, entry: Entry, how: str, doubt: Doubt = Doubt.NONE) -> Found:
        """A match of the whole window."""
        return Found(entry, self.start, self.end, how, self.first, self.last, doubt)


def windows(
    text: str, parts: Sequence[Piece], first: int, table: NameTable, *, plain: bool = False
) -> Iterator[Window]:
    """The windows that start with a piece; wide ones only if a name begins like them.

    A `plain` first piece is a word that can only begin a name letter by letter.
    """
    before = Window((), "", parts[first].start, 0, first, first, spread=True)
    longest = table.longest + 8
    for last in range(first, min(len(parts), first + WIDEST)):
        gap = text[parts[last - 1].end : parts[last].start] if last > first else ""
        if gap and (plain or last - first >= USUAL) and not table.begins(before.key):
            return
        crossed = before.key in table.crossed and _ENDS.isdisjoint(gap)
        if gap not in {"", " "} and not crossed and _breaks(gap, parts[last - 1]):
            return
        spread = before.spread and (last == first or gap.isspace())
        if len(before.key) + len(parts[last].key) > longest:
            return
        yield from _endings(parts, before, last, spread=spread)
        before = _grown(before, parts[last].key, last, spread=spread)


def _grown(before: Window, key: str, last: int, *, spread: bool, end: int = 0) -> Window:
    """A window with one more piece."""
    keys, joined = (*before.keys, key), before.key + key
    return Window(keys, joined, before.start, end, before.first, last, spread=spread)


def starts(parts: Sequence[Piece], first: int) -> bool:
    """Whether a name may begin here: not in the middle of a word of two scripts."""
    if first == 0 or parts[first - 1].end < parts[first].start:
        return True
    before, kind = parts[first - 1].kind, parts[first].kind
    return kind == "d" or before == "j" or (before, kind) in {("d", "h"), ("h", "l"), ("h", "j")}


def begins_sentence(text: str, start: int) -> bool:
    """Whether a word is the first of its sentence."""
    before = text[max(0, start - 8) : start].rstrip(" \"'“‘¿¡(-")
    return not before or before[-1] in ".!?:\n"


def gapped(parts: Sequence[Piece], window: Window) -> bool:
    """Whether anything stands between the pieces of a window."""
    return any(parts[n].end != parts[n + 1].start for n in range(window.first, window.last))


def _breaks(gap: str, before: Piece) -> bool:
    """Whether what stands between two pieces keeps them from being one name."""
    if len(gap) > _GAP or not _BREAKS.isdisjoint(gap):
        return True
    return ". " in gap and len(before.key) > 2


def _endings(
    parts: Sequence[Piece], before: Window, last: int, *, spread: bool
) -> Iterator[Window]:
    """A window with one more piece, and without the particles of that piece."""
    piece = parts[last]
    glued = last + 1 < len(parts) and parts[last + 1].start == piece.end
    after = parts[last + 1] if glued else None
    if after is None or after.kind != "h" or piece.kind == "j":
        if not (after and piece.kind in "ld" and after.kind == "l"):
            yield _grown(before, piece.key, last, spread=spread, end=piece.end)
    elif is_particles(after.key):
        whole = _grown(before, piece.key, last, spread=spread, end=piece.end)
        yield whole._replace(particle=True)
    if piece.kind == "h":
        for stem in stems(piece.key):
            end = piece.start + len(stem) if piece.plain else piece.end
            yield _grown(before, stem, last, spread=spread, end=end)._replace(particle=True)
