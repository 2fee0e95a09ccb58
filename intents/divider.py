"""The questions of one sentence: joined by words or signs, listed, numbered, or run together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from intents.concepts import Concepts
from intents.dividing import dictated, ordered
from intents.marks import (
    apposed,
    behind_ending,
    between_names,
    comparable,
    counted,
    heads,
    numbered,
    of_name,
    quoted,
)
from intents.models import Entity
from intents.names import Mention
from intents.pieces import (
    ASIDE,
    PAIR,
    PLAINLY,
    SURE,
    asks_apart,
    each_stands,
    echoes,
    headed,
    is_head,
    is_item,
    leads_up,
    plain_thing,
    plainly_listed,
    separate,
    telling,
    weight,
)
from intents.ranker import IntentRanker
from intents.reading import Reading, naming, shifted

MOST_PARTS = 3
# A sentence with more joints than this is a list of names or a story, not several questions.
MOST_CUTS = 7
# So surely a sentence asks for what no fact tells that its pieces ask for nothing else.
UNTOLD = 0.4
# Words looked at that may link two things, and the characters that one has at least.
MOST_LINKS = 3
SHORTEST = 4
# The sign of the first of the things that a list numbers.
FIRST = frozenset("a1①")
# Kinds of which the next question of a sentence goes on to ask: "…, and was its maker chosen?".
SPOKEN_OF = frozenset({"company", "model", "release", "round"})
# … and of the company behind these.
MADE = frozenset({"model", "release"})

_DIVIDER = re.compile(r"\s[/+]\s|(?<=[가-힣])[/+·](?=[가-힣])")
_DASH = re.compile(r"\s[–—-]\s")
# What a list stands behind …
_COLON = re.compile(rf":\s|{_DASH.pattern}")
# … and what may divide it.
_BREAK = re.compile(rf";\s|{_COLON.pattern}")


class Divider:
    """Divides sentences; `read` is `Reader.read`: text, language, mentions → a reading."""

    def __init__(
        self,
        read: Callable[[str, str, Sequence[Mention]], Reading],
        entities: Mapping[str, Entity],
        ranker: IntentRanker,
        concepts: Mapping[str, Concepts],
        silent: frozenset[str],
    ) -> None:
        """`silent` are the intents of which no fact tells."""
        self.read, self.entities, self.ranker, self.concepts = read, entities, ranker, concepts
        self.silent = silent

    def apart(self, whole: Reading) -> list[Reading]:
        """The questions of one sentence, at most so many."""
        parts = [one for part in self._divided(whole) for one in self._dictated(part)]
        if len(parts) > 1 and self._of_one_detail(whole, parts):
            return [whole]
        own = [part for place, part in enumerate(parts) if not echoes(part, parts[:place])]
        first, *others = own[:MOST_PARTS]
        return [first, *(replace(part, part=True) for part in others)]

    def _of_one_detail(self, whole: Reading, parts: Sequence[Reading]) -> bool:
        """Whether a sentence as a whole asks for what no fact tells: "a fine, and how large?"."""
        untold = sum(probability for intent, probability in whole.ranking if intent in self.silent)
        return untold >= UNTOLD and any(part.ranking[0][0] in self.silent for part in parts)

    def _divided(self, whole: Reading) -> list[Reading]:
        """The questions of one sentence, by its signs and by words that join."""
        items = self.itemised(whole)
        if items:
            return items
        joined, listed = self._conjoined(whole), self._listed(whole)
        paired = joined or self._pair(whole)
        # A head that tells of several things is no part of the first of them.
        headed_list = "several_things" in whole.tags and bool(_COLON.search(whole.text))
        more = len(listed) > len(paired) - headed_list
        return (listed if more else paired) or [whole]

    def _dictated(self, whole: Reading) -> list[Reading]:
        """Questions that follow one another without a sign: "what was it worth who got it"."""
        concepts = self.concepts[whole.language]
        taken = [(m.start, m.end) for m in whole.mentions]
        starts = dictated(whole.text, concepts, taken) if weight(whole) < PLAINLY else []
        parts, begin = list[Reading](), 0
        for start, following in pairwise([*starts, len(whole.text)]):
            left = self._cut(whole, begin, start)
            rights = (self._cut(whole, start, end) for end in (len(whole.text), following))
            if left and any(right and asks_apart(left, right) for right in rights):
                parts, begin = [*parts, left], start
        rest = self._cut(whole, begin, len(whole.text)) if parts else None
        return [replace(p, before=whole.before) for p in (*parts, rest)] if rest else [whole]

    def itemised(self, whole: Reading) -> list[Reading]:
        """The lines or numbered things of a list, of whom its head names: "KT: (a) … (b) …"."""
        concepts = self.concepts[whole.language]
        by_signs = numbered(whole.text) or counted(whole)
        marks = by_signs or ordered(whole.text, concepts)
        if not marks:
            return []
        begins, ends = [0, *(end for _, end in marks)], [*(a for a, _ in marks), len(whole.text)]
        ends = ends if by_signs else [len(whole.text[:end].rstrip(" ,;")) for end in ends]
        spans = list(zip(begins, ends, strict=True))
        cut = [self._cut(whole, *span) for span in spans if whole.text[slice(*span)].strip(" (")]
        pieces = [piece for piece in cut if piece is not None]
        if len(pieces) < len(cut) or len(pieces) < PAIR:
            return []
        firsts = FIRST | concepts.words("item_one")
        head = (
            pieces.pop(0)
            if marks[0][0] and heads(whole.text, marks[0], pieces[0], firsts)
            else None
        )
        named = head.mentions if head else pieces[0].mentions
        items = [self.following(piece, named) or piece for piece in pieces]
        if len(items) < PAIR or not all(map(is_item, items)):
            return []
        return [headed(item, head) if head else item for item in items[:MOST_PARTS]]

    def _conjoined(self, whole: Reading) -> list[Reading]:
        """Two or three questions joined in one sentence, if each stands by itself."""
        cuts = self._cuts(whole)
        if not cuts or len(cuts) > MOST_CUTS:
            return []
        spans, start = [], 0
        for end, following in (*cuts, (len(whole.text), len(whole.text))):
            spans += [(start, end)] if start <= end else []  # two joints in one: ", and", " b) "
            start = max(start, following)
        parts = self._standing(whole, spans)
        return parts[:MOST_PARTS] if len(parts) > 1 and each_stands(parts, whole) else []

    def _pair(self, whole: Reading) -> list[Reading]:
        """Two things asked for side by side, each plain by itself: "the criteria and the date"."""
        if "compare" in whole.tags or not whole.content:
            return []
        for before, behind in self._links(whole):
            pair = []
            for span in (before, behind):
                piece = self._cut(whole, *span)
                if piece is None or not plain_thing(piece):
                    break
                pair.append(piece)
            intents = {piece.ranking[0][0] for piece in pair}
            idle = len(pair) == PAIR and leads_up(*pair)
            if len(intents) > 1 and whole.ranking[0][0] in intents and not idle:
                return pair
        return []

    def _listed(self, whole: Reading) -> list[Reading]:
        """Two or three things asked of one subject: "Kanana: its maker, version and partner".

        Without a word or a sign that tells of several things, each must be plain and short.
        """
        signs = [*(m.span() for m in _DIVIDER.finditer(whole.text)), *numbered(whole.text)]
        divided = any(not between_names(whole, *span) for span in signs)
        told = "several_things" in whole.tags or divided or len(_DASH.findall(whole.text)) > 1
        text = comparable(whole.text)
        commas = len(self.concepts[whole.language].spans("comma", text))
        joined = told or self._joints(whole, text) or len(self._links(whole)) > 1
        spans = self._items(whole) if (joined or commas > 1) and "compare" not in whole.tags else []
        if not 1 < len(spans) <= MOST_CUTS:
            return []
        cut = [self._cut(whole, *span) for span in spans]
        head = whole.text[spans[0][1] : spans[1][0]].strip() not in {"", ","}
        apposed = is_head(cut[0]) and not (head or joined)  # "KT, left out in 2025, is it …?"
        of_head = cut[0] if head and is_head(cut[0]) else None
        told = told or of_head is not None
        if None in cut or apposed:
            return []
        pieces = [piece for piece in cut if piece is not None]
        below = self._below_head(whole, pieces, spans)
        told = told or len(below) < len(pieces)
        if not (told or len(spans) <= MOST_PARTS):
            return []
        named = of_head.mentions if of_head else whole.mentions
        return self._things(whole, below, named, told=told)

    def _things(
        self,
        whole: Reading,
        pieces: Sequence[Reading],
        named: tuple[Mention, ...],
        *,
        told: bool,
    ) -> list[Reading]:
        """The pieces of a list as they ask most plainly; none if they are no list of things.

        `named` are those of whom they ask; `told`: something shows that several things are asked.
        """
        kinds: list[str] = [self.entities[m.id].kind for m in (*named, *whole.before)]
        kinds += ["company"] if MADE.intersection(kinds) else []
        full = self._unframed([piece for piece in pieces if piece.content or piece.shapes])
        told = told or all(piece.shapes and piece.content for piece in full)
        things = [self._thing(piece, kinds) for piece in full]
        parts = telling(full, things) if told else things
        idle = any(leads_up(left, right) for left, right in pairwise(parts))
        if idle or not 1 < len(parts) <= MOST_PARTS:
            return []
        intents = {piece.ranking[0][0] for piece in parts}
        if len(intents) != len(parts) or not plainly_listed(parts, whole, told=told):
            return []
        # Whoever is named at the head of the list, or beside it, is meant in each of its pieces.
        return [p if p.mentions else replace(p, before=named) for p in parts]

    def _unframed(self, pieces: Sequence[Reading]) -> list[Reading]:
        """The pieces without a first one that only says what they are for: "for the one o'clock".

        So it is where those behind it ask, and it does not, and no fact tells of it.
        """
        asks = sum(bool(piece.shapes) for piece in pieces[1:]) >= PAIR
        frame = asks and not pieces[0].shapes and pieces[0].ranking[0][0] in self.silent
        return [*pieces[frame:]]

    @staticmethod
    def _below_head(
        whole: Reading, pieces: Sequence[Reading], spans: Sequence[tuple[int, int]]
    ) -> list[Reading]:
        """The pieces of a list without what heads it: "two things for my note: the sum, …"."""
        colon = _COLON.search(whole.text)
        behind = [p for p, (a, _) in zip(pieces, spans, strict=True) if colon and a >= colon.end()]
        asks = any(one.shapes or one.asks for one in pieces[: len(pieces) - len(behind)])
        return behind if len(behind) >= PAIR and not asks else [*pieces]

    def _items(self, whole: Reading) -> list[tuple[int, int]]:
        """The pieces of a sentence between all that may divide a list."""
        text, concepts = comparable(whole.text), self.concepts[whole.language]
        if len(text) != len(whole.text):
            return []
        divides = ("joint", "link", "comma", "moves_on")
        back = {start for start, _ in concepts.spans("leans_back", text)}
        cuts = {s for name in divides for s in concepts.spans(name, text) if s[1] not in back}
        cuts |= {m.span() for sign in (_DIVIDER, _BREAK) for m in sign.finditer(text)}
        cuts |= {*numbered(whole.text)}
        cuts = {behind_ending(text, *span) for span in cuts}
        cuts |= {*concepts.spans("several_things", text)} if cuts else set()
        kept = [c for c in sorted(cuts) if not (between_names(whole, *c) or of_name(whole, c[0]))]
        kept = _outside(self._kept_whole(whole), kept)
        spans, begin = [], 0
        for start, end in (*kept, (len(text), len(text))):
            if any(char.isalnum() for char in text[begin:start]):
                spans.append((begin, start))
            begin = max(end, begin)
        return spans

    def _thing(self, part: Reading, kinds: Iterable[str]) -> Reading:
        """A piece as it asks most plainly, by itself or of a subject of these kinds."""
        rankings = [part.ranking]
        if not part.mentions:
            named = (naming(part.training, kind) for kind in dict.fromkeys(kinds))
            rankings += [tuple(self.ranker.rank(training)) for training in named]
        said = [ranking for ranking in rankings if ranking[0][0] not in ASIDE]
        # What facts tell is meant before what none tells.
        said = [r for r in said if self._told(r)] or said
        best = max(said, key=lambda ranking: ranking[0][1], default=(("", 0.0),))
        return replace(part, ranking=best)

    def _told(self, ranking: Sequence[tuple[str, float]]) -> bool:
        intent, probability = ranking[0]
        return intent not in self.silent and probability >= SURE

    def _links(self, whole: Reading) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """What stands before and behind the first few words that may link two things."""
        text, concepts = comparable(whole.text), self.concepts[whole.language]
        if len(text) != len(whole.text):
            return []
        spans = {s for name in ("joint", "link") for s in concepts.spans(name, text)}
        parts = [
            ((0, behind_ending(text, start, end)[0]), (end, len(text)))
            for start, end in sorted(spans)
            if not (between_names(whole, start, end) or of_name(whole, start))
        ]
        long = [part for part in parts if all(end - start > SHORTEST for start, end in part)]
        return long[:MOST_LINKS]

    def _cuts(self, whole: Reading) -> list[tuple[int, int]]:
        """Where the sentence may be cut. A single comma divides a clause, not two questions."""
        text = comparable(whole.text)
        if len(text) != len(whole.text):
            return []
        concepts, joints = self.concepts[whole.language], self._joints(whole, text)
        joints = [behind_ending(text, *span) for span in joints]
        joints += numbered(whole.text)
        commas = [s for s in concepts.spans("comma", text) if not between_names(whole, *s)]
        several = len(commas) > 1 or (joints and commas)
        cuts = sorted({*joints, *(commas if several else ())})
        return _outside(self._kept_whole(whole), cuts)

    def _kept_whole(self, whole: Reading) -> list[tuple[int, int]]:
        """What is not cut: quotations, and what is told of a name in passing."""
        return [*quoted(whole.text), *apposed(whole, self.concepts[whole.language])]

    def _joints(self, whole: Reading, text: str) -> list[tuple[int, int]]:
        """Where words join more than two names, in a text with its accents."""
        concepts = self.concepts[whole.language]
        names = concepts.spans("asks_names", text)  # "names and surnames" is one thing
        spans = {s for name in ("joint", "moves_on") for s in concepts.spans(name, text)}
        return [
            s
            for s in sorted(spans)
            if not (between_names(whole, *s) or any(a <= s[0] and s[1] <= b for a, b in names))
        ]

    def _standing(self, whole: Reading, spans: Sequence[tuple[int, int]]) -> list[Reading]:
        """The pieces of a sentence, each joined to its neighbour unless both ask something."""
        parts: list[tuple[tuple[int, int], Reading]] = []
        for span in spans:
            named = [m for _, part in parts for m in part.mentions]
            piece = self.following(self._cut(whole, *span), named)
            before = [p for _, p in parts]
            sign = whole.text[parts[-1][0][1] : span[0]].strip() if parts else ""
            if parts and (piece is None or not separate(before, piece, whole, sign)):
                joined = (parts[-1][0][0], span[1])
                parts[-1] = (joined, self._cut(whole, *joined) or parts[-1][1])
            elif piece is not None:
                parts.append((span, piece))
        return [part for _, part in parts]

    def following(self, piece: Reading | None, named: Iterable[Mention]) -> Reading | None:
        """A piece that names nobody, as if it named the one before it where that makes it plain."""
        kinds: list[str] = [self.entities[one].kind for one in {m.id for m in named}]
        of = sorted(kind for kind in SPOKEN_OF if kinds.count(kind) == 1)
        if piece is None or piece.mentions or not of or weight(piece) >= PLAINLY:
            return piece
        rankings = [self.ranker.rank(naming(piece.training, kind)) for kind in of]
        plainest = max(rankings, key=lambda ranked: ranked[0][1])
        intent, probability = plainest[0]
        if intent in ASIDE or probability < max(SURE, weight(piece)):
            return piece
        return replace(piece, ranking=tuple(plainest))

    def _cut(self, whole: Reading, start: int, end: int) -> Reading | None:
        inside = [shifted(m, -start) for m in whole.mentions if start <= m.start and m.end <= end]
        outside = [m for m in whole.mentions if m.start < start < m.end or m.start < end < m.end]
        text = whole.text[start:end]
        if outside or not text.strip():
            return None
        return self.read(text, whole.language, inside)


def _outside(
    spans: Sequence[tuple[int, int]], cuts: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The cuts that stand within none of some spans."""
    return [c for c in cuts if not any(a < c[0] and c[1] < b for a, b in spans)]
