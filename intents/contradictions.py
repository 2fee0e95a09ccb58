"""Statements that facts deny: "its shares soared" where a fact says that they fell.

A fact names under `denies` what it contradicts; the wordings of each such statement stand in
`_contradictions.yaml`, and some of the concepts serve as well. They are no features of the ranker:
they say what a question gets wrong, not what it asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from intents.concepts import HANGUL, Concepts, pattern
from intents.lexicon import Lexicon
from intents.normalize import fold

# Characters before a wording, and behind a Korean one, in which a "not" turns it round.
BEFORE = 28
BEHIND = 9
_CLAUSE = re.compile(r"[;:?!]|[.,](?!\d)")
# Concepts that turn a wording round: "not", "instead of".
_TURNING = ("negation", "contrast")
# A list of this ending holds the words beside which the statement is not made.
UNLESS = "_unless"
# Stands in a wording for a few words of the same clause: "never ~ took back".
GAP = "~"
_MASK = re.compile(r"x\w+x")
_WORDS = r"(?:[^\w.,;:?!]+[\w'’-]+){0,4}?[^\w.,;:?!]+"
_SYLLABLES = r"(?:x[a-z]+x|[^.,;:?!]){0,12}?"

_Wording = tuple[str, list[str]]


class Contradictions:
    """The wordings of false statements in one language."""

    def __init__(self, lists: Mapping[str, Iterable[str]], concepts: Concepts) -> None:
        """`concepts` are those of the language: they know what a negation is."""
        self._lists, self._concepts = lists, concepts

    @cached_property
    def _lexicon(self) -> Lexicon:
        """The most telling part of each wording; built for the first question.

        Not every start meets every language.
        """
        return Lexicon({name: map(_telling, entries) for name, entries in self._lists.items()})

    @cached_property
    def _wordings(self) -> dict[str, list[_Wording]]:
        """The wordings of each statement, folded, with the pieces that all must stand in a text."""
        folded = {name: map(fold, entries) for name, entries in self._lists.items()}
        return {name: [(e, _pieces(e)) for e in entries] for name, entries in folded.items()}

    def found(self, named: str) -> frozenset[str]:
        """The statements that stand in a folded text with its names masked."""
        found = self._lexicon.found(named)
        stated = (n for n in found if not n.endswith(UNLESS) and f"{n}{UNLESS}" not in found)
        return frozenset(name for name in stated if any(self._plain(name, named)))

    def _spans(self, name: str, named: str) -> Iterator[tuple[int, int, bool]]:
        """Where a statement stands, and whether its wording has a "not" of its own.

        Of its many wordings few are looked for closely.
        """
        for entry, pieces in self._wordings[name]:
            if all(piece in named for piece in pieces):
                own = self._concepts.has("negation", entry)
                yield from ((*match.span(), own) for match in _pattern(entry).finditer(named))

    def _plain(self, name: str, named: str) -> Iterator[bool]:
        """For each place of a statement, whether no "not" stands beside it."""
        for start, end, own in self._spans(name, named):
            korean = "가" <= named[start] <= "힣"
            ahead = _CLAUSE.split(named[max(0, start - BEFORE) : start])[-1]
            beside = _CLAUSE.split(named[end : end + BEHIND])[0] if korean else ahead
            within = self._concepts.has("negation", named[start:end])
            yield own or not (within or self._concepts.found(_TURNING, beside))


def _telling(entry: str) -> str:
    """The longest part of a wording between its gaps: names are masked, and stand everywhere."""
    return max(entry.split(GAP), key=lambda part: len(_MASK.sub("", part))).strip()


def _pieces(entry: str) -> list[str]:
    """What stands in every text that holds a wording."""
    return [piece.strip() for piece in re.split(r"[*~]", entry) if piece.strip()]


@lru_cache(maxsize=4096)
def _pattern(entry: str) -> re.Pattern[str]:
    """What finds a folded wording; what stands around a gap, in one clause."""
    parts = [part.strip() for part in entry.split(GAP)]
    gap = _SYLLABLES if HANGUL.search(entry) else _WORDS
    return re.compile(gap.join(pattern([part]).pattern for part in parts))
