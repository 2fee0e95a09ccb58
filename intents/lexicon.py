"""Which concepts stand in a text, for many concepts at once.

The entries are those of `concepts.Concepts`, but instead of one search per concept every word of
the text is looked up once: the time hardly depends on how long the lists are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from intents.kept import kept
from intents.normalize import fold

_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")
_BLANK = re.compile(r"\s")
_TOKEN = re.compile(r"[^\W\d_]+\*?|\d+|[^\w\s]")

_Phrase = tuple[tuple[str, ...], str]


class Lexicon:
    """The concepts of one language, indexed by their words. Texts are given folded."""

    def __init__(self, *tables: Mapping[str, Iterable[str]]) -> None:
        """Each table maps concepts to their words; a concept may stand in several."""
        self._words: dict[str, set[str]] = defaultdict(set)
        self._stems: dict[str, set[str]] = defaultdict(set)
        # Phrases by their first two words, by the first if the second is a stem, else by letters.
        self._pairs: dict[tuple[str, str], list[_Phrase]] = defaultdict(list)
        self._firsts: dict[str, list[_Phrase]] = defaultdict(list)
        self._others: dict[str, list[_Phrase]] = defaultdict(list)
        self._inside: dict[str, set[str]] = defaultdict(set)
        for table in tables:
            for name, entries in table.items():
                for entry in entries:
                    self._add(name, fold(entry))
        self._stem_sizes = sorted({len(stem) for stem in self._stems})
        self._chunks = _Inside({p: n for p, n in self._inside.items() if not _BLANK.search(p)})
        self._across = _Inside({p: n for p, n in self._inside.items() if _BLANK.search(p)})
        # Words and runs without blanks are met again and again.
        self._token = kept(8192, self._of_token)
        self._chunk = lru_cache(maxsize=8192)(self._chunks.found)

    def _add(self, name: str, entry: str) -> None:
        if _HANGUL.search(entry):
            self._inside[entry.replace("*", "")].add(name)
            return
        tokens = tuple(_TOKEN.findall(entry))
        if len(tokens) > 1:
            self._index(tokens).append((tokens, name))
        elif tokens and tokens[0].endswith("*"):
            self._stems[tokens[0][:-1]].add(name)
        elif tokens:
            self._words[tokens[0]].add(name)

    def _index(self, phrase: tuple[str, ...]) -> list[_Phrase]:
        first, second = phrase[:2]
        if _stem(first):
            return self._others[first[:-1][:2]]
        return self._firsts[first] if _stem(second) else self._pairs[first, second]

    def found(self, text: str) -> set[str]:
        """The names of all concepts of which a word stands in the text."""
        found: set[str] = set()
        tokens = _TOKEN.findall(text)
        for place, token in enumerate(tokens):
            names, begun = self._token(token)
            found |= names
            pairs = self._pairs.get((token, tokens[place + 1])) if place + 1 < len(tokens) else None
            for phrase, name in (*begun, *pairs) if pairs else begun:
                if _stands(phrase, tokens, place):
                    found.add(name)
        if self._inside and _HANGUL.search(text):
            found = found.union(self._across.found(text), *map(self._chunk, text.split()))
        return found

    def _of_token(self, token: str) -> tuple[frozenset[str], tuple[_Phrase, ...]]:
        """The concepts of a word by itself, and the phrases that may begin with it."""
        stems = (self._stems.get(token[:n], _NONE) for n in self._stem_sizes if n <= len(token))
        names = _NONE.union(self._words.get(token, _NONE), *stems)
        phrases = (*self._firsts.get(token, ()), *self._others.get(token[:2], ()))
        return names, tuple(phrase for phrase in phrases if _fits(phrase[0][0], token))


class _Inside:
    """The concepts of entries that may stand inside of words."""

    def __init__(self, parts: Mapping[str, set[str]]) -> None:
        self._parts = parts
        sizes: dict[str, set[int]] = defaultdict(set)
        for part in parts:
            sizes[part[:1]].add(len(part))
        self._sizes = {first: sorted(lengths) for first, lengths in sizes.items()}

    def found(self, text: str) -> frozenset[str]:
        """The names of the concepts of which an entry stands in the text."""
        found: set[str] = set()
        for start, char in enumerate(text):
            for size in self._sizes.get(char, ()):
                names = self._parts.get(text[start : start + size])
                if names and not _cuts_number(text, start):
                    found |= names
        return frozenset(found)


_NONE: frozenset[str] = frozenset()


def _stem(part: str) -> bool:
    return len(part) > 1 and part.endswith("*")


def _fits(part: str, token: str) -> bool:
    """Whether a word is this part of a phrase; `stem*` takes any ending."""
    return token.startswith(part[:-1]) if _stem(part) else token == part


def _stands(phrase: Sequence[str], tokens: Sequence[str], place: int) -> bool:
    """Whether a phrase stands at this place."""
    if place + len(phrase) > len(tokens):
        return False
    return all(map(_fits, phrase, tokens[place : place + len(phrase)]))


def _cuts_number(text: str, start: int) -> bool:
    """1월 does not stand in 11월."""
    return start > 0 and text[start].isdigit() and text[start - 1].isdigit()
