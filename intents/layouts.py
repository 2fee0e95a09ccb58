"""Names typed with the other keyboard layout switched on: spdlqj for 네이버, ㅏㅅ for KT."""

from __future__ import annotations

from collections.abc import Sequence

from intents.hangul import (
    compose,
    decompose,
    hangul_to_latin,
    is_syllables,
    latin_to_hangul,
    stems,
)
from intents.nametable import NameTable
from intents.spelling import Piece, pieces
from intents.vocabulary import Vocabulary
from intents.windows import Doubt, Found, Window, gapped

# Letters that people type to laugh, to weep and to agree.
CHAT = frozenset("ㅋㅎㅇㄴㅠㅜㄱㅅ")
_SIGHS = frozenset({"ㅗㅜㅑ", "ㅜㅑ", "ㅗㅑ"})
_SLOW = 5  # letters that nobody types one by one and does not join


class Layouts:
    """Looks windows up as the keys that were hit for them."""

    def __init__(self, table: NameTable, words: Vocabulary) -> None:
        self._table, self._words = table, words

    def latin(self, text: str, window: Window) -> Found | None:
        """A Hangul name typed on Latin keys, with its particles: spdlqjsms."""
        raw = text[window.start : window.end]
        if len(raw) < 4 or not raw.isascii() or window.key in self._words:
            return None
        for typed in dict.fromkeys((raw, raw.lower())):
            hangul = latin_to_hangul(typed)
            for stem in (hangul, *stems(hangul)) if is_syllables(hangul) else ():
                entry = self._table.exact.get(stem)
                if entry and len(stem) > 1:
                    end = window.start + len(decompose(stem))
                    return Found(entry, window.start, end, "layout", window.first, window.last)
        return None

    def jamo(self, window: Window) -> Found | None:
        """A Latin name typed on Korean keys: ㅏㅅ."""
        typed = window.key
        if set(typed) <= CHAT or typed in _SIGHS or typed in self._words:
            return None
        entry = self._table.exact.get(hangul_to_latin(typed).lower())
        # Few letters that make a syllable are Hangul typed slowly, not Latin.
        if entry is None or (len(typed) < _SLOW and compose(decompose(typed)) != typed):
            return None
        return window.found(entry, "layout")

    def hangul(self, text: str, parts: Sequence[Piece], window: Window) -> Found | None:
        """The same where the keys happened to make syllables, ㄷㅌ매ㅜㄷ; and syllables undone."""
        kinds = {parts[n].kind for n in range(window.first, window.last + 1)}
        if not kinds <= {"h", "j", "d"} or kinds == {"d"}:
            return None
        if gapped(parts, window):
            return self._apart(text, window) if "j" in kinds else None
        entry = self._table.exact.get(hangul_to_latin(window.key).lower())
        if entry is not None and len(entry.names[0]) > 2 and not window.particle:
            word = kinds == {"h"} and (len(window.key) < 2 or self._words.common(window.key))
            return window.found(entry, "layout", Doubt.SUBJECT if word else Doubt.NONE)
        return self._undone(window) if kinds == {"h", "j"} else None

    def _apart(self, text: str, window: Window) -> Found | None:
        """A Latin name of several words typed on Korean keys: ㅜㅊ 먀."""
        latin = pieces(hangul_to_latin(text[window.start : window.end]))
        entry = self._table.exact.get("".join(piece.key for piece in latin))
        if entry is None or tuple(piece.key for piece in latin) not in entry.shapes():
            return None
        return window.found(entry, "layout")

    def _undone(self, window: Window) -> Found | None:
        """A Hangul name with a syllable in its letters: 네이ㅂㅓ."""
        entry = self._table.exact.get(compose(decompose(window.key)))
        return window.found(entry, "typo") if entry else None
