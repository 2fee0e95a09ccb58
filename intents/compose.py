"""Template + facts → text. Every fact whose value is said is noted, so sources need no author.

A template is a sentence with placeholders: `{company}`, `{won|money}`, `{company|은는}`. There is
no logic in it: where wording must differ, the contract has another rule with another text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from intents import formats
from intents.days import first
from intents.events import Event
from intents.facts import FactStore, Found
from intents.models import Fact, FactValue, LanguageRecord, Money, Text

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")

# Publishers named behind a statement that needs one; all stand in the line of sources.
MOST_NAMED = 1

Value = Sequence[Found] | Sequence[str] | str


class TemplateError(ValueError):
    """A template names a placeholder or a filter that does not exist."""


@dataclass(frozen=True)
class Voice:
    """One language: how its values look and what its codes are called."""

    code: str
    language: LanguageRecord
    words: Mapping[str, str]
    store: FactStore

    def name(self, entity: str) -> str:
        """The canonical name of an entity in this language, or the text itself."""
        known = self.store.entities.get(entity)
        if known is None:
            return entity
        return known.names.get(self.code) or known.names[self.language.names_from or "en"]

    def grammar(self, entity: str) -> str:
        """What this language must know of a name: its Italian gender, its Korean reading."""
        known = self.store.entities.get(entity)
        return known.grammar.get(self.code, "") if known else entity

    def value(self, value: FactValue, kind: str) -> str:
        """A fact's value in words."""
        match value:
            case Money():
                return formats.money(value, self.language)
            case Text():
                return value.said[self.code]
            case int():
                return formats.number(value, self.language)
        return self._worded(value, kind)

    def _worded(self, value: str, kind: str) -> str:
        match kind:
            case "entity":
                return self.name(value)
            case "date":
                return formats.date(value, self.language)
            case "code":
                return self.words[value]
        return self.words.get(value, value)

    def can_say(self, value: FactValue) -> bool:
        """Whether a value can be said: a worded statement only in the languages it is worded in."""
        return not isinstance(value, Text) or self.code in value.said

    def event(self, event: Event) -> str:
        """What happened, in words, without its day."""
        kind = self.store.attributes[event.attribute].type
        if kind == "text":
            return self.value(event.facts[0].value, kind)
        ends = [Found(fact.value, fact) for fact in event.facts]
        values: dict[str, Value] = {"subject": [event.subject], "value": ends}
        return self.fill(self.language.events[event.attribute], values)

    def attribution(self, facts: Sequence[Fact]) -> str:
        """Who says so, where facts rest on one source or on reports of reports; else nothing."""
        for key, doubtful in (("according_to", self._alone), ("as_reported", self._relayed)):
            named = [self._publishers(fact) for fact in facts if doubtful(fact)]
            publishers = list(dict.fromkeys(name for names in named for name in names))
            if publishers:
                return self.fill(self.language.texts[key], {"publisher": publishers[:MOST_NAMED]})
        return ""

    def _publishers(self, fact: Fact) -> list[str]:
        sources = [fact.source] if self._alone(fact) else [fact.source, *fact.also]
        named = [self.store.sources[source].publisher for source in sources]
        return [name for name in named if name]

    def _alone(self, fact: Fact) -> bool:
        return fact.confidence == "single_source"

    def _relayed(self, fact: Fact) -> bool:
        return all(self.store.sources[s].relayed for s in (fact.source, *fact.also))

    def dated(self, fact: Fact) -> str:
        """A worded statement as a sentence with its day and, where needed, who says so."""
        told = [self._validity(fact), self.attribution([fact])]
        values = {"text": self.value(fact.value, "text"), "note": ", ".join(filter(None, told))}
        return self.fill(self.language.texts["dated"], values)

    def _validity(self, fact: Fact) -> str:
        day = formats.date(fact.valid_from, self.language)
        if fact.valid_to is None:
            return day
        ended = {"day": day, "end": formats.date(fact.valid_to, self.language)}
        return self.fill(self.language.texts["until"], ended)

    def fill(self, template: str, values: Mapping[str, Value]) -> str:
        """The template with every placeholder filled; `TemplateError` if one cannot be."""

        def replace(match: re.Match[str]) -> str:
            name, *filters = match.group(1).split("|")
            if name not in values:
                raise TemplateError(f"no value for {{{name}}}")
            return self._apply(values[name], filters)

        return PLACEHOLDER.sub(replace, template)

    def _apply(self, value: Value, filters: list[str]) -> str:
        text = self.plain(value)
        for item in filters:
            name, _, argument = item.partition(":")
            if name not in FILTERS:
                raise TemplateError(f"no filter {name!r}")
            text = FILTERS[name](self, value, text, argument)
        return text

    def plain(self, value: Value) -> str:
        """A value in words, several as a list, statements one after the other."""
        if isinstance(value, str):
            return self.name(value)
        items = [self._item(item) for item in value]
        if any(isinstance(item, Found) and isinstance(item.value, Text) for item in value):
            begun = [self._event_day(item) for item in value]
            by_day = sorted(zip(begun, items, strict=True), key=lambda pair: pair[0])
            return " ".join(dict.fromkeys(item for _, item in by_day))
        return formats.listing(items, self.language)

    def _event_day(self, item: Found | str) -> str:
        """The first day of what happened, by which events are told in order; none for the rest."""
        if isinstance(item, str) or not self.store.attributes[item.fact.attribute].event:
            return ""
        return first(item.fact.valid_from)

    def _item(self, item: Found | str) -> str:
        if isinstance(item, str):
            return self.name(item)
        if item.value == item.fact.subject:
            return self.name(item.fact.subject)
        if isinstance(item.value, Text):
            return self.dated(item.fact)
        return self.value(item.value, self.store.attributes[item.fact.attribute].type)


