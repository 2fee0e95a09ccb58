"""What a question asks for beside its subject: things counted, and kinds of detail.

Few facts tell how long something took or how many came to see it: see `heard`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intents.concepts import Concepts
from intents.normalize import words

# How the names of the concepts begin that ask for a detail which few facts tell.
DETAIL = "detail_"
# Words behind "how many", of which the first that says something is what is counted.
NEAR = 4
_COUNTS, _FREELY = "counts_what", "counted_freely"


def kinds(found: Iterable[str]) -> list[str]:
    """Those of the concepts found in a text that ask for a detail."""
    return [name for name in found if name.startswith(DETAIL)]


def said(text: str, concepts: Concepts) -> list[str]:
    """The words of a masked text, and what it counts."""
    return [*words(text), *counted(text, concepts)]


def counted(text: str, concepts: Concepts) -> Iterator[str]:
    """What a masked text counts: "how many spectators", 몇 명; nothing that is counted everywhere.

    A Korean counter, one syllable, is marked as one.
    """
    everywhere = concepts.words(_FREELY)
    for start, end in concepts.spans(_COUNTS, text):
        behind = text[end:].lstrip()
        korean = "가" <= text[start] <= "힣"
        what = behind[:1] if korean else _first(words(behind)[:NEAR], concepts)
        if what and everywhere.isdisjoint({what, behind[:2]}) and not what.startswith("x"):
            yield f"#{what}" if korean else what


def _first(near: Iterable[str], concepts: Concepts) -> str:
    """The first word that says something."""
    full = (word for word in near if word[0].isalpha() and len(word) > 1)
    return next((word for word in full if word not in concepts.fillers), "")
