"""Which windows of a text are a name: exactly, with a particle, in another layout, by sound."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from operator import eq

from intents.commonwords import CommonWords
from intents.fragments import is_fragment, number_goes_on
from intents.glued import Glued
from intents.hangul import is_syllables
from intents.kept import kept
from intents.layouts import CHAT, Layouts
from intents.misspelt import Misspelt
from intents.nametable import Entry, NameTable
from intents.spelling import Piece, sound
from intents.vocabulary import Vocabulary
from intents.windows import Doubt, Found, Window, begins_sentence, starts, windows

_ROMANISED_PARTICLES = ("neun", "reul", "kkaji", "buteo", "hante", "eseo", "rang", "eun", "eul")
_PLURAL = 5  # letters of a plural
_SHORT_PLURAL = 3  # … that the subject must support: "kts model"
_LONG = 8  # letters by which two everyday words hardly make up a name by chance


class Matcher:
    """Looks up windows of text in a table of names."""

    def __init__(
        self,
        table: NameTable,
        common: CommonWords,
        weak: frozenset[str],
        context: Sequence[str],
        homonyms: Collection[str],
    ) -> None:
        self._table, self._weak, self._homonyms = table, weak, homonyms
        self._words = Vocabulary(common)
        self._layouts = Layouts(table, self._words)
        self._misspelt = Misspelt(table, self._words)
        self._glued = Glued(table, self._words, context)
        # Words that every text is made of, and no name.
        self._function_words = frozenset(common.frequent) - table.parts
        self._alone = kept(16384, self._word_alone)

    def all(self, text: str, parts: Sequence[Piece]) -> list[Found]:
        """Every match in a text, overlapping ones too."""
        spots: list[Window] = []
        found: list[Found] = []
        for window in self._windows(text, parts):
            entry = self._table.exact.get(window.key)
            match = entry and self._exactly(text, parts, window, entry)
            if match is None and not self._beside_function_word(window):
                spots.append(window)
                match = self._otherwise(text, parts, window)
            if match:
                found.append(match)
        covered = {place for match in found for place in range(match.first, match.last + 1)}
        found += self._glued.all(parts, covered)
        found += self._misspelt.all(text, parts, spots, covered)
        return [match for match in found if not number_goes_on(text, match.end)]

    def _windows(self, text: str, parts: Sequence[Piece]) -> Iterator[Window]:
        for first, piece in enumerate(parts):
            if starts(parts, first):
                plain = piece.key in self._function_words
                yield from windows(text, parts, first, self._table, plain=plain)

    # Exact matches

    def _exactly(
        self, text: str, parts: Sequence[Piece], window: Window, entry: Entry
    ) -> Found | None:
        if not self._joins(window, entry) or is_fragment(text, parts, window):
            return None
        doubt = self._doubt(text, window, entry)
        if doubt is None or (doubt and entry.derived and window.key not in self._weak):
            return None
        return window.found(entry, _how(window, entry), doubt)

    def _joins(self, window: Window, entry: Entry) -> bool:
        """Whether the pieces may be read as one word, going by how the name is written."""
        keys, joined = window.keys, window.key
        if len(keys) == 1 or keys in (shapes := tuple(entry.shapes())):
            return True
        if any(_refines(keys, shape) for shape in shapes):
            return not window.spread or self._apart(keys)
        if is_syllables(joined):
            return len(joined) > 2
        if len(joined) < 5 or (len(keys[0]) == 1 and len(joined) < _LONG):
            return False
        return len(joined) > _LONG - 1 or not (window.spread and all(map(self._words.common, keys)))

    def _apart(self, keys: tuple[str, ...]) -> bool:
        """Whether blanks between these pieces only spread out a name: k t, but not "e a"."""
        if is_syllables(joined := "".join(keys)):
            return len(joined) > 2
        if all(len(k) == 1 for k in keys):
            return not set(keys) <= set("aeioy")
        return len(joined) > 4 or not all(map(self._words.common, keys))

    def _doubt(self, text: str, window: Window, entry: Entry) -> Doubt | None:
        """What must support a spelling that may be an everyday word as it stands; None: never."""
        word = window.key
        if word in self._weak:
            return Doubt.NAME
        if len(window.keys) > 1:
            every_day = entry.derived and all(map(self._words.frequent, window.keys))
            return Doubt.NAME if every_day else Doubt.NONE
        if is_syllables(word):
            return self._doubt_korean(word)
        return self._doubt_latin(text, window, entry)

    def _doubt_korean(self, word: str) -> Doubt:
        if self._words.verbal_noun(word):
            return Doubt.OWNER
        return Doubt.SUBJECT if len(word) < 3 and self._words.frequent(word) else Doubt.NONE

    def _doubt_latin(self, text: str, window: Window, entry: Entry) -> Doubt | None:
        word, capital = window.key, text[window.start].isupper()
        if entry.derived and self._words.listed(word):
            return None
        if word in self._homonyms:
            return Doubt.NONE  # what stands around it tells
        if self._words.frequent(word):
            if not capital:
                return None
            return Doubt.SUBJECT if begins_sentence(text, window.start) else Doubt.NONE
        if word not in self._words or capital or any(n[:1].islower() for n in entry.names):
            return Doubt.NONE
        return Doubt.SUBJECT if self._words.inflected(word) else Doubt.NONE

    # Other ways of writing a name

    def _otherwise(self, text: str, parts: Sequence[Piece], window: Window) -> Found | None:
        if len(window.keys) == 1:
            place, raw = window.first, text[window.start : window.end]
            found = self._alone(raw, window.key, parts[place].kind, window.particle)
            return found and replace(
                found,
                start=window.start,
                end=window.start + found.end,
                first=place,
                last=place,
            )
        if not window.key.isascii() and (found := self._layouts.hangul(text, parts, window)):
            return found
        return self._sounding(window)

    def _word_alone(self, raw: str, key: str, kind: str, particle: bool) -> Found | None:  # noqa: FBT001 - as it is cached
        """A single piece as if it were all of a text: nothing beside it tells how it is meant."""
        window = Window((key,), key, 0, len(raw), 0, 0, particle=particle)
        if found := self._plural(window):
            return found
        if kind == "j":
            return self._initials(window)
        if kind == "l" and (found := self._layouts.latin(raw, window) or self._romanised(window)):
            return found
        alone = (Piece(key, 0, len(raw), kind),)
        if not key.isascii() and (found := self._layouts.hangul(raw, alone, window)):
            return found
        return self._sounding(window)

    def _plural(self, window: Window) -> Found | None:
        """A name with an s behind it: a plural, or a genitive without its apostrophe."""
        word = window.key
        if len(word) < _SHORT_PLURAL or word[-1] != "s":
            return None
        short = len(word) < _PLURAL
        if self._words.common(word) if short else self._words.known(word):
            return None
        entry = self._table.exact.get(word[:-1])
        doubt = Doubt.NAME if short else Doubt.NONE
        return None if entry is None or entry.derived else window.found(entry, "typo", doubt)

    def _initials(self, window: Window) -> Found | None:
        entry = self._table.initials.get(window.key)
        if entry is None or len(entry.ids) > 1 or len(set(window.key)) == 1:
            return self._layouts.jamo(window)
        face = window.key[0] == window.key[-1] == "ㅇ"
        chat = face or set(window.key) <= CHAT
        return window.found(entry, "alias", Doubt.NAME if chat else Doubt.NONE)

    def _romanised(self, window: Window) -> Found | None:
        """A name with a Korean particle in Latin letters: kakaoneun."""
        word = window.key
        if not word.endswith(_ROMANISED_PARTICLES) or word in self._words:
            return None
        stem = next(word[: -len(p)] for p in _ROMANISED_PARTICLES if word.endswith(p))
        entry = self._table.exact.get(stem) if len(stem) > 3 else None
        if entry is None:
            return None
        end = window.start + len(stem) if window.end - window.start == len(word) else window.end
        return Found(entry, window.start, end, "particle", window.first, window.last)

    def _sounding(self, window: Window) -> Found | None:
        keys = window.keys
        if len(keys) > 3 or (len(keys) > 1 and any(map(self._words.frequent, (keys[0], keys[-1])))):
            return None
        entry = self._table.sounding(window.key)
        if entry is None:
            return None
        if _sounds_alike(keys, entry):
            return window.found(entry, "sound")
        doubt = self._doubt_sound(window) if self._joins(window, entry) else None
        return None if doubt is None else window.found(entry, "sound", doubt)

    def _doubt_sound(self, window: Window) -> Doubt | None:
        """A word is itself, not a name by ear, unless it is known as another spelling of one."""
        if len(window.keys) > 1:
            every_day = len(window.key) <= _LONG and all(map(self._words.common, window.keys))
            return Doubt.SUBJECT if every_day else Doubt.NONE
        if self._words.known(window.key):
            return Doubt.NAME if window.key in self._homonyms else None
        return Doubt.SUBJECT if self._words.listed(window.key) else Doubt.NONE

    def _beside_function_word(self, window: Window) -> bool:
        """Whether a window cannot be a name misspelt, as no name has such a word.

        Single letters of Hangul are keys of another layout, and so is what stands beside them.
        """
        keys, words = window.keys, self._function_words
        if len(keys) == 1 or not (keys[0] in words or keys[-1] in words):
            return False
        return not any("ㄱ" <= char <= "ㅣ" for char in window.key)


def _how(window: Window, entry: Entry) -> str:
    if entry.derived:
        return "alias" if not window.key.isascii() or len(window.keys) > 1 else "sound"
    if window.particle:
        return "particle"
    return "exact" if len(window.keys) == 1 or window.keys in entry.shapes() else "alias"


def _sounds_alike(keys: tuple[str, ...], entry: Entry) -> bool:
    """Whether each of several pieces sounds like the piece of the name in its place."""
    return len(keys) > 1 and any(
        len(keys) == len(shape) and all(map(eq, map(sound, keys), map(sound, shape)))
        for shape in entry.shapes()
    )


def _refines(keys: tuple[str, ...], shape: tuple[str, ...]) -> bool:
    """Whether the pieces are those of the name, some of them spread out letter by letter."""
    rest = list(keys)
    for part in shape:
        if rest and rest[0] == part:
            rest.pop(0)
            continue
        letters = rest[: len(part)]
        while letters and len("".join(letters)) > len(part):
            letters.pop()
        if "".join(letters) != part:
            return False
        del rest[: len(letters)]
    return not rest
