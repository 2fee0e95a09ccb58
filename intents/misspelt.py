"""Names with typing errors: letters wrong, missing, doubled or swapped; syllables too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import ne

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.hangul import decompose, is_syllables, letters
from intents.kept import kept
from intents.nametable import Entry, NameTable
from intents.nearby import budget
from intents.spelling import Piece, spelt
from intents.vocabulary import Vocabulary
from intents.windows import Doubt, Found, Window, begins_sentence

JOINED = 8  # pieces of the longest window that may hold a typing error
MOST = 1500  # misspelt words looked at in one text: a bound on the work
_ABBREVIATION = 3
_LONG = 12
# The particles whose last letter is often mistyped: 네이버늗 for 네이버는.
_CLOSED = frozenset("은는을를만랑")


class Misspelt:
    """Finds what is nearly a name and no everyday word."""

    def __init__(self, table: NameTable, words: Vocabulary) -> None:
        self._table, self._words = table, words
        self._word_possible = kept(16384, self._is_word_possible)
        self._near = lru_cache(maxsize=16384)(table.near)
        self._pieces = _by_budget(table.parts)
        self._like_piece = kept(8192, self._is_like_piece)

    def all(
        self, text: str, parts: Sequence[Piece], spots: Sequence[Window], covered: set[int]
    ) -> Iterator[Found]:
        """The misspelt names among windows. Single pieces that are `covered` are names already."""
        left = MOST
        for window in spots:
            keys = window.keys
            alone = len(keys) == 1
            if len(keys) > JOINED or (alone and window.first in covered):
                continue
            if parts[window.first].kind not in "hl":
                continue
            if not (self._word_possible(window.key) if alone else self._possible(keys)):
                continue
            left -= 1
            if left < 0:
                return
            match = alone and self._slipped(window)
            if not match and (alone or self._like_names(keys)):
                match = self._nearest(text, window)
            if match:
                yield match

    def _possible(self, keys: tuple[str, ...]) -> bool:
        telling = not self._table.parts.isdisjoint(keys)
        return not all(map(self._words.frequent if telling else self._words.common, keys))

    def _is_word_possible(self, word: str) -> bool:
        if is_syllables(word):
            return len(word) > 1 and word not in self._words
        return len(word) > 3 and not self._words.known(word)

    # Several pieces

    def _like_names(self, keys: tuple[str, ...]) -> bool:
        """Whether several pieces may be those of a name: what `_resembles` may find at all."""
        return all(map(self._like_piece, keys)) or not any(map(self._words.common, keys))

    def _is_like_piece(self, word: str) -> bool:
        if not self._table.parts.isdisjoint((word, f"{word}s", word.removesuffix("s"))):
            return True
        strokes = decompose(word)
        return any(
            process.extractOne(strokes, near, scorer=OSA.distance, score_cutoff=most)
            for most, near in self._pieces.items()
        )

    # Whole syllables

    def _slipped(self, window: Window) -> Found | None:
        """A Hangul name with two syllables swapped, one doubled, or its particle mistyped."""
        word = window.key
        if len(word) < 3 or not is_syllables(word):
            return None
        for meant in (*_swaps(word), *_halved(word)):
            if entry := self._certain(meant):
                return window.found(entry, "typo")
        if word[-1] not in _CLOSED and _opened(word[-1]) and (entry := self._certain(word[:-1])):
            return replace(window.found(entry, "typo"), end=window.end - 1)
        return None

    def _certain(self, word: str) -> Entry | None:
        entry = self._table.exact.get(word)
        return entry if entry and len(word) > 2 and not entry.derived else None

    # Letters

    def _nearest(self, text: str, window: Window) -> Found | None:
        """The nearest name, with those as near as the first if they are of other ids."""
        near: list[tuple[str, Entry]] = []
        least = 99
        for name, entry, errors in self._near(window.key):
            if errors > least:
                break
            if self._resembles(text, window, name, entry, errors):
                near.append((name, entry))
                least = errors
        if not near:
            return None
        # Letters doubled, dropped or swapped come from fewer names than any other letter.
        same = [entry for name, entry in near if set(name) == set(window.key)]
        best = same or [entry for _, entry in near]
        ids = tuple(dict.fromkeys(i for entry in best for i in entry.ids))
        doubt = self._doubt(text, window)
        return window.found(replace(best[0], ids=ids), "typo", doubt)

    def _doubt(self, text: str, window: Window) -> Doubt:
        """A word of a large dictionary is rarely a slip; nor is an everyday one with a particle."""
        capital = text[window.start].isupper() and not begins_sentence(text, window.start)
        if len(window.keys) > 1 or capital:
            return Doubt.NONE
        rare = self._words.listed(window.key) or self._words.stem_common(window.key)
        return Doubt.SUBJECT if rare else Doubt.NONE

    def _resembles(self, text: str, window: Window, name: str, entry: Entry, errors: int) -> bool:
        keys = window.keys
        if len(keys) > 1:
            numbers = _numbers(keys)
            shapes = [shape for shape in entry.shapes() if _numbers(shape) == numbers]
            near = errors == 1 and len(name) > 7 and not any(map(self._words.common, keys))
            return bool(shapes) and (near or any(self._alike(keys, s) for s in shapes))
        if is_syllables(name):
            return _same_syllables(keys[0], name, errors)
        raw = text[window.start : window.end]
        return _written_together(keys[0], entry, errors) and self._likely(raw, keys[0], name)

    def _likely(self, raw: str, word: str, name: str) -> bool:
        """Whether one Latin word may be a slip for a name, going by what kind of word it is."""
        if len(name) < 5 and (raw.isupper() or self._words.listed(word)):
            return False  # abbreviations and words as short as the name
        if name in self._words and self._words.inflected(name):
            return False
        return len(name) > 5 or name[0] == word[0] or sorted(name) == sorted(word)

    def _alike(self, keys: tuple[str, ...], shape: tuple[str, ...]) -> bool:
        """Whether each piece is, or is a misspelling of, the piece of the name in its place."""
        if len(keys) != len(shape):
            return False
        telling = any(
            a == b and not self._words.frequent(a) for a, b in zip(keys, shape, strict=True)
        )
        return all(
            a == b or self._slips(a, b, telling=telling) for a, b in zip(keys, shape, strict=True)
        )

    def _slips(self, typed: str, meant: str, *, telling: bool) -> bool:
        """Whether a piece is a misspelling; an everyday word may be if another piece tells."""
        if telling and meant in {f"{typed}s", typed.removesuffix("s")}:
            return True
        known = typed in self._words
        if len(meant) < 2 or (known and (not telling or len(meant) < 5)):
            return False
        if self._words.frequent(typed) or (known and self._words.inflected(typed)):
            return False
        strokes = decompose(meant)
        most = 1 if known else budget(len(strokes))
        return OSA.distance(decompose(typed), strokes, score_cutoff=most) <= most


def _numbers(pieces: Iterable[str]) -> list[str]:
    """The pieces that are numbers: another year is another name, not a slip."""
    return [piece for piece in pieces if piece.isdigit()]


def _by_budget(pieces: Iterable[str]) -> dict[int, list[str]]:
    """The strokes of pieces of names, by how many errors each may have."""
    groups: dict[int, list[str]] = {}
    for strokes in map(decompose, pieces):
        if most := budget(len(strokes)):
            groups.setdefault(most, []).append(strokes)
    return groups


def _same_syllables(word: str, name: str, errors: int) -> bool:
    """Whether a Hangul word may be a slip for a name: no syllable has two wrong letters.

    Slips in letters said aloud make other letters of them, which are other companies.
    """
    if spelt(name) and (errors > 1 or spelt(word)):
        return False
    return len(word) != len(name) or all(
        sum(map(ne, letters(a), letters(b))) < 2 for a, b in zip(word, name, strict=True)
    )


def _written_together(word: str, entry: Entry, errors: int) -> bool:
    """Whether one word may be a name of several: with few errors, none in a first short word."""
    first, *others = next(entry.shapes())
    if not others:
        return True
    if len(first) <= _ABBREVIATION and not word.startswith(first):
        return False
    if len(others[-1]) == 1:
        return False  # Kakao T: its last letter is all that tells it from Kakao
    return errors == 1 or len(word) > _LONG


def _swaps(word: str) -> Iterator[str]:
    for i in range(len(word) - 1):
        if word[i] != word[i + 1]:
            yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _halved(word: str) -> Iterator[str]:
    for i in range(len(word) - 1):
        if word[i] == word[i + 1]:
            yield word[:i] + word[i + 1 :]


def _opened(syllable: str) -> bool:
    """Whether a syllable is a particle but for its last letter."""
    strokes = decompose(syllable)
    return len(strokes) > 2 and any(decompose(p)[:-1] == strokes[:2] for p in _CLOSED)
