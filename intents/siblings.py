"""Names that live from the one before: "A.X K1 and K2", "Base or Mini", "Naver? And NC?"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from intents.models import Entity
from intents.names import Mention, NameIndex
from intents.reading import shifted

# Kinds whose names have a last part that tells them apart.
_KINDS = frozenset({"release", "model"})
# What stands between an ordinal and the round that it shares its noun with.
_LINKS = re.compile(
    r"\s*(?:and|or|to|versus|vs\.?|against|from|than|e|o|contro|a|alla|dalla|rispetto|,|/|&|-)\s*"
    r"(?:(?:that|those|quell[oaei]|the one|in|of|from|alla|della|nella|the|la)\s+)*",
    re.IGNORECASE,
)
_PUNCTUATION = ",.;:!?"
# A message of more words says by itself what it is about.
MOST_WORDS = 4
# So many of those spoken of last are looked at, and as many models.
MOST_SPOKEN = 2
# Single letters of Hangul laugh or cry.
_WORD = re.compile(r"[^\sㄱ-ㅣ]\S*")
_LINKED = re.compile(
    r"(?:\s?\d?\s?세대|\s?(?:첫|초기|원래)\s?(?:모델|버전|판|것|거))?\s*(?:이랑|랑|와|과|하고|에서|대|,|/|&|\+|-+>?|→"
    r"|(?:vs\.?|versus|and|or|to|e|ed|o|oppure|con|a|al|alla)(?=\s))"
    r"\s*(?:il\s|la\s|the\s|its\s)?(?:versione\s|version\s|버전\s)?(?P<name>\w[\w.]*)",
    re.IGNORECASE,
)


def with_siblings(
    text: str, mentions: Sequence[Mention], entities: Mapping[str, Entity], names: NameIndex
) -> list[Mention]:
    """The names of a text, and those that share a part with a name beside them."""
    found = [*mentions]
    taken = {place for m in mentions for place in range(m.start, m.end)}
    for mention in mentions:
        kind = entities[mention.id].kind
        if kind in _KINDS:
            found += _sibling(text, mention, entities, names, taken)
        elif kind == "round":
            found += _other_round(text, mention, names, taken)
    return sorted(found, key=lambda m: m.start)


def _other_round(
    text: str, mention: Mention, names: NameIndex, taken: Collection[int]
) -> Iterator[Mention]:
    """Another round of which only the ordinal stands near one: "the first and second phase"."""
    _, _, noun = mention.surface.partition(" ")
    for word in _WORD.finditer(text) if noun else ():
        start, end = word.start(), word.start() + len(word[0].strip(_PUNCTUATION))
        if start in taken or end == start or not _joined(text, (start, end), mention):
            continue
        for other in names.find(f"{text[start:end]} {noun}"):
            whole = other.start == 0 and other.surface.endswith(noun)
            if whole and other.how == "exact" and other.id != mention.id:
                yield Mention(other.id, text[start:end], start, end, "alias")
                return


def _joined(text: str, ordinal: tuple[int, int], mention: Mention) -> bool:
    """Whether only words that link stand between an ordinal and a round."""
    start, end = ordinal
    between = text[end : mention.start] if end <= mention.start else text[mention.end : start]
    return bool(_LINKS.fullmatch(between))


def spoken_after(
    text: str, spoken: Iterable[str], entities: Mapping[str, Entity], names: NameIndex
) -> list[Mention]:
    """The names of a short message without any, read as if it followed what was `spoken` of.

    So a name counts that is also an everyday word, or that leaves out what it shares.
    """
    if len(text.split()) > MOST_WORDS:
        return []
    # The ordinal behind a round asks the same question of another: that is no name.
    ids = [one for one in dict.fromkeys(spoken) if entities[one].kind != "round"]
    of_kind = [one for one in ids if entities[one].kind in _KINDS][:MOST_SPOKEN]
    for one in dict.fromkeys((*ids[:MOST_SPOKEN], *of_kind)):
        name = next(iter(entities[one].names.values()))
        # Only what stands right behind a model can share its name: each word is tried there.
        pieces = _WORD.finditer(text) if one in of_kind else re.finditer(".+", text)
        found = [m for piece in pieces for m in _behind(name, piece, entities, names)]
        if found:
            return found
    return []


def _behind(
    name: str, piece: re.Match[str], entities: Mapping[str, Entity], names: NameIndex
) -> list[Mention]:
    """The names in a piece of text, if it stood behind this name."""
    whole = f"{name}, {piece[0]}"
    start = len(whole) - len(piece[0])
    found = with_siblings(whole, names.find(whole), entities, names)
    behind = [m for m in found if m.start >= start and _WORD.match(m.surface)]
    return [shifted(m, piece.start() - start) for m in behind]


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
