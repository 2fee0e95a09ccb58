"""Where a sentence may be divided: at words that number its questions, and at question words.

"First the criteria, second who was left out"; "what was it worth who got it", as people dictate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from intents.concepts import Concepts
from intents.normalize import fold

_ITEMS = ("item_one", "item_two", "item_three")
# What tells the things asked for apart: "(a)", "2)", "②".
SIGN = r"(?:\(?[a-d1-4]\)|[①-④])\s*"
_SIGN = re.compile(rf"\s*{SIGN}", re.IGNORECASE)
_BEHIND = re.compile(r"[\s,.:;)–—-]*")
_ENDS = (",", ";", ":", ".", "!", "?", "-", "–", "—")
Span = tuple[int, int]


def plain(text: str) -> str:
    """The text as one line in small letters without accents, or "" where its length changes."""
    folded = fold(text.replace("\n", " "))
    return folded if len(folded) == len(text) else ""


def ordered(text: str, concepts: Concepts) -> list[Span]:
    """The words that number what is asked, each with what stands behind it: "first …, second …"."""
    line, spans = plain(text), list[Span]()
    for name in _ITEMS:
        after = spans[-1][1] if spans else 0
        found = (
            s for s in concepts.spans(name, line) if s[0] >= after and _begins(s[0], line, concepts)
        )
        span = next(found, None)
        if span is None:
            break
        behind = _BEHIND.match(line, span[1])
        spans.append((span[0], behind.end() if behind else span[1]))
    return spans if len(spans) > 1 else []


def numbering(text: str, concepts: Concepts) -> int:
    """Where a sentence goes on behind what numbers it: "second thing: …", "b) …"."""
    sign = _SIGN.match(text)
    if sign:
        return sign.end()
    line = plain(text)
    spans = (span for name in _ITEMS for span in concepts.spans(name, line))
    ends = (_BEHIND.match(line, end) for start, end in spans if not line[:start].strip())
    return max((m.end() for m in ends if m and m[0].strip() and m.end() < len(line)), default=0)


def _begins(start: int, line: str, concepts: Concepts) -> bool:
    """Whether something of its own may begin here."""
    before = line[:start]
    joined = any(end == start for _, end in concepts.spans("joint", before))
    return joined or not before.strip() or before.rstrip().endswith(_ENDS)


def dictated(text: str, concepts: Concepts, taken: Iterable[Span]) -> list[int]:
    """Where a question word may begin a question of its own, with no sign before it.

    Not behind a word that leans on it ("of which", "tell me who"), nor within a span that is taken.
    """
    line, ends = plain(text), tuple(concepts.words("clause_end"))
    inside = list(taken)
    starts = {start for start, _ in concepts.spans("question_words", line)}
    free = (
        s for s in starts if s and line[s - 1] == " " and not any(a <= s < b for a, b in inside)
    )
    before = {s: "".join(line[:s].split()[-1:]) for s in free}
    ended = {s: word for s, word in before.items() if word[-1:].isalnum()}
    return sorted(
        s
        for s, word in ended.items()
        if not concepts.has("leans_on", word) and (not ends or word.endswith(ends))
    )
