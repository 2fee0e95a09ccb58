"""The memory of a conversation after one more question."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from intents.facts import FactStore
from intents.models import Memory
from intents.moves import Move
from intents.reading import Reading
from intents.say import Said

_LISTS = frozenset({"selected", "excluded", "dropped", "model", "partner"})
# … and those that are somebody's.
_OF_OTHERS = frozenset({"model", "partner"})
# What is told of one company: of it a question without a name goes on.
_SOLE = frozenset({"added", "leader"})
MOST_RECENT = 4


def remember(
    memory: Memory, reading: Reading | str, move: Move, said: Said, store: FactStore
) -> Memory:
    """What is kept after `said`; what was not understood leaves the topic as it was.

    `reading` is the question, or only its language where there was none.
    """
    language = reading if isinstance(reading, str) else reading.language
    own = () if isinstance(reading, str) else _side_by_side(reading, store)
    if move.kind == "clarify":
        asked = {"language": language, "pending": move.intent, "options": move.choices}
        asked["named"] = own or memory.named
        return memory.model_copy(update=asked)
    named = () if isinstance(reading, str) else tuple(m.id for m in reading.mentions)
    if move.kind not in {"say", "confirm"} or said.outcome == "smalltalk":
        known = _recent(named, store) if not memory.entities else memory.entities
        kept = {"language": language, "pending": None, "options": (), "entities": known}
        kept["named"] = own or memory.named
        return memory.model_copy(update=kept)
    listed = _listed(said)
    told = _told(said, move)[:2]
    if own and not _others(listed, own, store):
        listed = own  # in the order in which they were named
    # "KT or Kakao, who works with OpenAI?": the one of whom an answer tells.
    chosen = tuple(one for one in own if any(one in (f.subject, f.value) for f in said.facts))
    chosen = chosen if len(chosen) == 1 else ()
    claimed = tuple(s for claim in move.claims for s in claim.subjects)
    sole = _sole(said, store)
    # Where only rounds were asked of, it may go on with a company that is told there.
    rounds = all(store.entities[one].kind == "round" for one in move.subjects)
    subjects = chosen if chosen and {*move.subjects} == {*own} else move.subjects
    entities = ((*subjects, *sole) if rounds else subjects) or claimed or memory.entities
    return Memory(
        language=language,
        intent=move.intent,
        entities=entities,
        recent=_recent((*memory.recent, *(named or entities), *chosen), store),
        listed=listed if len(listed) > 1 else memory.listed,
        told=told,
        named=own or memory.named,
    )


def _listed(said: Said) -> tuple[str, ...]:
    """The list that an answer gives: of several the first that holds more than one."""
    lists = defaultdict[str, dict[str, None]](dict)
    for fact in said.facts:
        if fact.attribute in _LISTS:
            lists[fact.attribute][str(fact.value)] = None
    several = (one for one in lists.values() if len(one) > 1)
    return tuple(next(several, dict.fromkeys(chain.from_iterable(lists.values()))))


def _told(said: Said, move: Move) -> tuple[str, ...]:
    """Those whom an answer tells; where it says no more, whose model or partner one is."""
    whose = {fact.attribute for fact in said.facts} <= _OF_OTHERS
    ends = (
        fact.subject if whose and fact.value in move.subjects else fact.value
        for fact in said.facts
        if fact.attribute in _LISTS
    )
    return tuple(dict.fromkeys(map(str, ends)))


def _side_by_side(reading: Reading, store: FactStore) -> tuple[str, ...]:
    """Those of one kind that a message names, if there are several."""
    named = dict.fromkeys(m.id for m in (*reading.before, *reading.mentions))
    for kind in dict.fromkeys(store.entities[one].kind for one in named):
        same = tuple(one for one in named if store.entities[one].kind == kind != "decoy")
        if len(same) > 1:
            return same
    return ()


def _others(listed: tuple[str, ...], own: tuple[str, ...], store: FactStore) -> bool:
    """Whether an answer lists others of the kind of those who were named: "besides KT …?"."""
    kind = store.entities[own[0]].kind
    same = {one for one in listed if store.entities[one].kind == kind}
    return len(same) > 1 and same.isdisjoint(own)


def _sole(said: Said, store: FactStore) -> tuple[str, ...]:
    """The one company that an answer tells as added, or as the first: "is it still in?"."""
    told = {str(fact.value) for fact in said.facts if fact.attribute in _SOLE}
    companies = tuple(one for one in told if store.entities[one].kind == "company")
    return companies if len(companies) == 1 else ()


def _recent(entities: tuple[str, ...], store: FactStore) -> tuple[str, ...]:
    """The last few entities, each once, where it was named last; look-alikes left out."""
    newest_first = dict.fromkeys(reversed(entities))
    kept = [e for e in newest_first if store.entities[e].kind != "decoy"][:MOST_RECENT]
    return tuple(reversed(kept))
