"""Names that leave out what they share with the one before: "A.X K1 and K2", "Base or Mini"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from intents.models import Entity
from intents.names import Mention, NameIndex

# Kinds whose names have a last part that tells them apart.
_KINDS = frozenset({"release", "model"})
_LINKED = re.compile(
    r"(?:\s?\d?\s?세대)?\s*(?:이랑|랑|와|과|하고|에서|,|/|&|\+|-|vs\.?|versus|and|or|to|e|ed|o|oppure|con|a|al|alla|대)"
    r"\s*(?:il\s|la\s|the\s)?(?P<name>\w[\w.]*)",
    re.IGNORECASE,
)


def with_siblings(
    text: str, mentions: Sequence[Mention], entities: Mapping[str, Entity], names: NameIndex
) -> list[Mention]:
    """The names of a text, and those whose first part stands only in the name before them."""
    found = [*mentions]
    taken = {place for m in mentions for place in range(m.start, m.end)}
    for mention in mentions:
        if entities[mention.id].kind in _KINDS:
            found += _sibling(text, mention, entities, names, taken)
    return sorted(found, key=lambda m: m.start)


def _sibling(
    text: str,
    mention: Mention,
    entities: Mapping[str, Entity],
    names: NameIndex,
    taken: Collection[int],
) -> Iterator[Mention]:
    linked = _LINKED.match(text, mention.end)
    first, _, last = mention.name.rpartition(" ")
    if linked is None or not last or linked.start("name") in taken:
        return
    for stem in dict.fromkeys((first or last, mention.name)):
        whole = f"{stem} {linked['name']}"
        for other in names.find(whole):
            known = entities[other.id].kind in _KINDS and other.id != mention.id
            if known and other.how in {"exact", "alias", "particle"} and other.start == 0:
                end = linked.start("name") + other.end - len(stem) - 1
                if end > linked.start("name"):
                    surface = text[linked.start("name") : end]
                    yield Mention(other.id, surface, linked.start("name"), end, "alias")
                    return
