"""The facts as one language tells them, and what becomes of them: a drawing and its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.pictures.drawing import Drawing
from bot.pictures.wording import PictureWords, words_of
from intents import Knowledge
from intents.compose import Voice
from intents.facts import FactStore
from intents.models import Fact
from intents.say import resolve
from intents.tell import Teller


@dataclass(frozen=True)
class Line:
    """A line of the words for a picture; where there is little room, light ones are left out."""

    text: str
    weight: int = 1


@dataclass(frozen=True)
class Told:
    """What a picture shows: the drawing, the same in words, and the facts it rests on.

    `head` is a sentence on what is seen, `lines` the rows of the picture; `source` names sources
    and day in one line, and `links` the address of each title in it that has one.
    """

    drawing: Drawing
    head: str
    lines: Sequence[Line]
    facts: Sequence[Fact]
    source: str
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class View:
    """One knowledge in one language."""

    knowledge: Knowledge
    language: str

    @property
    def store(self) -> FactStore:
        """All facts."""
        return self.knowledge.store

    @property
    def voice(self) -> Voice:
        """How values and names are said."""
        return self.knowledge.speakers[self.language].voice

    @cached_property
    def words(self) -> PictureWords:
        """The words of pictures."""
        return words_of(self.language)

    @property
    def _teller(self) -> Teller:
        return self.knowledge.tellers[self.language]

    def day(self, day: str) -> str:
        """A partial date in words."""
        return self.voice.value(day, "date")

    def names(self, entities: Sequence[str]) -> str:
        """Entities as the language lists them."""
        return self.voice.plain(list(dict.fromkeys(entities)))

    def ends(self, path: str, subjects: Sequence[str]) -> list[str]:
        """The entities at the ends of a path expression, each once."""
        found = resolve(self.store, path, subjects)
        return list(dict.fromkeys(str(end.value) for end in found))

    def kind(self, entity: str) -> str:
        """The kind of an entity; empty for what is none."""
        known = self.store.entities.get(entity)
        return known.kind if known else ""

    def of_kind(self, *kinds: str) -> list[str]:
        """All entities of these kinds, in order."""
        return [entity.id for entity in self.store.entities.values() if entity.kind in kinds]

    def source_line(self, facts: Sequence[Fact]) -> str:
        """The sources of facts by their titles, and of which day they speak."""
        titles = [ref.model_copy(update={"url": None}) for ref in self._teller.source_refs(facts)]
        return "".join(self._teller.source_line(titles, self.store.as_of(facts)))

    def told(
        self, drawing: Drawing, head: str, lines: Sequence[Line], facts: Iterable[Fact]
    ) -> Told:
        """A drawing with its words and the sources of exactly its facts."""
        used = tuple({fact.id: fact for fact in facts}.values())
        links = [(ref.title, ref.url) for ref in self._teller.source_refs(used) if ref.url]
        return Told(drawing, head, lines, used, self.source_line(used), links)
