"""Circumstances of a question: "after being left out, …" says when, not what is asked.

Such a clause holds the very words that other questions are recognised by. It is masked before the
ranker sees the question, in utterances and questions alike. So is a sum that is part of a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from intents.concepts import Concepts

MASK = "xafterx"
# What stands for a sum of money (see `values`).
SUM = "xmoneyx"
# Characters between "after" and what it speaks of: "after it was recently ".
REACH = 30
_PUNCTUATION = frozenset(",.?!;:")


def masked(text: str, concepts: Concepts) -> str:
    """A folded text with its last clause of circumstance masked, and without sums that only name.

    A clause reaches from a word of the concept `before_event` to one of `excluded`, or from one of
    `excluded` to one of `behind_event`, with no punctuation between.
    """
    text = _unpriced(text, concepts)
    clause = max(_clauses(text, concepts), default=None)
    if clause is not None:
        text = f"{text[: clause[0]]} {MASK} {text[clause[1] :]}"
    return " ".join(text.split())


def _unpriced(text: str, concepts: Concepts) -> str:
    """The text without sums by which something is only named: "the 200 billion won programme"."""
    for start, end in reversed(concepts.spans("named_by_sum", text) if SUM in text else ()):
        text = text[:start] + text[start:end].replace(SUM, "") + text[end:]
    return text


def _clauses(text: str, concepts: Concepts) -> Iterator[tuple[int, int]]:
    before, behind = (concepts.spans(name, text) for name in ("before_event", "behind_event"))
    events = concepts.spans("excluded", text) if before or behind else []
    pairs = [(marker, event) for marker in before for event in events]
    pairs += [(event, marker) for marker in behind for event in events]
    for (start, left), (right, end) in pairs:
        if left <= right <= left + REACH and not _PUNCTUATION & set(text[left:right]):
            yield start, end
