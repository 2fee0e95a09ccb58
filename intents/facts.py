"""The fact store: entities, statements, and the paths that lead from one to another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from intents.days import first, last
from intents.models import Attribute, Entity, Fact, FactValue, Source


@dataclass(frozen=True, slots=True)
class Found:
    """The end of a path: the value reached, the fact that states it, and those on the way."""

    value: FactValue
    fact: Fact
    through: tuple[Fact, ...] = ()

    @property
    def used(self) -> tuple[Fact, ...]:
        """Every fact without which this value would not be known."""
        return (*self.through, self.fact)


@dataclass(frozen=True)
class FactStore:
    """Immutable, indexed by subject and, for attributes with an inverse, by value."""

    entities: Mapping[str, Entity]
    attributes: Mapping[str, Attribute]
    sources: Mapping[str, Source]
    facts: tuple[Fact, ...]
    _forward: dict[tuple[str, str], list[Fact]] = field(init=False, repr=False)
    _backward: dict[tuple[str, str], list[Fact]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        forward: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        backward: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            forward[fact.subject, fact.attribute].append(fact)
            inverse = self.attributes[fact.attribute].inverse
            if inverse and isinstance(fact.value, str):
                backward[fact.value, inverse].append(fact)
        object.__setattr__(self, "_forward", dict(forward))
        object.__setattr__(self, "_backward", dict(backward))

    @cached_property
    def marking(self) -> tuple[Fact, ...]:
        """The facts that mark a day, in file order."""
        return tuple(fact for fact in self.facts if self.marks(fact))

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The partial dates that facts mark, each once, in order."""
        return tuple(sorted({self.day_of(fact) for fact in self.marking}))

    def step(self, entity: str, attribute: str) -> list[Found]:
        """What `attribute` (or an inverse of that name) leads to from `entity`, in file order."""
        forward = self._forward.get((entity, attribute), [])
        backward = self._backward.get((entity, attribute), [])
        return [Found(f.value, f) for f in forward] + [Found(f.subject, f) for f in backward]

    def follow(self, start: Iterable[str], steps: Iterable[str]) -> list[Found]:
        """All ends of a path, without repeating a value.

        `start` are entity ids, `steps` names of attributes or inverses: `kt` + `model`, `version`.
        """
        ends: list[tuple[str, tuple[Fact, ...]]] = [(entity, ()) for entity in start]
        found: list[Found] = []
        for name in steps:
            found = [
                Found(end.value, end.fact, through)
                for entity, through in ends
                for end in self.step(entity, name)
            ]
            ends = [(str(end.value), end.used) for end in found]
        unique: dict[FactValue, Found] = {}
        for end in found:
            first = unique.setdefault(end.value, end)
            if first is not end:
                through = (*first.through, *end.used)
                unique[end.value] = Found(first.value, first.fact, through)
        return list(unique.values())

    def values(self, entity: str, *steps: str) -> list[str]:
        """The values at the ends of the path from one entity, each once, as text."""
        return [str(end.value) for end in self.follow([entity], steps)]

    def on(self, entities: Iterable[str]) -> list[Fact]:
        """The facts that speak of any of these entities, in file order."""
        found = {at for entity in entities for at in self._places_on.get(entity, ())}
        return [self.facts[at] for at in sorted(found)]

    def denying(self, statements: Iterable[str]) -> list[Fact]:
        """The facts that deny any of these concepts, in file order."""
        found = {at for name in statements for at in self._places_denying.get(name, ())}
        return [self.facts[at] for at in sorted(found)]

    def times_told(self, entity: str) -> int:
        """How many facts speak of an entity, as subject or value."""
        return self._told.get(entity, 0)

    def marks(self, fact: Fact) -> bool:
        """Whether a fact marks a day."""
        return self.attributes[fact.attribute].event

    def day_of(self, fact: Fact) -> str:
        """The partial date on which what a fact states happened."""
        dated = self.attributes[fact.attribute].type == "date"
        return str(fact.value) if dated else fact.valid_from

    def of_kind(self, kind: str) -> list[str]:
        """The entities of a kind, in file order."""
        return [entity.id for entity in self.entities.values() if entity.kind == kind]

    def told_of_kind(self, kind: str) -> list[str]:
        """The entities of a kind about which something is stated, in file order."""
        return [entity for entity in self.of_kind(kind) if entity in self._subjects]

    def without(self, fact_id: str) -> FactStore:
        """The same store with one fact removed."""
        kept = tuple(fact for fact in self.facts if fact.id != fact_id)
        return FactStore(self.entities, self.attributes, self.sources, kept)

    def until(self, day: str) -> FactStore:
        """What held by the last day of a partial date: facts of later days are left out."""
        end = last(day)
        kept = tuple(fact for fact in self.facts if first(fact.valid_from) <= end)
        return FactStore(self.entities, self.attributes, self.sources, kept)

    @cached_property
    def newest(self) -> str:
        """The newest day from which a fact holds: the day of which the facts speak as today."""
        return max((fact.valid_from for fact in self.facts), key=first, default="")

    @cached_property
    def denied(self) -> frozenset[str]:
        """The concepts that some fact denies."""
        return frozenset(concept for fact in self.facts for concept in fact.denies)

    @cached_property
    def _subjects(self) -> frozenset[str]:
        return frozenset(fact.subject for fact in self.facts)

    @cached_property
    def _places_on(self) -> dict[str, list[int]]:
        return _places(concerned(fact) for fact in self.facts)

    @cached_property
    def _places_denying(self) -> dict[str, list[int]]:
        return _places(fact.denies for fact in self.facts)

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The entities of which the words of a document speak, not only outside sources."""
        facts = [fact for fact in self.facts if fact.quote is not None]
        named = (entity for fact in facts for entity in (fact.subject, str(fact.value)))
        return frozenset(entity for entity in named if entity in self.entities)

    @cached_property
    def _told(self) -> dict[str, int]:
        named = (entity for fact in self.facts for entity in (fact.subject, str(fact.value)))
        return dict(Counter(entity for entity in named if entity in self.entities))

    def as_of(self, used: Iterable[Fact]) -> str | None:
        """The newest day that the sources of these facts hold for, as `YYYY[-MM[-DD]]`."""
        return max((self.sources[fact.source].as_of for fact in used), default=None)


def concerned(fact: Fact) -> set[str]:
    """What a fact speaks of: as subject, as value, or besides."""
    named = {fact.subject, *fact.about}
    return named | {fact.value} if isinstance(fact.value, str) else named


def _places(names: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Under each name, at which places of a sequence it stands."""
    places: dict[str, list[int]] = {}
    for at, of_one in enumerate(names):
        for name in of_one:
            places.setdefault(name, []).append(at)
    return places
