"""The content of one version, for readers: its statements in words, one language at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.editing.labels import labels
from bot.words import FALLBACK
from intents.compose import Voice
from intents.facts import FactStore
from intents.models import Fact, LanguageRecord


@dataclass(frozen=True)
class Edition:
    """Facts, and the languages to say them in: `words` are those of codes, by language."""

    store: FactStore
    languages: Mapping[str, LanguageRecord]
    words: Mapping[str, Mapping[str, str]]

    def name(self, entity: str, language: str) -> str:
        """What an entity is called."""
        return self._voice(language).name(entity)

    def touched(self, fact: Fact) -> frozenset[str]:
        """The entities that a statement is on: its subject, its value, what else it speaks of."""
        typed = self.store.attributes[fact.attribute].type
        value = (fact.value,) if typed == "entity" and isinstance(fact.value, str) else ()
        return frozenset((fact.subject, *value, *fact.about))

    def stated(self, fact: Fact, language: str) -> str:
        """The value of a statement, and in brackets what a reader must know of it."""
        told = ", ".join(filter(None, self._notes(fact, language)))
        value = self._value(fact, language)
        return f"{value} ({told})" if told else value

    def undated(self, fact: Fact) -> Fact:
        """The statement without a day of its own: it holds since its source appeared."""
        return fact.model_copy(update={"valid_from": self.store.sources[fact.source].period})

    def listed(self, fact: Fact) -> bool:
        """Whether it names an entity, so that several like it make a list."""
        return self.store.attributes[fact.attribute].type == "entity"

    def _value(self, fact: Fact, language: str) -> str:
        try:
            typed = self.store.attributes[fact.attribute].type
            return self._voice(language).value(fact.value, typed)
        except KeyError:
            # A code that this language has no words for any more.
            return str(fact.value)

    def _notes(self, fact: Fact, language: str) -> list[str]:
        """How sure it is and by whom, since when if not since its source appeared, until when."""
        voice, notes = self._voice(language), labels(language).notes
        stances = {"planned": notes.planned, "expected": notes.expected, "claimed": notes.claimed}
        by = voice.name(fact.by or fact.subject)
        told = [stances.get(fact.stance, "").format(by=by), voice.attribution([fact])]
        if fact.valid_from not in (self.store.sources[fact.source].period, fact.value):
            told.append(voice.value(fact.valid_from, "date"))
        if fact.valid_to:
            told.append(notes.until.format(date=voice.value(fact.valid_to, "date")))
        return told

    def source(self, fact: Fact, language: str) -> str:
        """The source of a statement: its title or who published it, and when."""
        voice, source = self._voice(language), self.store.sources[fact.source]
        period = voice.value(source.period, "date")
        untitled = voice.language.texts["untitled"]
        named = source.title or source.publisher or voice.fill(untitled, {"period": period})
        date = voice.value(source.published or source.as_of, "date")
        return labels(language).source.format(source=named, date=date)

    def url(self, fact: Fact) -> str | None:
        """The address of the source of a statement, if it has one."""
        return self.store.sources[fact.source].url

    def _voice(self, language: str) -> Voice:
        known = next(
            code for code in (language, FALLBACK, *self.languages) if code in self.languages
        )
        return Voice(known, self.languages[known], self.words[known], self.store)
