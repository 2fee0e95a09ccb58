"""What happened when: facts that mark a day, grouped into events and chosen by subject and time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from intents.days import first, last, meet
from intents.facts import FactStore, concerned
from intents.models import Fact

# A version in a name or a sentence: "EXAONE 4.5".
_NUMBERED = re.compile(r"\d+\.\d+")


@dataclass(frozen=True)
class Event:
    """Facts of one day, subject and attribute: "first evaluation, dropped: A and B"."""

    day: str
    facts: tuple[Fact, ...]

    @property
    def attribute(self) -> str:
        """What all its facts state."""
        return self.facts[0].attribute

    @property
    def subject(self) -> str:
        """Of whom they state it."""
        return self.facts[0].subject


def events(store: FactStore, about: Collection[str] = (), period: str = "") -> list[Event]:
    """All events in order of time; only those about one of `about`, or that meet `period`.

    `period` is a partial date or a range (`2026-01..2026-03`); empty stands for all times.
    """
    groups: dict[tuple[str, ...], list[Fact]] = {}
    marking = [f for f in store.on(about) if store.marks(f)] if about else store.marking
    for fact in marking:
        day = store.day_of(fact)
        if period and not meet(day, period):
            continue
        text = fact.id if store.attributes[fact.attribute].type == "text" else ""
        groups.setdefault((day, fact.attribute, fact.subject, text), []).append(fact)
    ordered = sorted(groups.items(), key=lambda item: first(item[0][0]))
    return [Event(key[0], tuple(facts)) for key, facts in ordered]


def after_selection(store: FactStore, day: str) -> bool:
    """Whether a partial date begins after the day on which the selection was announced."""
    begun = (last(str(end.value)) for end in store.step("programme", "announced_on"))
    return first(day) > max(begun, default="")


def concerns(fact: Fact, entities: Collection[str]) -> bool:
    """Whether a fact speaks of one of these entities: as subject, as value, or besides."""
    return not concerned(fact).isdisjoint(entities)


def rounds_told(store: FactStore, fact: Fact) -> set[str]:
    """The rounds that a fact tells of."""
    return {one for one in (fact.subject, *fact.about) if store.entities[one].kind == "round"}


def versions(store: FactStore, model: str) -> list[str]:
    """The version that a model is at, and the one that was planned."""
    return [*store.values(model, "version"), *store.values(model, "planned_version")]


def numbered(texts: Iterable[str]) -> set[str]:
    """The versions that texts tell by their numbers."""
    return {version for text in texts for version in _NUMBERED.findall(text)}


def released(store: FactStore, company: str) -> list[str]:
    """What came out of a company: models that are its own, and the releases of its models."""
    return [*store.values(company, "release"), *store.values(company, "model", "release")]


def owners(store: FactStore, entity: str) -> list[str]:
    """The model of a release, and the companies behind it or behind a model."""
    models = [str(end.value) for end in store.step(entity, "release_of")]
    makers = [str(end.value) for one in (entity, *models) for end in store.step(one, "maker")]
    return [*models, *makers]
