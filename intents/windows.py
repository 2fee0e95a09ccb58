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
MOST_SHORT = 2  # letters of a word that is never a name with an s: "Is", "As"
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
    window = Window((), "", parts[first].start, 0, first, first, spread=True)
    longest, gap = table.longest + 8, ""
    for last in range(first, min(len(parts), first + WIDEST)):
        piece = parts[last]
        if last > first and (gap := text[parts[last - 1].end : piece.start]):
            if (plain or last - first >= USUAL) and not table.begins(window.key):
                return
            if gap != " " and not _crosses(gap, window, table) and _breaks(gap, parts[last - 1]):
                return
        if len(window.key) + len(piece.key) > longest:
            return
        keys, key = (*window.keys, piece.key), window.key + piece.key
        spread = window.spread and (last == first or gap.isspace())
        window = Window(keys, key, window.start, piece.end, first, last, spread=spread)
        yield from _endings(parts, window)
        if _genitive(text[window.start : window.end]):
            yield window._replace(
                key=window.key[:-1], keys=(*keys[:-1], piece.key[:-1]), end=piece.end - 1
            )


def _genitive(surface: str) -> bool:
    """Whether capitals end in an s of their own: "LGs model", "KTs partners"."""
    return surface[-1:] == "s" and len(surface) > MOST_SHORT and surface[:-1].isupper()


def _crosses(gap: str, window: Window, table: NameTable) -> bool:
    """Whether a name goes on behind this gap: a comma, a slash or a parenthesis."""
    return window.key in table.crossed and _ENDS.isdisjoint(gap)


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


def _endings(parts: Sequence[Piece], window: Window) -> Iterator[Window]:
    """A window if it ends where a word does, and without the particles of its last piece."""
    last = window.last
    piece = parts[last]
    glued = last + 1 < len(parts) and parts[last + 1].start == piece.end
    after = parts[last + 1] if glued else None
    if after is None or after.kind != "h" or piece.kind == "j":
        if not (after and piece.kind in "ld" and after.kind == "l"):
            yield window
    elif is_particles(after.key):
        yield window._replace(particle=True)
    if piece.kind == "h":
        before = window.key[: len(window.key) - len(piece.key)]
        for stem in stems(piece.key):
            yield window._replace(
                keys=(*window.keys[:-1], stem),
                key=before + stem,
                end=piece.start + len(stem) if piece.plain else piece.end,
                particle=True,
            )
