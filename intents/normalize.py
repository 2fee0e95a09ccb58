"""Text to comparable text: one pair of functions for the catalogue and for what people type."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'"})
_WIDE = {ord("　"): " ", **{0xFF01 + i: chr(0x21 + i) for i in range(94)}}
# Categories that carry no meaning in a question: control, format, surrogate, private, unassigned.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """Composed text without control characters and runs of spaces; case and accents stay.

    NFC, not NFKC: the latter turns typed jamo (ㅎㅇ) into conjoining ones that match nothing.
    """
    visible = text.translate(_VISIBLE)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", visible)).strip()


class _Visible(dict[int, int | None]):
    """Characters that are kept, as they are; line breaks and tabs as spaces; others as nothing."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        dropped = unicodedata.category(char) in _DROPPED
        self[code] = ord(" ") if char in "\n\r\t" else None if dropped else code
        return self[code]


_VISIBLE = _Visible()


def fold(text: str) -> str:
    """Comparable form: lower case, no Latin accents, plain apostrophes, narrow characters."""
    plain = text.translate(_WIDE).translate(_APOSTROPHES).casefold()
    return plain if plain.isascii() else plain.translate(_BASES)


class _Bases(dict[int, int]):
    """Latin letters without their accents; anything else (Hangul above all) as it is."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        latin = not char.isascii() and char < "\u0250"
        self[code] = ord(unicodedata.normalize("NFD", char)[0]) if latin else code
        return self[code]


_BASES = _Bases()


_WORD = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*|[가-힣ㄱ-ㆎ]+|[^\W\d_]+(?:'[^\W\d_]+)?|[^\w\s]")


def words(text: str) -> list[str]:
    """Words, numbers and single signs of a folded text, in order."""
    return _WORD.findall(text)
