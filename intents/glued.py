"""Names without a space between them and the question: 네이버선정됐나요, KT왜떨어졌어, whykakao."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intents.hangul import PARTICLES
from intents.kept import kept
from intents.nametable import Entry, NameTable
from intents.spelling import Piece
from intents.vocabulary import Vocabulary
from intents.windows import Found

# What a question may begin with, before a name.
_OPENINGS = tuple(
    """왜 그럼 그러면 근데 그런데 혹시 그래서 그리고 만약 설마 지금 요즘 이번에
    why whys whyd what whats who whos when did does was where how howis whyis whydid
    perche quando cosafa cosa come dove quanto""".split()
)
# How a question goes on behind a name and its particle.
_FOLLOWING = tuple(
    """왜 누가 누구 누굴 언제 어디 어느 어떤 어떻 어때 얼마 몇 뭐 뭘 뭔 무엇 무슨 무얼
    진짜 정말 이번 지금 현재 됐 되었 되나 된다 된거 뽑 떨어 붙었 붙나 빠졌 빠진 만들 만든 만드
    나왔 나오 나온 했 하나요 하는 한거 할거 한다 있 없 맞 아니 알려 말해 설명 궁금 소개 이유
    결과 정보 관련 소식 근황 회사 기업 협력 발표 출시 계획 그리고 같은""".split()
)
_NUMBER = tuple("0123456789")
# A day before a name: 25년8월에, 작년에는.
_DAY = re.compile(r"(?:(?:\d+[년월일]|작년|올해|지난해|재작년|그때|당시|처음)+에?[는도]?)")
_SHORTEST = 5  # Latin letters of a name that may stand glued to a Latin word
_SHORTEST_RUN = 4  # characters of a run that may hold a name and something else


class Glued:
    """Finds names that stand at the beginning of a run of letters, or behind an opening."""

    def __init__(self, table: NameTable, words: Vocabulary, context: Sequence[str]) -> None:
        self._table, self._words = table, words
        subject = (w.rstrip("*") for w in context if not w.isascii() and len(w.rstrip("*")) > 1)
        self._in_letters = kept(8192, self._looked_for)
        self._following = (*_FOLLOWING, *subject, *_NUMBER)

    def all(self, parts: Sequence[Piece], covered: set[int]) -> Iterator[Found]:
        """The glued names of a text, except where pieces are `covered` by other matches."""
        first = 0
        while first < len(parts):
            last = first
            while last + 1 < len(parts) and parts[last].end == parts[last + 1].start:
                last += 1
            long = parts[last].end - parts[first].start >= _SHORTEST_RUN
            if long and not covered.issuperset(range(first, last + 1)):
                yield from self._in_run(parts, first, last)
            first = last + 1

    def _in_run(self, parts: Sequence[Piece], first: int, last: int) -> Iterator[Found]:
        run = parts[first : last + 1]
        joined = "".join(piece.key for piece in run)
        hangul = any(piece.kind == "h" for piece in run)
        if len(joined) != run[-1].end - run[0].start:
            return
        if match := self._in_letters(joined, hangul):
            entry, opening, length = match
            start = run[0].start + opening
            yield _found(parts, range(first, last + 1), entry, (start, start + length))

    def _looked_for(self, joined: str, hangul: bool) -> tuple[Entry, int, int] | None:  # noqa: FBT001 - as it is cached
        """The name in a run of letters, where it begins and how long it is."""
        if self._may_hold(joined, hangul=hangul):
            for opening in _openings(joined):
                if match := self._after(joined, opening, hangul=hangul):
                    return match[0], opening, match[1]
        return None

    def _may_hold(self, joined: str, *, hangul: bool) -> bool:
        if hangul:
            return len(joined) >= _SHORTEST_RUN
        return len(joined) > _SHORTEST + 2 and not self._words.listed(joined)

    def _after(self, joined: str, start: int, *, hangul: bool) -> tuple[Entry, int] | None:
        """The longest name from here on with nothing behind it, or something that follows."""
        for end in range(min(len(joined), start + self._table.longest), start + 1, -1):
            entry = self._table.exact.get(joined[start:end])
            if entry is None or entry.derived or self._words.frequent(joined[start:end]):
                continue
            rest = joined[end:]
            if hangul and (rest or start) and self._goes_on(rest):
                return entry, end - start
            if not hangul and start and not rest and end - start >= _SHORTEST:
                return entry, end - start
        return None

    def _goes_on(self, rest: str) -> bool:
        """Whether what stands behind a name is the rest of a sentence."""
        if not rest or rest.startswith(self._following):
            return True
        return any(
            rest[:cut] in PARTICLES and (rest[cut:].startswith(self._following) or not rest[cut:])
            for cut in (1, 2, 3)
            if cut <= len(rest)
        )


def _openings(joined: str) -> Iterator[int]:
    """Where in a run a name may begin."""
    yield 0
    for opening in _OPENINGS:
        if joined.startswith(opening):
            yield len(opening)
    if day := _DAY.match(joined):
        yield day.end()


def _found(parts: Sequence[Piece], run: range, entry: Entry, span: tuple[int, int]) -> Found:
    """A match that may end inside a piece."""
    start, end = span
    inside = [n for n in run if parts[n].end > start and parts[n].start < end]
    return Found(entry, start, end, "exact", inside[0], inside[-1])
