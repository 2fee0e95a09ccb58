"""Neighbouring pieces of a text read as one word: the places where a name may stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from intents.hangul import is_particles, stems
from intents.nametable import Entry, NameTable
from intents.spelling import Piece

WIDEST = 12  # pieces of the longest window, for names with their letters spread out
USUAL = 4  # pieces of a window that need not begin like a name
_GAP = 3  # characters between two pieces of one name
_BREAKS = frozenset(',;!?()[]{}"“”\n/|·…')


class Doubt(IntEnum):
    """What must stand near a match for it to count."""

    NONE = 0
    NAME = 1  # another name, or a word of the subject
    SUBJECT = 2  # a word of the subject: everyday words stand beside names too


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


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces joined: their keys, and where the word they make starts and ends in the text."""

    keys: tuple[str, ...]
    start: int
    end: int
    first: int
    last: int
    particle: bool = False
    spread: bool = False  # by nothing but blanks

    @property
    def key(self) -> str:
        """The pieces joined."""
        return "".join(self.keys)

    def to(self, last: int, key: str, end: int, *, particle: bool = False) -> Window:
        """The window with one more piece."""
        return Window((*self.keys, key), self.start, end, self.first, last, particle, self.spread)

    def found(self, entry: Entry, how: str, doubt: Doubt = Doubt.NONE) -> Found:
        """A match of the whole window."""
        return Found(entry, self.start, self.end, how, self.first, self.last, doubt)


def windows(
    text: str, parts: Sequence[Piece], first: int, table: NameTable, widest: int = WIDEST
) -> Iterator[Window]:
    """The windows that start with a piece; wide ones only if a name begins like them."""
    grown = Window((), parts[first].start, 0, first, first, spread=True)
    length, longest = 0, table.longest + 8
    for last in range(first, min(len(parts), first + widest)):
        if last - first == USUAL and not table.begins(grown.key):
            return
        piece = parts[last]
        if last > first:
            gap = text[parts[last - 1].end : piece.start]
            if _breaks(gap, parts[last - 1]):
                return
            grown = replace(grown, spread=grown.spread and gap.isspace())
        length += len(piece.key)
        if length > longest:
            return
        yield from _endings(parts, grown, last)
        grown = grown.to(last, piece.key, piece.end)


def starts(parts: Sequence[Piece], first: int) -> bool:
    """Whether a name may begin here: not in the middle of a word of two scripts."""
    if first == 0 or parts[first - 1].end < parts[first].start:
        return True
    before, kind = parts[first - 1].kind, parts[first].kind
    return kind == "d" or before == "j" or (before, kind) in {("d", "h"), ("h", "l"), ("h", "j")}


def gapped(parts: Sequence[Piece], window: Window) -> bool:
    """Whether anything stands between the pieces of a window."""
    return any(parts[n].end != parts[n + 1].start for n in range(window.first, window.last))


def _breaks(gap: str, before: Piece) -> bool:
    """Whether what stands between two pieces keeps them from being one name."""
    if len(gap) > _GAP or not _BREAKS.isdisjoint(gap):
        return True
    return ". " in gap and len(before.key) > 2


def _endings(parts: Sequence[Piece], before: Window, last: int) -> Iterator[Window]:
    """A window with one more piece, and without the particles of that piece."""
    piece = parts[last]
    glued = last + 1 < len(parts) and parts[last + 1].start == piece.end
    after = parts[last + 1] if glued else None
    if after is None or after.kind != "h" or piece.kind == "j":
        if not (after and piece.kind in "ld" and after.kind == "l"):
            yield before.to(last, piece.key, piece.end)
    elif is_particles(after.key):
        yield before.to(last, piece.key, piece.end, particle=True)
    if piece.kind == "h":
        for stem in stems(piece.key):
            end = piece.start + len(stem) if piece.plain else piece.end
            yield before.to(last, stem, end, particle=True)
