"""Where the text of a sentence may be cut: numbers of a list, endings that join, and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from intents.concepts import Concepts
from intents.dividing import SIGN, plain
from intents.names import Mention
from intents.normalize import fold
from intents.reading import Reading

# Characters that may stand between a joint and a name: ", (b) Microsoft".
GAP = 4
# … and between two names that are told together: " and ".
JOINED = 5
_BREAK = re.compile(r"[,;:.]")
# A line break, or the sign of an item.
_ITEM = re.compile(rf"\s*\n\s*|(?:(?<=\s)|^){SIGN}", re.IGNORECASE)
_QUOTED = re.compile(r"[“«][^”»]+[”»]|\"[^\"]+\"|‘[^’]+’|『[^』]+』|「[^」]+」")
# A number with a full stop is one only behind the number before it …
_NUMBER = re.compile(r"(?:(?<=\s)|^)([1-4])\.\s+")
# … and so is one with nothing behind it.
_BARE = re.compile(r"(?:(?<=\s)|^)([1-4])\s+(?=[^\W\d])")


def comparable(text: str) -> str:
    """The text in small letters, with its accents, as one line: the Italian è is no "and"."""
    return text.casefold().replace("\n", " ")


def numbered(text: str) -> list[tuple[int, int]]:
    """Where a line or an item of a numbered list begins."""
    spans, last = [m.span() for m in _ITEM.finditer(text)], 0
    for match in _NUMBER.finditer(text):
        begins = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1] in ":;"
        if int(match[1]) == last + 1 and (last or begins or "\n" in text[: match.start()][-2:]):
            spans, last = [*spans, match.span()], last + 1
    return sorted(spans)


def counted(reading: Reading) -> list[tuple[int, int]]:
    """Where things begin that are counted without a sign: "1 who runs it 2 what it is worth"."""
    spans = list[tuple[int, int]]()
    for match in _BARE.finditer(reading.text):
        named = any(m.start <= match.start() < m.end for m in reading.mentions)
        if int(match[1]) == len(spans) + 1 and not named:
            spans.append(match.span())
    return spans if len(spans) > 1 else []


def heads(text: str, mark: tuple[int, int], first: Reading, firsts: frozenset[str]) -> bool:
    """Whether what stands before the first mark of a list is its head, and nothing asked for."""
    sign = text[slice(*mark)].strip(" (.),:;–—-").casefold()
    return sign in firsts if sign else not first.shapes and (not first.content or ":" in first.text)


def quoted(text: str) -> list[tuple[int, int]]:
    """Where several words are quoted: what divides them divides no questions."""
    return [m.span() for m in _QUOTED.finditer(text) if " " in m[0].strip()]


def apposed(reading: Reading, concepts: Concepts) -> list[tuple[int, int]]:
    """From names to what says in passing whose they are, with its sign: ", the model of LG,"."""
    pairs = belonging(reading, concepts)
    told = [(left.end - 1, right.end + GAP) for left, right in pairs]
    return [*told, *_named_out(reading, concepts), *_set_in(reading, concepts)]


def _named_out(reading: Reading, concepts: Concepts) -> Iterator[tuple[int, int]]:
    """Who is named in passing for what was said before: ", namely KT, Kakao and LG,"."""
    for start, end in concepts.spans("namely", plain(reading.text)):
        last = end
        for mention in reading.mentions:
            if last <= mention.start <= last + 2 * GAP:
                last = mention.end
        if last > end:
            yield start - GAP, last + GAP


def _set_in(reading: Reading, concepts: Concepts) -> Iterator[tuple[int, int]]:
    """Which two are told between commas behind what they are: "the two giants, KT and Kakao,"."""
    for left, right in pairwise(reading.mentions):
        ahead, behind = reading.text[: left.start].rstrip(), reading.text[right.end :]
        between = ahead.endswith(",") and behind.startswith(",")
        if not between or right.start - left.end > JOINED:
            continue
        if concepts.has("item_two", fold(_BREAK.split(ahead[:-1])[-1])):
            yield left.start - GAP, right.end + GAP


def belonging(reading: Reading, concepts: Concepts) -> list[tuple[Mention, Mention]]:
    """Names that are told in passing to be of the one behind them: "EXAONE, the model of LG"."""
    told = concepts.words("flagship_of")
    return [
        (left, right)
        for left, right in pairwise(reading.mentions)
        if fold(reading.text[left.end : right.start]).strip(" ,(–—") in told
    ]


def behind_ending(text: str, start: int, end: int) -> tuple[int, int]:
    """Where to cut at a joint: an ending that joins stays with its word: 누구고, 빠졌고."""
    return (end if text[start].isalnum() else start), end


def between_names(reading: Reading, start: int, end: int) -> bool:
    """Whether a joint joins two names, not two questions."""
    ends = any(start - 2 <= m.end <= start + 2 for m in reading.mentions)
    return ends and any(end - 1 <= m.start <= end + GAP for m in reading.mentions)


def of_name(reading: Reading, start: int) -> bool:
    """Whether what stands here is a particle of a name: 오픈AI와."""
    behind = reading.text[start : start + 1]  # nothing where the text ends in a joint
    return behind.isalnum() and any(m.end == start for m in reading.mentions)
