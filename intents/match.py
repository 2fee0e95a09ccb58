"""Which pieces of a text are a name, and in what way: exactly, with a particle, misspelt, …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from intents.commonwords import CommonWords
from intents.hangul import (
    decompose,
    hangul_to_latin,
    is_particles,
    is_syllables,
    latin_to_hangul,
    stems,
)
from intents.nametable import Entry, NameTable
from intents.nearby import budget
from intents.spelling import Piece

RANKS = {how: n for n, how in enumerate("exact particle alias layout sound typo".split())}
WIDEST = 12  # pieces of the longest window, for names with their letters spread out
JOINED = 4  # pieces of the longest window that may hold a typing error
MOST_ERRORS = 1500  # misspelt words looked at in one text: a bound on the work
_GAP = 3
_BREAKS = frozenset(',;!?()[]{}"“”\n/|·…')
_CHAT = frozenset("ㅋㅎㅇㄴㅠㅜㄱㅅ")


@dataclass(frozen=True, slots=True)
class Found:
    """A match: whom it names and how, its characters, and its first and last piece."""

    entry: Entry
    start: int
    end: int
    how: str
    first: int
    last: int
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring pieces read as one word: their keys, and where the word ends in the text."""

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

    def found(self, entry: Entry, how: str, *, weak: bool = False) -> Found:
        """A match of the whole window."""
        return Found(entry, self.start, self.end, how, self.first, self.last, weak)


