"""Clauses that ask nothing: those on the asker himself, and those that choose a language.

"…, as I wish to print the list in an annex", "English this time, please: …". What they hold is not
asked for, whatever words of a detail or a price stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from intents.concepts import Concepts
from intents.reading import ERRAND, IN_LANGUAGE, SHAPES, blanked, is_mask

# What divides clauses.
_SIGN = re.compile(r"[,;:]\s|\s[–—-]\s|[()]")
# Words that what is left must have to ask something.
LEAST = 3
_ASKING = ("how", "asks_for", *SHAPES)
# A "what" beside the name of a language may ask for the last answer: "what is that in Italian?".
_TELLING = ("subject", *(shape for shape in SHAPES if shape != "what"))
# Words of its own of a clause that chooses a language: "answer in English now".
MOST_CHOOSING = 3


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


def without_language(text: str, concepts: Concepts, languages: Iterable[str]) -> str:
    """A folded text without a clause that only says in which language to answer what it asks."""
    names = [IN_LANGUAGE + code for code in languages]
    if not concepts.found(names, text):
        return text
    spans = [s for s in _clauses(text, concepts) if not _chooses(text[slice(*s)], concepts, names)]
    rest = " ".join("".join(text[slice(*s)] for s in spans).split())
    asks = concepts.found(_TELLING, rest) or any(map(is_mask, re.findall(r"\w+", rest)))
    return rest if asks else text


def _chooses(clause: str, concepts: Concepts, names: list[str]) -> bool:
    """Whether a clause names a language and says little else."""
    if not concepts.found(names, clause) or concepts.has(ERRAND, clause):
        return False
    words = re.findall(r"\w+", blanked(clause, names, concepts))
    asks = concepts.found((*_ASKING, "subject"), clause) or any(map(is_mask, words))
    return len(words) <= MOST_CHOOSING and not asks


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
    opens = said[0] in concepts.words("asks_first")
    return opens or "?" in rest or bool(concepts.found(_ASKING, rest))
