"""Which concepts stand in a text, for many concepts at once.

The entries are those of `concepts.Concepts`, but instead of one search per concept every word of
the text is looked up once: the time hardly depends on how long the lists are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from intents.normalize import fold

_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")
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
        sizes: dict[str, set[int]] = defaultdict(set)
        for part in self._inside:
            sizes[part[:1]].add(len(part))
        self._inside_sizes = {first: sorted(lengths) for first, lengths in sizes.items()}

    def _add(self, name: str, entry: str) -> None:
        if _HANGUL.search(entry):
            self._inside[entry.strip().replace("*", "")].add(name)
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
            found |= self._words.get(token, _NONE)
            for size in self._stem_sizes:
                if size > len(token):
                    break
                found |= self._stems.get(token[:size], _NONE)
            found.update(self._phrases(tokens, place))
        if self._inside and _HANGUL.search(text):
            found |= self._found_inside(text)
        return found

    def _phrases(self, tokens: Sequence[str], place: int) -> Iterator[str]:
        token, *following = tokens[place : place + 2]
        lists = [self._firsts.get(token, ()), self._others.get(token[:2], ())]
        if following:
            lists.append(self._pairs.get((token, following[0]), ()))
        for phrases in lists:
            for phrase, name in phrases:
                if _stands(phrase, tokens, place):
                    yield name

    def _found_inside(self, text: str) -> set[str]:
        found: set[str] = set()
        for start, char in enumerate(text):
            for size in self._inside_sizes.get(char, ()):
                names = self._inside.get(text[start : start + size])
                if names and not _cuts_number(text, start):
                    found |= names
        return found


_NONE: frozenset[str] = frozenset()


def _stem(part: str) -> bool:
    return len(part) > 1 and part.endswith("*")


def _stands(phrase: Sequence[str], tokens: Sequence[str], place: int) -> bool:
    """Whether a phrase stands at this place; `stem*` takes any ending."""
    if place + len(phrase) > len(tokens):
        return False
    return all(
        token.startswith(part[:-1]) if _stem(part) else token == part
        for part, token in zip(phrase, tokens[place:], strict=False)
    )


def _cuts_number(text: str, start: int) -> bool:
    """1월 does not stand in 11월."""
    return start > 0 and text[start].isdigit() and text[start - 1].isdigit()
