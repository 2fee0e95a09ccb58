"""Finds the names of known things in a text, however people write them, and says how.

Usable by itself: `NameIndex({"naver": ["Naver", "네이버"]}).find("neibeo는 왜?")`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from intents.commonwords import CommonWords, common_words
from intents.hangul import is_particles, stems
from intents.match import RANKS, Found, Matcher
from intents.nametable import NameTable
from intents.spelling import Piece, key, pieces

# Words near a name that is also an everyday word which show that the name is meant.
SUBJECT_WORDS = frozenset(
    """ai ia llm gpt model models modello modelli version versions versione versioni release
    인공지능 모델 언어모델 버전""".split()
)
NEAR = 8  # pieces of text to either side


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: `text[start:end] == surface`.

    `how` is exact, alias (letters said aloud, initials, other spacing), particle, layout, sound
    or typo; `name` is the spelling it was matched with; `others` are further ids the surface
    could as well mean.
    """

    id: str
    surface: str
    start: int
    end: int
    how: str
    others: tuple[str, ...] = ()
    name: str = ""


class NameIndex:
    """An index of names: the time of a search hardly depends on how many there are."""

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        *,
        common: Collection[str] | None = None,
        weak: Collection[str] = (),
        context: Collection[str] = SUBJECT_WORDS,
        against: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """Index the spellings of each id.

        `common` are everyday words, by default those of English, Italian and Korean. A spelling
        that is one of them, or is listed in `weak`, counts only near another name or one of the
        words of `context`. `against` gives, per id, words near which it is never meant.
        """
        words = common_words() if common is None else CommonWords(frozenset(common))
        self._matcher = Matcher(
            NameTable(names), words, frozenset(map(key, weak)), frozenset(map(key, context))
        )
        self._against = {i: frozenset(map(key, w)) for i, w in (against or {}).items()}

    def find(self, text: str) -> list[Mention]:
        """The names in a text in order, without overlaps; of overlapping ones the longest."""
        parts = pieces(text)
        found = _longest(self._matcher.all(text, parts))
        strong = [f for f in found if not f.weak]
        kept = strong if len(strong) == len(found) else self._meant(found, text, parts)
        kept = [f for f in kept if not self._ruled_out(f, parts)]
        return [_mention(text, f) for f in kept]

    def _meant(self, found: list[Found], text: str, parts: Sequence[Piece]) -> list[Found]:
        """The strong matches, and the weak ones that stand near something that supports them."""
        named = [f.last for f in found if not f.weak]
        return [
            f
            for f in found
            if not f.weak
            or any(abs(place - f.last) <= NEAR for place in named)
            or any(map(self._matcher.supports, _around(f, parts)))
            or _numbered(text, f.end)
        ]

    def _ruled_out(self, found: Found, parts: Sequence[Piece]) -> bool:
        words = self._against.get(found.entry.ids[0])
        return words is not None and any(
            not words.isdisjoint((piece.key, *stems(piece.key))) for piece in _around(found, parts)
        )


def _around(found: Found, parts: Sequence[Piece]) -> list[Piece]:
    first, last = found.first, found.last
    return [*parts[max(0, first - NEAR) : first], *parts[last + 1 : last + 1 + NEAR]]


def _numbered(text: str, end: int) -> bool:
    """Whether a version number follows: 믿음2.0."""
    rest = text[end : end + 6].lstrip(" ")
    return len(rest) > 2 and rest[0].isdigit() and rest[1] == "." and rest[2].isdigit()


def _longest(found: list[Found]) -> list[Found]:
    """Matches that do not overlap, the longest first, then the surest; in order of place."""
    ordered = sorted(found, key=lambda f: (f.start - f.end, RANKS[f.how], f.start))
    taken: list[Found] = []
    used: set[int] = set()
    for item in ordered:
        places = range(item.first, item.last + 1)
        if used.isdisjoint(places):
            used.update(places)
            taken.append(item)
    return sorted(taken, key=lambda f: f.start)


def _mention(text: str, found: Found) -> Mention:
    first, *others = found.entry.ids
    surface = text[found.start : found.end]
    given = found.entry.given
    return Mention(first, surface, found.start, found.end, found.how, tuple(others), given)


__all__ = ["SUBJECT_WORDS", "Mention", "NameIndex", "is_particles"]
