"""What changed on the subjects that a chat follows, as one message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.telegram.pages import LIMIT, Mark, Page, clean, pages, units
from bot.telegram.render import link
from bot.telegram.texts import FollowingWords

# A statement that is longer is cut; whoever wants all of it asks.
LONGEST_LINE = 600
# A text with the tag it stands in and that one's attribute.
Piece = tuple[str, str, str]


class Line(Protocol):
    """A change: of which statements, what is said, their source and its address."""

    @property
    def ids(self) -> Sequence[str]: ...
    @property
    def text(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def url(self) -> str | None: ...


class Told(Protocol):
    """Changes that can be told by the subjects they are on."""

    def told(self, subject: str, language: str) -> Sequence[Line]: ...
    def name(self, subject: str, language: str) -> str: ...


class _Growing:
    """Text with marks that grows while there is room."""

    def __init__(self, room: int) -> None:
        self.text, self.marks, self._room = "", list[Mark](), room

    def add(self, pieces: Sequence[Piece]) -> bool:
        """Add all pieces or none; whether they had room."""
        more = "".join(text for text, _, _ in pieces)
        if units(self.text + more) > self._room:
            return False
        for text, tag, attribute in pieces:
            if tag:
                end = len(self.text) + len(text)
                self.marks.append(Mark(len(self.text), end, tag, attribute))
            self.text += text
        return True


def bulletin(
    changes: Told, subjects: Sequence[str], language: str, words: FollowingWords, limit: int = LIMIT
) -> Page | None:
    """The message for a follower of these subjects; nothing if nothing changed on them.

    A change on several of them is told once. Changes that find no room are counted.
    """
    # Room for the last lines, whatever the number in them.
    written, left = _Growing(limit - units(_end(words, 10**6))), 0
    told: set[str] = set()
    for subject in subjects:
        lines = [line for line in changes.told(subject, language) if not told.issuperset(line.ids)]
        told.update(name for line in lines for name in line.ids)
        head = _head(changes.name(subject, language), words, first=not written.text)
        for line in lines:
            if left or not written.add([*head, *_pieces(line, words)]):
                left += 1
            head = []
    if not told:
        return None
    return pages(written.text + _end(words, left), written.marks, limit)[0]


def _head(name: str, words: FollowingWords, *, first: bool) -> list[Piece]:
    return [("" if first else "\n\n", "", ""), (clean(words.head.format(name=name)), "b", "")]


def _pieces(line: Line, words: FollowingWords) -> list[Piece]:
    before, _, after = words.source.partition("{source}")
    address = link(line.url)
    source = clean(line.source), "a" if address else "i", address
    return [(f"\n\n• {_short(line.text)}\n", "", ""), (before, "i", ""), source, (after, "i", "")]


def _short(text: str) -> str:
    said = clean(text)
    return said if len(said) <= LONGEST_LINE else f"{said[: LONGEST_LINE - 1]}…"


def _end(words: FollowingWords, left: int) -> str:
    more = f"\n\n{words.more.format(count=left)}" if left else ""
    return f"{more}\n\n{words.tail}"
