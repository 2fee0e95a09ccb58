"""An intent and its subjects → sentences, with exactly the facts they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from intents import formats
from intents.compose import Value, Voice
from intents.days import first
from intents.events import Event, concerns, events
from intents.facts import FactStore, Found
from intents.models import AnswerRule, Contract, Fact, IntentWords, Outcome, Slot, Text

# Events that are the latest news.
MOST_NEWEST = 5
# … and those behind an answer on something else.
MOST_NOTED = 3
# Events of a period or a course; those of a company since the selection.
MOST_TOLD = 8
MOST_SINCE = 7
# Days in the past that are kept ready.
MOST_DAYS = 64
# Leaves the subjects out of what a path leads to.
_BESIDES = "- subject"
RANK: Mapping[Outcome, int] = {"corrected": 3, "answered": 2, "not_stated": 1}


@dataclass(frozen=True)
class Said:
    """A paragraph, the facts it rests on, and what kind of answer it is."""

    text: str
    facts: tuple[Fact, ...]
    outcome: Outcome


def resolve(store: FactStore, path: str, subjects: Sequence[str]) -> list[Found]:
    """The ends of a path expression: `subject.model`, `a.b + c.d`, `programme.x - subject`.

    `kind:company?model` are the companies that have a model; `a.b#key` takes of several
    statements the one with that key.
    """
    found: list[Found] = []
    sign = "+"
    for term in path.split():
        if term in {"+", "-"}:
            sign = term
        elif "?" in term:
            start, attribute = term.split("?")
            found += [
                Found(entity, end.fact)
                for entity in starts(store, start, subjects)
                for end in store.step(entity, attribute)
            ]
        elif sign == "+":
            path_, _, key = term.partition("#")
            start, *steps = path_.split(".")
            reached = store.follow(starts(store, start, subjects), steps)
            found += [end for end in reached if not key or end.fact.id.endswith(f".{key}")]
        else:
            start, *steps = term.split(".")
            entities = starts(store, start, subjects)
            ends = store.follow(entities, steps) if steps else ()
            left_out = {end.value for end in ends} if steps else set(entities)
            found = [end for end in found if end.value not in left_out]
    return found


def starts(store: FactStore, name: str, subjects: Sequence[str]) -> list[str]:
    """Where a path begins: the subjects, one entity, or all entities of a kind with facts."""
    if name == "subject":
        return list(subjects)
    if name.startswith("kind:"):
        return store.told_of_kind(name[5:])
    return [name]


def reached(
    store: FactStore, rules: Iterable[AnswerRule], subjects: Sequence[str]
) -> Iterator[Found]:
    """All ends of the paths that answer rules need."""
    for rule in rules:
        for path in rule.needs.values():
            yield from resolve(store, path, subjects)


def default_of(store: FactStore, slot: Slot) -> list[str]:
    """The entities that fill a slot when nobody is named, the newest of each owner if asked for."""
    start, *steps = str(slot.default).split(".")
    found = starts(store, start, ())
    if steps:
        found = [str(end.value) for end in store.follow(found, steps)]
    found = list(dict.fromkeys(found))
    if slot.having:
        found = [entity for entity in found if store.step(entity, slot.having)]
    if slot.newest_of is None:
        return found
    newest: dict[str, tuple[str, str]] = {}
    for entity in found:
        for owner in store.step(entity, slot.newest_of):
            told = (first(owner.fact.valid_from), entity)
            newest[str(owner.value)] = max(newest.get(str(owner.value), ("", "")), told)
    return [entity for _, entity in sorted(newest.values(), reverse=True)]


def tells_of(store: FactStore, contract: Contract, named: Sequence[str]) -> bool:
    """Whether an intent, its slot filled as where nobody is named, tells of any of these."""
    subjects = default_of(store, contract.slot) if contract.slot else ()
    ends = reached(store, contract.answers, subjects)
    return any(concerns(end.fact, named) for end in ends)


class Speaker:
    """Says intents in one language."""

    def __init__(
        self,
        voice: Voice,
        contracts: Mapping[str, Contract],
        words: Mapping[str, IntentWords],
        time: str = "",
    ) -> None:
        """`time` is the partial date of which `voice` holds the facts; empty for today."""
        self.voice, self.contracts, self.words = voice, contracts, words
        self.time = time
        self._at: dict[str, Speaker] = {}

    def at(self, day: str) -> Speaker:
        """The same words over what held by the end of a partial date."""
        if day not in self._at:
            if len(self._at) >= MOST_DAYS:
                self._at.clear()
            voice = replace(self.voice, store=self.voice.store.until(day))
            self._at[day] = Speaker(voice, self.contracts, self.words, day)
        return self._at[day]

    def text(self, key: str, **values: Value) -> str:
        """One of the language's fixed sentences, filled."""
        return self.voice.fill(self.voice.language.texts[key], values)

    def say(
        self,
        intent: str,
        subjects: Sequence[str],
        variant: str = "",
        *,
        at: str = "",
        nearest: bool = True,
    ) -> Said:
        """The answer of an intent on these subjects (none for an intent without a slot).

        `variant` picks another wording of the same rule (`asked`, `negated`) where there is one;
        `at` is the time asked about, a partial date or a range, empty for today.
        """
        contract = self.contracts[intent]
        if contract.tells:
            return self._events(intent, subjects, at, variant, nearest=nearest)
        if at and contract.dated:
            return self.at(at).say(intent, subjects, variant or "then")
        if not subjects:
            return self._one(intent, (), variant, nearest=nearest)
        parts = [
            self._one(intent, group, variant, nearest=nearest)
            for group in self._groups(intent, subjects)
        ]
        return join(parts)

    def _groups(self, intent: str, subjects: Sequence[str]) -> list[list[str]]:
        """Subjects of which the same can be said, together if the contract allows it."""
        if not self.contracts[intent].together:
            return [[subject] for subject in subjects]
        groups: dict[str, list[str]] = {}
        for subject in subjects:
            rule, values = self._rule(intent, [subject])
            # Of what is told besides them, all are left out at once: "who but Naver and LG?".
            besides = {n for n, path in rule.needs.items() if _BESIDES in path} if rule else set()
            told = values.items()
            said = {n: [end.value for end in ends] for n, ends in told if n not in besides}
            groups.setdefault(f"{rule and rule.text} {said}", []).append(subject)
        return list(groups.values())

    def outcome(self, intent: str, subjects: Sequence[str]) -> Outcome:
        """What kind of answer an intent gives on these subjects."""
        rule, _ = self._rule(intent, subjects[:1])
        return rule.outcome if rule else "not_stated"

    def states(self, intent: str, subject: str) -> bool:
        """Whether an intent has facts on a subject."""
        rule, _ = self._rule(intent, [subject])
        return rule is not None

    def _rule(
        self, intent: str, subjects: Sequence[str]
    ) -> tuple[AnswerRule | None, dict[str, list[Found]]]:
        store, say = self.voice.store, self.voice.can_say
        for rule in self.contracts[intent].answers:
            if rule.named and not subjects:
                continue
            values = {
                name: [end for end in resolve(store, path, subjects) if say(end.value)]
                for name, path in rule.needs.items()
            }
            if all(values.values()):
                return rule, values
        return None, {}

    def _one(self, intent: str, subjects: Sequence[str], variant: str, *, nearest: bool) -> Said:
        rule, values = self._rule(intent, subjects)
        if rule is None:
            return self._not_stated(intent, subjects, nearest=nearest)
        answers = self.words[intent].answers
        template = answers.get(f"{rule.text}.{variant}", answers[rule.text])
        facts = {f.id: f for ends in values.values() for end in ends for f in end.used}
        text = self.voice.fill(
            template, {"subject": list(subjects), **self._now(template), **values}
        )
        stated = [fact for fact in facts.values() if not isinstance(fact.value, Text)]
        note = self.voice.attribution(stated)
        told = not note or any(note.endswith(piece) for piece in re.findall(r", ([^()]+)\)", text))
        noted = text if told else f"{text} {self.text('noted', note=note)}"
        return Said(noted, tuple(facts.values()), rule.outcome)

    def _now(self, template: str) -> dict[str, str]:
        """The day of which an answer speaks as today, where it names it: few rest on that day."""
        if "{today" not in template:
            return {}
        return {"today": formats.on(self.time or self.voice.store.newest, self.voice.language)}

    def _events(
        self, intent: str, subjects: Sequence[str], at: str, variant: str, *, nearest: bool
    ) -> Said:
        """The events of the subjects and of the time asked about, one line each."""
        contract, store = self.contracts[intent], self.voice.store
        related = [str(e.value) for p in contract.related for e in resolve(store, p, subjects)]
        found = events(store, [*subjects, *related] if subjects else (), at)
        found = [event for event in found if self.voice.can_say(event.facts[0].value)]
        if contract.tells == "course" and not (subjects or at):
            types = store.attributes
            found = [event for event in found if types[event.attribute].type == "entity"]
        most = MOST_NOTED if variant == "later" else MOST_NEWEST
        chosen = found[-most:] if contract.tells == "newest" else found
        if not chosen:
            return self._not_stated(intent, subjects, nearest=nearest)
        chosen = self._weightiest(chosen, MOST_SINCE if contract.tells == "since" else MOST_TOLD)
        shown = [self._line(event) for event in chosen]
        facts = {fact.id: fact for event in chosen for fact in event.facts}
        values = {"subject": list(subjects), "events": "\n".join(shown)}
        named = "main" if subjects or "all" not in self.words[intent].answers else "all"
        template = self.words[intent].answers[named]
        return Said(self.voice.fill(template, values), tuple(facts.values()), "answered")

    def _weightiest(self, found: list[Event], most: int) -> list[Event]:
        """So many events in order of time: who came in or went out, then the newest others."""
        attributes = self.voice.store.attributes
        fates = [event for event in found if attributes[event.attribute].type == "entity"]
        others = [event for event in found if event not in fates]
        room = max(most - len(fates), 0)
        kept = [*fates[-most:], *others[max(len(others) - room, 0) :]]
        return [event for event in found if event in kept]

    def _line(self, event: Event) -> str:
        note = self.voice.attribution(event.facts)
        told = self.voice.event(event)
        text = f"{told} ({note})" if note else told
        return self.text("event", day=self.voice.value(event.day, "date"), text=text)

    def _not_stated(self, intent: str, subjects: Sequence[str], *, nearest: bool) -> Said:
        words = self.words[intent]
        own = words.answers.get("not_stated")
        about = words.about or self.words["other_details"].about or ""
        subject = {"subject": list(subjects)} if subjects else {"subject": ""}
        about = self.voice.fill(about, subject)
        text = own or self.voice.language.texts["not_stated"].format(about=about)
        near = self._nearest(intent, subjects) if nearest else None
        if near is None:
            return Said(text, (), "not_stated")
        return Said(f"{text} {near.text}", near.facts, "not_stated")

    def _nearest(self, intent: str, subjects: Sequence[str]) -> Said | None:
        other = self.contracts[intent].nearest
        if other is None:
            return None
        slot = self.contracts[other].slot
        fitting = self.fitting(other, subjects)
        if slot and not fitting and slot.default:
            fitting = default_of(self.voice.store, slot)
        if slot and slot.required and not fitting:
            return None
        # Nobody asked this: no "yes" or "no" before it.
        said = self.say(other, fitting if slot else (), "denied", nearest=False)
        return said if said.facts else None

    def fitting(self, intent: str, entities: Sequence[str]) -> list[str]:
        """Those of the entities that fill the intent's slot, led there by `via` if need be."""
        slot = self.contracts[intent].slot
        if slot is None:
            return []
        store = self.voice.store
        kinds = {entity: store.entities[entity].kind for entity in entities}
        direct = [entity for entity, kind in kinds.items() if kind in slot.kinds]
        if direct and "round" in slot.kinds:
            return direct  # whoever else is named, it is on that round
        led = {
            entity: self._led(entity, slot.via[kind])
            for entity, kind in kinds.items()
            if kind in slot.via and entity not in direct
        }
        ends = {e: [e] for e in direct} | {e: _ends(e, led[e], direct) for e in led}
        each = [end for entity in kinds for end in ends.get(entity, ())]
        found = _in_rounds(led, kinds) or each
        # A partner beside a company is told as that company's.
        found = [e for e in found if store.entities[e].kind != "partner"] or found
        having = [e for e in found if slot.having and store.step(e, slot.having)]
        return list(dict.fromkeys(having or found))

    def _led(self, entity: str, paths: str) -> list[str]:
        """Where paths lead from an entity, the newest first."""
        store = self.voice.store
        ends = [end for p in paths.split(" + ") for end in store.follow([entity], p.split("."))]
        ends.sort(key=lambda end: first(end.fact.valid_from), reverse=True)
        return [str(end.value) for end in ends]


