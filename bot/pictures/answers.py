"""Pictures and answers: which picture belongs to which answer, and the other way round."""

from __future__ import annotations

from collections.abc import Mapping

from bot.pictures.gallery import Kind, Wish
from bot.pictures.wording import names_of_the_whole
from intents import Answer, Knowledge
from intents.moves import from_frame
from intents.say import default_of

# The intents whose answers can be seen as a picture, too.
PICTURED: Mapping[str, Kind] = {
    "timeline": "timeline",
    "what_happened": "timeline",
    "changed_since": "rounds",
    "round_result": "rounds",
    "remaining_teams": "rounds",
    "compare_releases": "sizes",
    "release_size": "sizes",
}
# The intent that says in words what a picture shows.
_SAID: Mapping[Kind, str] = {
    "timeline": "timeline",
    "sizes": "compare_releases",
    "rounds": "remaining_teams",
}
# Of many names the others are ignored; of a long text, its end.
MOST_NAMED, LONGEST = 5, 200
# Kinds that look like a name and are none to show.
_NOT_SHOWN = frozenset({"decoy", "programme"})
# Words beside which a name that is an everyday word, too, is understood as a name.
_BESIDE = "{name} AI"


def wish_of(frame: str) -> Wish | None:
    """The picture of an answer, from its frame; nothing if there is none of it."""
    try:
        moves = from_frame(frame)
    except ValueError:
        return None
    for move in moves:
        if kind := PICTURED.get(move.intent or ""):
            period = move.at if kind == "timeline" else ""
            return Wish(kind, () if kind == "rounds" else move.subjects, period)
    return None


def asked(knowledge: Knowledge, kind: Kind, names: str) -> Wish | None:
    """The picture of what a command names (nothing: of all); None if no name is known."""
    text = names.strip()[:LONGEST]
    if not text or kind == "rounds" or text.casefold() in names_of_the_whole():
        return Wish(kind)
    for said in (text, _BESIDE.format(name=text)):
        found = dict.fromkeys(mention.id for mention in knowledge.reader.names.find(said))
        kinds = {entity: knowledge.store.entities[entity].kind for entity in found}
        shown = [entity for entity in found if kinds[entity] not in _NOT_SHOWN]
        if shown or "programme" in kinds.values():
            return Wish(kind, tuple(shown[:MOST_NAMED]))
    return None


def in_words(knowledge: Knowledge, wish: Wish, language: str) -> Answer:
    """The answer that says what the picture shows, or a part of it.

    Raises `ValueError` where the catalogue has no such intent or the facts no such entity.
    """
    intent = _SAID[wish.kind]
    contract = knowledge.contracts.get(intent)
    slot = contract.slot if contract else None
    subjects = tuple(knowledge.speakers[language].fitting(intent, wish.subjects)) if slot else ()
    if not subjects and slot and not wish.subjects and slot.default:
        subjects = tuple(default_of(knowledge.store, slot))
    return knowledge.say(intent, subjects or wish.subjects, language)
