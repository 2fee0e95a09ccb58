"""An intent and its subjects → sentences, with exactly the facts they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intents.compose import Value, Voice
from intents.facts import FactStore, Found
from intents.models import AnswerRule, Contract, Fact, IntentWords, Outcome

RANK: Mapping[Outcome, int] = {"corrected": 3, "answered": 2, "not_stated": 1}


@dataclass(frozen=True)
class Said:
    """A paragraph, the facts it rests on, and what kind of answer it is."""

    text: str
    facts: tuple[Fact, ...]
    outcome: Outcome


def resolve(store: FactStore, path: str, subjects: Sequence[str]) -> list[Found]:
    """The ends of a path expression: `subject.model`, `a.b + c.d`, `programme.x - subject`.

    `kind:company?model` are the companies that have a model.
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
            start, *steps = term.split(".")
            found += store.follow(starts(store, start, subjects), steps)
        else:
            left_out = set(starts(store, term, subjects))
            found = [end for end in found if end.value not in left_out]
    return found


def starts(store: FactStore, name: str, subjects: Sequence[str]) -> list[str]:
    """Where a path begins: the subjects, one entity, or all entities of a kind with facts."""
    if name == "subject":
        return list(subjects)
    if name.startswith("kind:"):
        known = store.subjects
        return [e.id for e in store.entities.values() if e.kind == name[5:] and e.id in known]
    return [name]


def default_subjects(store: FactStore, path: str) -> list[str]:
    """The entities at the end of a default path, or the entity it names."""
    start, *steps = path.split(".")
    first = starts(store, start, ())
    ends = [str(end.value) for end in store.follow(first, steps)] if steps else first
    return list(dict.fromkeys(ends))


class Speaker:
    """Says intents in one language."""

    def __init__(
        self,
        voice: Voice,
        contracts: Mapping[str, Contract],
        words: Mapping[str, IntentWords],
    ) -> None:
        self.voice, self.contracts, self.words = voice, contracts, words

    def text(self, key: str, **values: Value) -> str:
        """One of the language's fixed sentences, filled."""
        return self.voice.fill(self.voice.language.texts[key], values)

    def say(
        self, intent: str, subjects: Sequence[str], variant: str = "", *, nearest: bool = True
    ) -> Said:
        """The answer of an intent on these subjects (none for an intent without a slot).

        `variant` picks another wording of the same rule (`asked`, `negated`) where there is one.
        """
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
            said = {name: [end.value for end in ends] for name, ends in values.items()}
            groups.setdefault(f"{rule and rule.text} {said}", []).append(subject)
        return list(groups.values())

    def _rule(
        self, intent: str, subjects: Sequence[str]
    ) -> tuple[AnswerRule | None, dict[str, list[Found]]]:
        store = self.voice.store
        for rule in self.contracts[intent].answers:
            if rule.named and not subjects:
                continue
            values = {name: resolve(store, path, subjects) for name, path in rule.needs.items()}
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
        text = self.voice.fill(template, {"subject": list(subjects), **values})
        return Said(text, tuple(facts.values()), rule.outcome)

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
            fitting = default_subjects(self.voice.store, slot.default)
        if slot and slot.required and not fitting:
            return None
        said = self.say(other, fitting if slot else (), nearest=False)
        return said if said.facts else None

    def fitting(self, intent: str, entities: Sequence[str]) -> list[str]:
        """Those of the entities that fill the intent's slot, led there by `via` if need be."""
        slot = self.contracts[intent].slot
        if slot is None:
            return []
        store, found = self.voice.store, []
        for entity in entities:
            kind = store.entities[entity].kind
            if kind in slot.kinds:
                found.append(entity)
            elif kind in slot.via:
                ends = store.follow([entity], slot.via[kind].split("."))
                # Without a way there the entity itself stays: "not stated" is then said of it.
                found += [str(end.value) for end in ends] or [entity]
        return list(dict.fromkeys(found))


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
