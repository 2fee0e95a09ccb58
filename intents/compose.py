"""Template + facts → text. Every fact whose value is said is noted, so sources need no author.

A template is a sentence with placeholders: `{company}`, `{won|money}`, `{company|은는}`. There is
no logic in it: where wording must differ, the contract has another rule with another text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from intents import formats
from intents.facts import FactStore, Found
from intents.models import FactValue, LanguageRecord, Money

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")

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
            case int():
                return formats.number(value, self.language)
            case _ if kind == "entity":
                return self.name(value)
            case _ if kind == "date":
                return formats.date(value, self.language)
            case _ if kind == "code":
                return self.words[value]
        return value

    def fill(self, template: str, values: Mapping[str, Value]) -> str:
        """The template with every placeholder filled; `TemplateError` if one cannot be."""

        def replace(match: re.Match[str]) -> str:
            name, *filters = match.group(1).split("|")
            if name not in values:
                raise TemplateError(f"no value for {{{name}}}")
            return self._apply(values[name], filters)

        return PLACEHOLDER.sub(replace, template)

    def _apply(self, value: Value, filters: list[str]) -> str:
        text = self._plain(value)
        for item in filters:
            name, _, argument = item.partition(":")
            if name not in FILTERS:
                raise TemplateError(f"no filter {name!r}")
            text = FILTERS[name](self, value, text, argument)
        return text

    def _plain(self, value: Value) -> str:
        if isinstance(value, str):
            return self.name(value)
        return formats.listing([self._item(item) for item in value], self.language)

    def _item(self, item: Found | str) -> str:
        if isinstance(item, str):
            return self.name(item)
        if item.value == item.fact.subject:
            return self.name(item.fact.subject)
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


FILTERS: dict[str, Callable[[Voice, Value, str, str], str]] = {
    "o": _agree,
    "count": _count,
    "verb": _verb,
    "since": _since,
    "capital": _capital,
    "or": _or,
    **{pair: _korean(pair) for pair in ("은는", "이가", "을를", "과와", "으로", "이")},
}
