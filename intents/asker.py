"""Clauses in which the asker speaks of himself: "…, as I wish to print the list in an annex".

What they hold is not asked for, whatever words of a detail or a price stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from intents.concepts import Concepts
from intents.reading import SHAPES, is_mask

# What divides clauses.
_SIGN = re.compile(r"[,;:]\s|\s[–—-]\s|[()]")
# Words that what is left must have to ask something.
LEAST = 3
_ASKING = ("how", "asks_for", *SHAPES)


def without_reasons(text: str, concepts: Concepts) -> str:
    """A folded text, names masked, without the asker's clauses; itself where nothing else asks."""
    if not concepts.has("asker", text) or concepts.has("correction", text):
        return text
    kept, position = [], 0
    for start, end in _clauses(text, concepts):
        if not _of_asker(text[start:end], concepts):
            kept.append(text[position:end])
        position = end
    rest = " ".join("".join(kept).strip(" ,;:–—-").split())
    return rest if _asks(rest, concepts) else text


def _clauses(text: str, concepts: Concepts) -> Iterator[tuple[int, int]]:
    """Where the clauses stand: between signs, before words that open a reason, behind such ends."""
    cuts = {m.end() for m in _SIGN.finditer(text)}
    cuts |= {start for start, _ in concepts.spans("opens_reason", text)}
    cuts |= {end for _, end in concepts.spans("ends_reason", text)}
    start = 0
    for cut in (*sorted(cuts - {0, len(text)}), len(text)):
        yield start, cut
        start = cut


def _of_asker(clause: str, concepts: Concepts) -> bool:
    """Whether a clause speaks of the asker, of nothing that may be asked, and asks nothing."""
    if not concepts.has("asker", clause) or any(map(is_mask, re.findall(r"\w+", clause))):
        return False
    return not concepts.found((*_ASKING, "subject"), clause) and "?" not in clause


def _asks(rest: str, concepts: Concepts) -> bool:
    said = rest.split()
    if len(said) < LEAST:
        return False
    return bool(said[0] in concepts.words("asks_first") or concepts.found(_ASKING, rest))
