"""Finds the names of known things in a text, however people write them, and says how.

Usable by itself: `NameIndex({"naver": ["Naver", "네이버"]}).find("neibeo는 왜?")`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from intents.commonwords import CommonWords, common_words
from intents.hangul import is_particles
from intents.homonyms import HOMONYMS, Homonym, Words, everyday, prepared
from intents.match import Matcher
from intents.nametable import NameTable
from intents.spelling import Piece, key, pieces
from intents.windows import Doubt, Found, begins_sentence

# Words near a name that is also an everyday word which show that the name is meant.
SUBJECT_WORDS = frozenset(
    """ai ia llm gpt model models modello modelli version versions versione versioni release
    company companies startup consortium azienda aziende società consorzio selected excluded chosen
    launched developed selezionat* esclus* scelt* bocciat* left lost won picked
    인공지능* 모델* 언어모델* 버전* 회사* 기업* 선정* 탈락* 제외* 뽑* 떨어졌* 컨소시엄*
    개발* 출시* 공개* 내놓* 선보이* 선보였* 만들었*""".split()
)
RANKS = {how: n for n, how in enumerate("exact particle alias layout sound typo".split())}
_LINKING = re.compile(r"['’\"”]?\s*(?:이랑|랑|와|과|하고|및|vs\.?|[,/·&])\s*['‘\"“]?")
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
        homonyms: Mapping[str, Homonym] = HOMONYMS,
    ) -> None:
        """Index the spellings of each id.

        `common` are everyday words, by default those of English, Italian and Korean. A spelling
        that is one of them, or is listed in `weak`, counts only near another name or one of the
        words of `context` (with * at the end: every word that begins so). `homonyms` tell names
        from everyday words that frequency lists cannot tell apart.
        """
        words = common_words() if common is None else CommonWords(frozenset(common))
        self._context = Words(context)
        self._homonyms = prepared(homonyms)
        doubtful = {key(name) for name, homonym in homonyms.items() if homonym.weak}
        self._matcher = Matcher(
            NameTable(names),
            words,
            frozenset((*map(key, weak), *doubtful)),
            tuple(context),
            self._homonyms,
        )

    def find(self, text: str) -> list[Mention]:
        """The names in a text in order, without overlaps; of overlapping ones the longest."""
        parts = pieces(text)
        matches = self._matcher.all(text, parts)
        found = [f for f in matches if _proper(text, f) or not self._everyday(f, parts)]
        if any(f.doubt for f in found):
            found = self._meant(found, text, parts)
        return [_mention(text, f) for f in _longest(found)]

    def _everyday(self, found: Found, parts: Sequence[Piece]) -> bool:
        """Whether a match is, by the words around it, an everyday word."""
        names = {parts[found.first].key, key(found.entry.given)}
        return any(everyday(self._homonyms, n, parts, found.first, found.last) for n in names)

    def _meant(self, found: list[Found], text: str, parts: Sequence[Piece]) -> list[Found]:
        """The matches beyond doubt, and the others that stand near something that supports them."""
        sure = [f for f in found if not f.doubt]
        return [
            f
            for f in found
            if not f.doubt
            or (f.doubt is Doubt.NAME and _beside(f, sure))
            or (f.doubt is Doubt.OWNER and (_owned(text, f, sure) or _linked(text, f, sure)))
            or (f.doubt < Doubt.SUBJECT and _numbered(text, f.end))
            or any(piece in self._context for piece in _around(f, parts))
        ]


def _proper(text: str, found: Found) -> bool:
    """Whether a match is written as names are: with a capital inside a sentence."""
    surface = text[found.start : found.end]
    capital = all(word[:1].isupper() for word in surface.split()) and not surface.isupper()
    return capital and not begins_sentence(text, found.start)


def _beside(found: Found, sure: Sequence[Found]) -> bool:
    """Whether a match stands near another, and not upon it."""
    return any(
        min(abs(found.first - f.last), abs(f.first - found.last)) <= NEAR
        and (f.last < found.first or found.last < f.first)
        for f in sure
    )


def _owned(text: str, found: Found, sure: Sequence[Found]) -> bool:
    """Whether a name stands just before a match, as its owner: KT 믿음, KT의 믿음."""
    return any(
        text[f.end : found.start].strip() in {"", "의"} for f in sure if f.end <= found.start
    )


def _linked(text: str, found: Found, sure: Sequence[Found]) -> bool:
    """Whether a name is linked to another one, as two of a kind are: 믿음이랑 카나나."""
    pairs = ((f, found) if f.end <= found.start else (found, f) for f in sure)
    return any(_LINKING.fullmatch(text, left.end, right.start) for left, right in pairs)


def _around(found: Found, parts: Sequence[Piece]) -> list[Piece]:
    first, last = found.first, found.last
    return [*parts[max(0, first - NEAR) : first], *parts[last + 1 : last + 1 + NEAR]]


def _numbered(text: str, end: int) -> bool:
    """Whether a version number follows: 믿음2.0."""
    rest = text[end : end + 6].lstrip(" ")
    return len(rest) > 2 and rest[0].isdigit() and rest[1] == "." and rest[2].isdigit()


def _longest(found: list[Found]) -> list[Found]:
    """Matches that do not overlap, the longest first, then the surest; in order of place.

    Of a name in the same pieces the surest: 텔레콤이 is no misspelt 텔레콤, but has a particle.
    """
    surest: dict[tuple[int, int, tuple[str, ...]], int] = {}
    for f in found:
        place = (f.first, f.last, f.entry.ids)
        surest[place] = min(surest.get(place, RANKS[f.how]), RANKS[f.how])
    plain = [f for f in found if RANKS[f.how] == surest[f.first, f.last, f.entry.ids]]
    ordered = sorted(plain, key=lambda f: (f.start - f.end, RANKS[f.how], f.start))
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


__all__ = ["HOMONYMS", "SUBJECT_WORDS", "Homonym", "Mention", "NameIndex", "is_particles"]
