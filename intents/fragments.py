"""What is spelt like a name but is part of something else: dell' of dell'azienda, KT of KT&G."""

from __future__ import annotations

from collections.abc import Sequence

from intents.spelling import Piece
from intents.windows import Window

# Italian articles and prepositions that lose their last vowel, and English endings.
_ELIDED = frozenset("l d un all dall dell nell sull coll quell bell c s n m t v".split())
_APOSTROPHES = frozenset("'’`´ʼ")
_JOINTS = frozenset("&＆+")
_INITIALS = 3  # letters of a name that is an abbreviation


def is_fragment(text: str, parts: Sequence[Piece], window: Window) -> bool:
    """Whether a window belongs to a longer word, number or abbreviation around it."""
    return (
        _elided(text, window)
        or _measured(text, parts, window)
        or _abbreviated(text, window)
        or _joint(text, window)
    )


def _elided(text: str, window: Window) -> bool:
    """Whether what looks like a name is an article before a vowel: dell'azienda."""
    after = text[window.end : window.end + 2]
    alone = len(window.keys) == 1  # in "k t's" the last letter belongs to a name
    return alone and window.key in _ELIDED and after[:1] in _APOSTROPHES and after[1:].isalpha()


def number_goes_on(text: str, end: int) -> bool:
    """Whether the number before this place goes on behind it: "Kanana 2.0" is no Kanana-2."""
    before, after = text[end - 1 : end], text[end : end + 2]
    return before.isdigit() and after[:1] == "." and after[1:].isdigit()


def _joint(text: str, window: Window) -> bool:
    """Whether a short name is only a part of another one: AT&T, KT&G, KT66."""
    if len(window.key) > _INITIALS or not window.key.isascii():
        return False
    before, after = text[: window.start][-2:], text[window.end : window.end + 2]
    return (
        after[:1].isdecimal()
        or (after[:1] in _JOINTS and after[1:].isalnum())
        or (before[1:] in _JOINTS and before[:1].isalnum())
    )


def _measured(text: str, parts: Sequence[Piece], window: Window) -> bool:
    """Whether a short word in small letters is the unit of a number: 20 kt."""
    raw = text[window.start : window.end]
    if len(raw) > 2 or window.first == 0 or not raw.isascii() or not raw.islower():
        return False
    before = parts[window.first - 1]
    return before.kind == "d" and len(before.key) < 4 and window.start - before.end < 2


def _abbreviated(text: str, window: Window) -> bool:
    """Whether single letters are part of a longer abbreviation, H.M.S., or of a word, m's."""
    if len(window.keys) == 1 or len(window.key) > 3:
        return False
    inside = text[window.start : window.end]
    return (
        not _APOSTROPHES.isdisjoint(inside)
        or (
            text[window.start - 1 : window.start] == "." and text[: window.start - 1][-1:].isalpha()
        )
        or (
            text[window.end : window.end + 1] == "."
            and text[window.end + 1 : window.end + 2].isalpha()
        )
    )
