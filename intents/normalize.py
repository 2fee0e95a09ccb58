"""Text to comparable text: one pair of functions for the catalogue and for what people type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'"})
_WIDE = {ord("　"): " ", **{0xFF01 + i: chr(0x21 + i) for i in range(94)}}
# Categories that carry no meaning in a question: control, format, surrogate, private, unassigned.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """Composed text without control characters and runs of spaces; case and accents stay.

    NFC, not NFKC: the latter turns typed jamo (ㅎㅇ) into conjoining ones that match nothing.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = text.translate(_VISIBLE)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", visible)).strip()


def clean_lines(text: str) -> str:
    """Cleaned text that keeps its line breaks: a line may be a question of its own."""
    return "\n".join(filter(None, map(clean, text.splitlines())))


class _Table(dict[int, str]):
    """A table for `str.translate`, filled with what a function makes of each character met."""

    def __init__(self, made_of: Callable[[str], str]) -> None:
        self._made_of = made_of

    def __missing__(self, code: int) -> str:
        self[code] = self._made_of(chr(code))
        return self[code]


def _visible(char: str) -> str:
    """A character that is kept; a space for line breaks and tabs; nothing for others."""
    if char in "\n\r\t":
        return " "
    return "" if unicodedata.category(char) in _DROPPED else char


_VISIBLE = _Table(_visible)


def fold(text: str) -> str:
    """Comparable form: lower case, no Latin accents, plain apostrophes, narrow characters."""
    return text.translate(_FOLDED)


def _folded(char: str) -> str:
    narrow = char.translate(_WIDE).translate(_APOSTROPHES)
    return "".join(map(_base, narrow.casefold()))


def _base(char: str) -> str:
    """A Latin letter without its accents; anything else (Hangul above all) as it is."""
    if char.isascii() or char >= "\u0250":
        return char
    return unicodedata.normalize("NFD", char)[0]


_FOLDED = _Table(_folded)


_WORD = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*|[가-힣ㄱ-ㆎ]+|[^\W\d_]+(?:'[^\W\d_]+)?|[^\w\s]")


def words(text: str) -> list[str]:
    """Words, numbers and single signs of a folded text, in order."""
    return _WORD.findall(text)