def _ends(entity: str, led: list[str], direct: Sequence[str]) -> list[str]:
    """Where an entity leads, unless somebody named is there; without a way the entity itself.

    "Not stated" is then said of it.
    """
    return [] if set(led).intersection(direct) else led or [entity]


def _in_rounds(led: Mapping[str, Sequence[str]], kinds: Mapping[str, str]) -> list[str]:
    """Of where teams and rounds lead to, what these teams have in these rounds."""
    rounds = {end for entity, ends in led.items() if kinds[entity] == "round" for end in ends}
    others = (end for entity, ends in led.items() if kinds[entity] != "round" for end in ends)
    return [end for end in others if end in rounds]


def join(parts: Sequence[Said]) -> Said:
    """Several answers as one: paragraphs in order, facts once, the strongest outcome."""
    facts = {fact.id: fact for part in parts for fact in part.facts}
    outcome = max((part.outcome for part in parts), key=lambda o: RANK.get(o, 0))
    lines = list(dict.fromkeys(part.text for part in parts))
    return Said("\n".join(lines), tuple(facts.values()), outcome)


def distinct(parts: Sequence[Said]) -> list[Said]:
    """The answers without those that another one says as well, as the nearest known thing."""
    by_text: dict[str, Said] = {}
    for part in parts:
        by_text.setdefault(part.text, part)
    return [
        part
        for text, part in by_text.items()
        if not any(text in other for other in by_text if other != text)
    ]
