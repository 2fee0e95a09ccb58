"""What may be followed, and what a name after a command means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from intents import Knowledge

# Something that looks like a subject and is none.
DECOY = "decoy"
# Of many names in one message the others are ignored; of a long text, its end.
MOST_NAMED, LONGEST = 10, 200
# Choices where a name is not known.
MOST_CHOICES = 8
# Kinds that are shown where nothing is near.
_KINDS = frozenset({"programme", "round", "company", "model"})
# Words beside which a name that is an everyday word, too, is understood as a name.
_BESIDE = "{name} AI"


@dataclass(frozen=True)
class Meant:
    """What a text names: `subjects` beyond doubt, and else the `choices` there are."""

    subjects: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    # The words of which the choices are readings; nothing where the text names nothing known.
    doubtful: str = ""


def meant(knowledge: Knowledge, text: str, programme: Collection[str] = ()) -> Meant:
    """The subjects that a text names, however they are written.

    `programme` are words that mean the programme itself where nothing else is said.
    """
    name = text.strip()[:LONGEST]
    whole = "programme" if name.casefold() in programme else name.casefold()
    if whole in knowledge.store.entities and _followable(knowledge, whole):
        return Meant((whole,))
    for said in (name, _BESIDE.format(name=name)):
        if found := _found(knowledge, said):
            return found
    return Meant(choices=_near(knowledge, name))


def _found(knowledge: Knowledge, said: str) -> Meant | None:
    sure: dict[str, None] = {}
    choices: tuple[str, ...] = ()
    doubtful = ""
    for mention in knowledge.reader.names.find(said)[:MOST_NAMED]:
        ids = [entity for entity in (mention.id, *mention.others) if _followable(knowledge, entity)]
        if len(ids) == 1:
            sure[ids[0]] = None
        elif ids and not choices:
            choices, doubtful = tuple(ids), mention.surface
    return Meant(tuple(sure), choices, doubtful) if sure or choices else None


def _followable(knowledge: Knowledge, entity: str) -> bool:
    return knowledge.store.entities[entity].kind != DECOY


def _near(knowledge: Knowledge, name: str) -> tuple[str, ...]:
    """Subjects with a similar name, then those that are asked about most."""
    spelt = {spelling.casefold(): entity for entity, spelling in _spellings(knowledge)}
    close = get_close_matches(name.casefold(), spelt, MOST_CHOICES // 2, 0.6)
    found = [spelt[spelling] for spelling in close]
    return tuple(dict.fromkeys((*found, *usual(knowledge))))[:MOST_CHOICES]


def _spellings(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for entity in knowledge.store.entities.values():
        if _followable(knowledge, entity.id):
            for spelling in (*entity.names.values(), *entity.aliases):
                yield entity.id, spelling


def usual(knowledge: Knowledge) -> Sequence[str]:
    """Subjects to choose from where nothing is known of the wish: those most is stated of."""
    store = knowledge.store
    stated = Counter(fact.subject for fact in store.facts)
    known = [entity for entity, _ in stated.most_common() if entity in store.entities]
    return [e for e in known if store.entities[e].kind in _KINDS][:MOST_CHOICES]