class Matcher:
    """Looks up windows of text in a table of names."""

    def __init__(
        self, table: NameTable, common: CommonWords, weak: frozenset[str], context: frozenset[str]
    ) -> None:
        self._table, self._weak, self._context = table, weak, context
        self._words, self._frequent = common.words, common.frequent
        self._common = lru_cache(maxsize=8192)(self._is_common)
        self._near = lru_cache(maxsize=8192)(table.near)

    def supports(self, piece: Piece) -> bool:
        """Whether a word near an ambiguous name shows that the name is meant."""
        return piece.key in self._context or (
            piece.kind == "h" and not self._context.isdisjoint(stems(piece.key))
        )

    def _is_common(self, word: str) -> bool:
        """Whether a word, or what is left of it without particles, is an everyday one."""
        if word in self._words:
            return True
        if not is_syllables(word):
            return False
        return any(len(stem) > 1 and stem in self._words for stem in stems(word))

    def all(self, text: str, parts: Sequence[Piece]) -> list[Found]:
        """Every match in a text, overlapping ones too."""
        found: list[Found] = []
        covered: set[int] = set()
        for window in self._windows(text, parts):
            match = self._exactly(text, window) or self._otherwise(text, parts, window)
            if match:
                found.append(match)
                covered.update(range(match.first, match.last + 1))
        return [*found, *self._misspelt(text, parts, covered)]

    # Windows

    def _windows(self, text: str, parts: Sequence[Piece]) -> Iterator[Window]:
        for first in range(len(parts)):
            if _starts(parts, first):
                yield from self._windows_at(text, parts, first, WIDEST)

    def _windows_at(
        self, text: str, parts: Sequence[Piece], first: int, widest: int
    ) -> Iterator[Window]:
        keys: tuple[str, ...] = ()
        length, spread = 0, True
        start = parts[first].start
        for last in range(first, min(len(parts), first + widest)):
            piece = parts[last]
            if last > first:
                gap = text[parts[last - 1].end : piece.start]
                if _breaks(gap, parts[last - 1]):
                    return
                spread = spread and gap.isspace()
            length += len(piece.key)
            if length > self._table.longest + 8:
                return
            yield from _endings(parts, keys, last, first, start, spread=spread)
            keys = (*keys, piece.key)

    # Exact matches

    def _exactly(self, text: str, window: Window) -> Found | None:
        entry = self._table.exact.get(window.key)
        if entry is None or not self._joins(window, entry):
            return None
        weak = self._is_weak(text, window, entry)
        if weak and entry.derived and window.key not in self._weak:
            return None
        return window.found(entry, _how(window, entry), weak=weak)

    def _joins(self, window: Window, entry: Entry) -> bool:
        """Whether the pieces may be read as one word, going by how the name is written."""
        if len(window.keys) == 1 or any(_refines(window.keys, s) for s in entry.shapes()):
            return not (window.spread and len(window.keys) > 1 and set(window.keys) <= set("aeioy"))
        if is_syllables(window.key):
            return len(window.key) > 2
        if len(window.key) < 5 or any(len(k) == 1 for k in window.keys[:1]):
            return False
        return len(window.key) > 7 or not (window.spread and all(map(self._common, window.keys)))

    def _is_weak(self, text: str, window: Window, entry: Entry) -> bool:
        """Whether a spelling, as it stands in the text, may as well be an everyday word."""
        word = window.key
        if word in self._weak:
            return True
        if len(window.keys) > 1:
            return entry.derived and all(k in self._frequent for k in window.keys)
        if is_syllables(word):
            return _verbal_noun(word, self._words)
        if word not in self._words or any(name[:1].islower() for name in entry.names):
            return False
        capital = text[window.start].isupper()
        if word in self._frequent:
            return not capital or _begins(text, window.start)
        return not capital and (entry.derived or self._ordinary(word))

    def _ordinary(self, word: str) -> bool:
        """Whether an English or Italian word is inflected, as names are not."""
        if f"{word}s" in self._words:
            return True
        return word[-1] in "aeio" and sum(word[:-1] + v in self._words for v in "aeio") > 1

    # Other ways of writing a name

    def _otherwise(self, text: str, parts: Sequence[Piece], window: Window) -> Found | None:
        if len(window.keys) == 1:
            piece = parts[window.first]
            if piece.kind == "j":
                return self._initials(window)
            if piece.kind == "l" and (found := self._typed_latin(text, window)):
                return found
        return self._typed_hangul(parts, window) or self._sounding(window)

    def _initials(self, window: Window) -> Found | None:
        entry = self._table.initials.get(window.key)
        if entry is None or len(entry.ids) > 1 or len(set(window.key)) == 1:
            return self._typed_jamo(window)
        face = window.key[0] == window.key[-1] == "ㅇ"
        return window.found(entry, "alias", weak=face or set(window.key) <= _CHAT)

    def _typed_latin(self, text: str, window: Window) -> Found | None:
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

    def _typed_jamo(self, window: Window) -> Found | None:
        """A Latin name typed on Korean keys: ㅏㅅ."""
        latin = hangul_to_latin(window.key).lower()
        entry = self._table.exact.get(latin)
        if entry is None or set(window.key) <= _CHAT or window.key in self._words:
            return None
        return window.found(entry, "layout")

    def _typed_hangul(self, parts: Sequence[Piece], window: Window) -> Found | None:
        """The same where the keys happened to make syllables: ㅜㅁㅍㄷㄱ, ㄷㅌ매ㅜㄷ."""
        kinds = {parts[n].kind for n in range(window.first, window.last + 1)}
        if not kinds <= {"h", "j"} or _gapped(parts, window) or self._common(window.key):
            return None
        if kinds == {"h"} and len(window.key) < 2:
            return None
        entry = self._table.exact.get(hangul_to_latin(window.key).lower())
        if entry is None or len(entry.names[0]) < 3:
            return None
        return window.found(entry, "layout")

    def _sounding(self, window: Window) -> Found | None:
        if len(window.keys) > 3 or self._function_word(window):
            return None
        entry = self._table.sounding(window.key)
        if entry is None or (len(window.keys) > 1 and not self._joins(window, entry)):
            return None
        common = any(self._common(k) for k in (window.key, *window.keys[:1]))
        return window.found(entry, "sound", weak=common)

    def _function_word(self, window: Window) -> bool:
        return len(window.keys) > 1 and not {window.keys[0], window.keys[-1]}.isdisjoint(
            self._frequent
        )

    # Typing errors

    def _misspelt(self, text: str, parts: Sequence[Piece], covered: set[int]) -> Iterator[Found]:
        left = MOST_ERRORS
        for first, piece in enumerate(parts):
            if not _starts(parts, first) or piece.kind not in "hl":
                continue
            for window in self._windows_at(text, parts, first, JOINED):
                alone = len(window.keys) == 1
                if (alone and first in covered) or not self._may_be_misspelt(window):
                    continue
                left -= 1
                if left < 0:
                    return
                match = self._nearest(window)
                if match:
                    yield match

    def _may_be_misspelt(self, window: Window) -> bool:
        if len(window.keys) == 1:
            return len(window.key) > (1 if is_syllables(window.key) else 3) and not self._common(
                window.key
            )
        return not all(map(self._common, window.keys))

    def _nearest(self, window: Window) -> Found | None:
        """The nearest name, with those as near as the first if they are of other ids."""
        best: list[Entry] = []
        least = 99
        for name, entry, errors in self._near(window.key):
            if errors > least:
                break
            if self._resembles(window, name, entry, errors):
                best.append(entry)
                least = errors
        if not best:
            return None
        ids = tuple(dict.fromkeys(i for entry in best for i in entry.ids))
        return window.found(replace(best[0], ids=ids), "typo")

    def _resembles(self, window: Window, name: str, entry: Entry, errors: int) -> bool:
        if len(window.keys) > 1:
            return any(self._alike(window.keys, s) for s in entry.shapes()) or (
                errors == 1 and len(name) > 7 and not any(map(self._common, window.keys))
            )
        if len(name) < 6 and name[0] != window.key[0] and not is_syllables(name):
            return sorted(name) == sorted(window.key)
        return True

    def _alike(self, keys: tuple[str, ...], shape: tuple[str, ...]) -> bool:
        """Whether each piece is, or is a misspelling of, the piece of the name in its place."""
        return len(keys) == len(shape) and all(
            a == b or self._slips(a, b) for a, b in zip(keys, shape, strict=True)
        )

    def _slips(self, typed: str, meant: str) -> bool:
        if typed in self._words or len(meant) < 2:
            return False
        strokes = decompose(meant)
        most = budget(len(strokes))
        return OSA.distance(decompose(typed), strokes, score_cutoff=most) <= most


