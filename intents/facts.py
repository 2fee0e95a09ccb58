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
    def subjects(self) -> frozenset[str]:
        """The entities about which something is stated."""
        return frozenset(fact.subject for fact in self.facts)

    @cached_property
    def marking(self) -> tuple[Fact, ...]:
        """The facts that mark a day, in file order."""
        return tuple(fact for fact in self.facts if self.attributes[fact.attribute].event)

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

    def of_kind(self, kind: str) -> list[str]:
        """The entities of a kind, in file order."""
        return [entity.id for entity in self.entities.values() if entity.kind == kind]

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
    def deniers(self) -> tuple[Fact, ...]:
        """The facts that deny something, in file order."""
        return tuple(fact for fact in self.facts if fact.denies)

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The entities of which the words of a document speak, not only outside sources."""
        facts = [fact for fact in self.facts if fact.quote is not None]
        named = (entity for fact in facts for entity in (fact.subject, str(fact.value)))
        return frozenset(entity for entity in named if entity in self.entities)

    @cached_property
    def told(self) -> dict[str, int]:
        """How many facts speak of each entity, as subject or value."""
        named = (entity for fact in self.facts for entity in (fact.subject, str(fact.value)))
        return dict(Counter(entity for entity in named if entity in self.entities))

    def as_of(self, used: Iterable[Fact]) -> str | None:
        """The newest day that the sources of these facts hold for, as `YYYY[-MM[-DD]]`."""
        return max((self.sources[fact.source].as_of for fact in used), default=None)
