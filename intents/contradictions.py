"""Statements that facts deny: "its shares soared" where a fact says that they fell.

A fact names under `denies` what it contradicts; the wordings of each such statement stand in
`_contradictions.yaml`, and some of the concepts serve as well. They are no features of the ranker:
they say what a question gets wrong, not what it asks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from intents.concepts import HANGUL, Concepts, pattern
from intents.lexicon import Lexicon
from intents.normalize import fold

# Characters before a wording, and behind a Korean one, in which a "not" turns it round.
BEFORE = 28
BEHIND = 9
_CLAUSE = re.compile(r"[;:?!]|[.,](?!\d)")
# A list of this ending holds the words beside which the statement is not made.
UNLESS = "_unless"
# A statement of this ending denies only where it is stated: a question may ask whether it is so.
TOLD = "_told"
# Statements of what became of a company: of whom they are false is looked up (see `fateclaims`).
FATES_TOLD = {"got_in": "was_chosen", "kept_out": "excluded"}
# Asks what would have been: that is not said to be so, and nothing else in the sentence is.
WHAT_IF = "detail_whatif"
# Asks for the words of somebody of whom no fact tells.
STRANGER = "detail_stranger"
# Stands in a wording for a few words of the same clause: "never ~ took back".
GAP = "~"
# A list of this beginning holds words of one sense; `<money>` stands for any of `_money`.
GROUP = "_"
# Between parts of a wording that may stand anywhere, in any order.
ANYWHERE = "&"
_ANY_OF = re.compile(r"<(\w+)>")
_MASK = re.compile(r"x\w+x")
_WORDS = re.compile(r"(?:[^\w.,;:?!]+[\w'’-]+){0,4}[^\w.,;:?!]+")
_SYLLABLES = re.compile(r"(?:x[a-z]+x|[^.,;:?!]){0,12}")
_NOTHING = re.compile(r"(?!)")


class _Wording(NamedTuple):
    """A folded wording, the pieces that all must stand in a text, and the lists it refers to."""

    text: str
    pieces: tuple[str, ...]
    groups: frozenset[str]

    @classmethod
    def of(cls, entry: str) -> _Wording:
        text = fold(entry)
        pieces = (piece.strip() for piece in re.split(r"[*~&]", _ANY_OF.sub(GAP, text)))
        return cls(text, tuple(piece for piece in pieces if piece), frozenset(groups_in([text])))


class Contradictions:
    """The wordings of false statements in one language."""

    def __init__(self, lists: Mapping[str, Iterable[str]], concepts: Concepts) -> None:
        """`concepts` are those of the language: they know what a negation is."""
        self._lists = {name: list(entries) for name, entries in lists.items()}
        self._concepts = concepts
        self._patterns: dict[str, re.Pattern[str]] = {}

    @cached_property
    def _korean(self) -> bool:
        return any(HANGUL.search(e) for entries in self._lists.values() for e in entries)

    @cached_property
    def _lexicon(self) -> Lexicon:
        """The most telling part of each wording by itself, and the words of all groups.

        Built for the first question: not every start meets every language.
        """
        groups = {n: words for n, words in self._lists.items() if n.startswith(GROUP)}
        return Lexicon(groups, {part: [part] for part in self._wordings if part not in groups})

    @cached_property
    def _wordings(self) -> dict[str, list[tuple[str, _Wording]]]:
        """The wordings with their statements, by their most telling part, or by a group."""
        found: dict[str, list[tuple[str, _Wording]]] = defaultdict(list)
        named = ((n, e) for n, entries in self._lists.items() for e in entries)
        for name, wording in ((n, _Wording.of(e)) for n, e in named if not n.startswith(GROUP)):
            rarest = min(wording.groups, key=lambda g: len(self._lists.get(g, ())), default="")
            found[rarest or _telling(wording.text)].append((name, wording))
        return found

    def found(self, named: str) -> frozenset[str]:
        """The statements that stand in a folded text with its names masked."""
        told = self._lexicon.found(named)
        likely = [
            (n, w) for part in told for n, w in self._wordings.get(part, ()) if w.groups <= told
        ]
        unless = {name for name, _ in likely if name.endswith(UNLESS)}
        stated: set[str] = set()
        for name, wording in likely:
            if not (name in stated or name in unless or name + UNLESS in unless):
                stated.update({name} if self._stands(wording, named) else ())
        return frozenset(stated)

    def _stands(self, wording: _Wording, named: str) -> bool:
        """Whether a wording stands in a text, somewhere without a "not" beside it.

        Of the many few are looked for closely.
        """
        if not all(piece in named for piece in wording.pieces):
            return False
        first, *others = wording.text.split(ANYWHERE)
        if not all(any(self._spans(other, named)) for other in others):
            return False
        own = self._concepts.has("negation", wording.text)  # the "not" belongs to the wording
        return any(own or self._plain(named, *span) for span in self._spans(first, named))

    def _spans(self, wording: str, named: str) -> Iterator[tuple[int, int]]:
        """Where a wording stands: its parts in order, with no more than a gap between them."""
        first, *others = (self._pattern(part.strip()) for part in wording.split(GAP))
        gap = _SYLLABLES if self._korean else _WORDS
        for match in first.finditer(named):
            for end in _followed(others, named, match.end(), gap):
                yield match.start(), end

    def _plain(self, named: str, start: int, end: int) -> bool:
        """Whether no "not" stands in or beside this place of a text."""
        ahead = _CLAUSE.split(named[max(0, start - BEFORE) : start])[-1]
        beside = _CLAUSE.split(named[end : end + BEHIND])[0] if self._korean else ahead
        turned = self._negated(beside) or self._concepts.has("contrast", beside)
        return not (turned or self._negated(named[start:end]))

    def _negated(self, text: str) -> bool:
        """Whether a "not" stands in a text; those of "come mai" and "no problem" are none."""
        return self._concepts.stands_outside("negation", ("why", "no_negation"), text)

    def _pattern(self, part: str) -> re.Pattern[str]:
        """What finds a part of a folded wording: its words, or any of a group."""
        if part not in self._patterns:
            group = _ANY_OF.fullmatch(part)
            words = [*map(fold, self._lists.get(f"{GROUP}{group[1]}", ()))] if group else [part]
            self._patterns[part] = pattern(words) if words else _NOTHING
        return self._patterns[part]


def _followed(
    parts: Sequence[re.Pattern[str]], text: str, end: int, gap: re.Pattern[str]
) -> Iterator[int]:
    """Where parts end that follow each other in a text from a place on."""
    if not parts:
        yield end
        return
    for match in parts[0].finditer(text, end):
        if gap.fullmatch(text, end, match.start()):
            yield from _followed(parts[1:], text, match.end(), gap)


def groups_in(wordings: Iterable[str]) -> set[str]:
    """The names of the lists that wordings refer to."""
    return {f"{GROUP}{name}" for wording in wordings for name in _ANY_OF.findall(wording)}


def _telling(wording: str) -> str:
    """The longest part of a wording between its gaps: names are masked, and stand everywhere."""
    parts = re.split(f"[{GAP}{ANYWHERE}]", wording)
    return max(parts, key=lambda part: len(_MASK.sub("", part).strip())).strip()