def _starts(parts: Sequence[Piece], first: int) -> bool:
    """Whether a name may begin here: not in the middle of a word of two scripts."""
    if first == 0 or parts[first - 1].end < parts[first].start:
        return True
    before, kind = parts[first - 1].kind, parts[first].kind
    return kind == "d" or before == "j" or (before, kind) in {("d", "h"), ("h", "l"), ("h", "j")}


def _breaks(gap: str, before: Piece) -> bool:
    """Whether what stands between two pieces keeps them from being one name."""
    if len(gap) > _GAP or not _BREAKS.isdisjoint(gap):
        return True
    return ". " in gap and len(before.key) > 2


def _endings(
    parts: Sequence[Piece],
    keys: tuple[str, ...],
    last: int,
    first: int,
    start: int,
    *,
    spread: bool,
) -> Iterator[Window]:
    """The window that ends with this piece, and those that leave particles off it."""
    piece = parts[last]
    glued = last + 1 < len(parts) and parts[last + 1].start == piece.end
    after = parts[last + 1] if glued else None
    if after is None or after.kind != "h" or piece.kind == "j":
        if not (after and piece.kind in "ld" and after.kind == "l"):
            yield Window((*keys, piece.key), start, piece.end, first, last, spread=spread)
    elif is_particles(after.key):
        yield Window((*keys, piece.key), start, piece.end, first, last, True, spread)
    if piece.kind == "h":
        for stem in stems(piece.key):
            end = piece.start + len(stem) if piece.plain else piece.end
            yield Window((*keys, stem), start, end, first, last, True, spread)


def _how(window: Window, entry: Entry) -> str:
    if entry.derived:
        return "alias" if not window.key.isascii() or len(window.keys) > 1 else "sound"
    if window.particle:
        return "particle"
    return "exact" if window.keys in entry.shapes() or len(window.keys) == 1 else "alias"


def _refines(keys: tuple[str, ...], shape: tuple[str, ...]) -> bool:
    """Whether the pieces are those of the name, some of them spread out letter by letter."""
    rest = list(keys)
    for part in shape:
        if rest and rest[0] == part:
            rest.pop(0)
            continue
        letters = rest[: len(part)]
        if "".join(letters) != part:
            return False
        del rest[: len(part)]
    return not rest


def _verbal_noun(word: str, words: frozenset[str]) -> bool:
    """Whether a Korean word is a verb made a noun, such as 믿음, belief."""
    return word[-1] in "음기" and word[:-1] in words


def _begins(text: str, start: int) -> bool:
    """Whether a word is the first of its sentence."""
    before = text[max(0, start - 8) : start].rstrip(" \"'“‘¿¡(-")
    return not before or before[-1] in ".!?:\n"


def _gapped(parts: Sequence[Piece], window: Window) -> bool:
    return any(parts[n].end != parts[n + 1].start for n in range(window.first, window.last))
