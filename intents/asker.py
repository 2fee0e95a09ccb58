"""Clauses that ask nothing: those on the asker himself, those that choose a language or open.

"…, as I wish to print the list in an annex", "English this time, please: …", "never mind, …". What
they hold is not asked for, whatever words of a detail or a price stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from intents.concepts import Concepts
from intents.reading import ERRAND, IN_LANGUAGE, SHAPES, blanked, has_mask

# What divides clauses.
_SIGN = re.compile(r"[,;:]\s|\s[–—-]\s|[()]")
# What opens and ends a reason.
_REASON = ("opens_reason", "ends_reason")
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
    for start, end in clauses(text, concepts, _SIGN, *_REASON):
        if not _of_asker(text[start:end], concepts):
            kept.append(text[position:end])
        position = end
    rest = " ".join("".join(kept).strip(" ,;:–—-").split())
    return rest if _asks(rest, concepts) else text


def without_opening(text: str, concepts: Concepts) -> str:
    """A folded text without what sets aside what was said before: "never mind, who is left?"."""
    spans = concepts.spans("sets_aside", text)
    rest = text[spans[0][1] :].lstrip(" ,.;:!–—-") if spans and spans[0][0] == 0 else ""
    return rest if rest and _asks(rest, concepts) else text


def without_language(text: str, concepts: Concepts, languages: Iterable[str]) -> str:
    """A folded text without a clause that only says in which language to answer what it asks."""
    names = [IN_LANGUAGE + code for code in languages]
    if not concepts.found(names, text):
        return text
    said = (text[start:end] for start, end in clauses(text, concepts, _SIGN, *_REASON))
    kept = "".join(clause for clause in said if not _chooses(clause, concepts, names))
    rest = " ".join(kept.split())
    return rest if concepts.found(_TELLING, rest) or has_mask(rest) else text


def _chooses(clause: str, concepts: Concepts, names: list[str]) -> bool:
    """Whether a clause names a language and says little else."""
    if not concepts.found(names, clause) or concepts.has(ERRAND, clause):
        return False
    if concepts.found((*_ASKING, "subject"), clause) or has_mask(clause):
        return False
    return len(re.findall(r"\w+", blanked(clause, names, concepts))) <= MOST_CHOOSING


def clauses(
    text: str, concepts: Concepts, sign: re.Pattern[str], opens: str, ends: str
) -> Iterator[tuple[int, int]]:
    """Where the clauses stand: between signs, before what `opens` one, behind what `ends` one."""
    cuts = {m.end() for m in sign.finditer(text)}
    cuts |= {start for start, _ in concepts.spans(opens, text)}
    cuts |= {end for _, end in concepts.spans(ends, text)}
    start = 0
    for cut in (*sorted(cuts - {0, len(text)}), len(text)):
        yield start, cut
        start = cut


def _of_asker(clause: str, concepts: Concepts) -> bool:
    """Whether a clause speaks of the asker, of nothing that may be asked, and asks nothing."""
    if not concepts.has("asker", clause) or has_mask(clause):
        return False
    return not concepts.found((*_ASKING, "subject"), clause) and "?" not in clause


def _asks(rest: str, concepts: Concepts) -> bool:
    said = rest.split()
    if len(said) < LEAST:
        return False
    opens = said[0] in concepts.words("asks_first")
    return opens or "?" in rest or bool(concepts.found(_ASKING, rest))