def _ids(value: Value) -> list[str]:
    items = [value] if isinstance(value, str) else value
    return [item if isinstance(item, str) else str(item.value) for item in items]


def _agree(voice: Voice, value: Value, _text: str, _argument: str) -> str:
    """Italian ending: -o -a -i -e by gender and number."""
    ids = _ids(value)
    feminine = all(voice.grammar(entity) != "m" for entity in ids)
    return ("a" if feminine else "o") if len(ids) == 1 else ("e" if feminine else "i")


def _korean(pair: str) -> Callable[[Voice, Value, str, str], str]:
    def add(voice: Voice, value: Value, text: str, _argument: str) -> str:
        ids = _ids(value)
        known = ids and ids[-1] in voice.store.entities and text.endswith(voice.name(ids[-1]))
        reading = voice.grammar(ids[-1]) if known else text
        return text + formats.particle(reading, pair)

    return add


def _count(voice: Voice, value: Value, _text: str, _argument: str) -> str:
    return formats.number(len(_ids(value)), voice.language)


def _capital(_voice: Voice, _value: Value, text: str, _argument: str) -> str:
    return text[:1].upper() + text[1:]


def _verb(_voice: Voice, value: Value, _text: str, argument: str) -> str:
    """`{x|verb:was/were}`: the singular or the plural form."""
    one, _, many = argument.partition("/")
    return one if len(_ids(value)) == 1 else many


def _since(voice: Voice, value: Value, _text: str, _argument: str) -> str:
    return formats.since(_ids(value)[0], voice.language)


def _or(voice: Voice, value: Value, _text: str, _argument: str) -> str:
    """One of several: A, B or C."""
    return formats.choice([voice.name(entity) for entity in _ids(value)], voice.language)


def _day(voice: Voice, value: Value, _text: str, _argument: str) -> str:
    """The day from which the first of the facts holds."""
    days = [item.fact.valid_from for item in value if isinstance(item, Found)]
    return formats.date(days[0], voice.language) if days else ""


def _by_day(voice: Voice, value: Value, text: str, _argument: str) -> str:
    """Values with the day from which they hold: "A and B (15 January), C (18 August)"."""
    days: dict[str, list[Found]] = {}
    for item in value:
        if isinstance(item, Found):
            days.setdefault(item.fact.valid_from, []).append(item)
    ordered = sorted(days.items(), key=lambda pair: first(pair[0]))
    told = [f"{voice.plain(found)} ({formats.date(day, voice.language)})" for day, found in ordered]
    return ", ".join(told) or text


FILTERS: dict[str, Callable[[Voice, Value, str, str], str]] = {
    "o": _agree,
    "count": _count,
    "verb": _verb,
    "since": _since,
    "capital": _capital,
    "or": _or,
    "day": _day,
    "by_day": _by_day,
    **{pair: _korean(pair) for pair in ("은는", "이가", "을를", "과와", "으로", "이")},
}
