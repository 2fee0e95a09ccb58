"""Names that something else is set against: "the Science Ministry, not that of Industry"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from intents.concepts import Concepts
from intents.models import Entity
from intents.names import Mention
from intents.normalize import fold

# Characters between "not" and the name, and between a Korean name and its "not".
BEFORE = 14
BEHIND = 8
# Words between them: "non quello dell'Industria".
MOST_WORDS = 2
# A single name is set against nothing.
PAIR = 2


def contrasts(
    text: str, mentions: Sequence[Mention], entities: Mapping[str, Entity], concepts: Concepts
) -> set[str]:
    """The ids of the names that are said not to be meant, if another of their kind is."""
    if len(mentions) < PAIR:
        return set()
    against = set(_against(text, mentions, concepts))
    kinds = {entities[m.id].kind for m in mentions if m.id not in against}
    return {one for one in against if entities[one].kind in kinds}


def _against(text: str, mentions: Sequence[Mention], concepts: Concepts) -> Iterator[str]:
    ends = [0, *(m.end for m in mentions)]
    starts = [*(m.start for m in mentions[1:]), len(text)]
    for mention, left, right in zip(mentions, ends, starts, strict=False):
        ahead = fold(text[max(left, mention.start - BEFORE) : mention.start])
        behind = fold(text[mention.end : min(right, mention.end + BEHIND)])
        between = (ahead[end:] for _, end in concepts.spans("contrast", ahead))
        if any(_leads_on(words) for words in between) or concepts.has("contrast_behind", behind):
            yield mention.id


def _leads_on(words: str) -> bool:
    """Whether what stands between "not" and the name belongs to the name."""
    return len(words.split()) <= MOST_WORDS and "," not in words
