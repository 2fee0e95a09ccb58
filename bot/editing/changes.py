"""What a version changed for readers: statements by the subjects they touch, in their language.

Of the differences that editors see, readers see those in what is stated. Whatever is worded the
same as before is no news: another quote, another file, another place in a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.editing.compare import fact_changes
from bot.editing.edition import Edition
from bot.editing.labels import labels
from intents.facts import FactStore
from intents.load import Bundle
from intents.models import Fact


@dataclass(frozen=True)
class Change:
    """A statement as it was and as it is; nothing where there was or is none."""

    old: Fact | None
    new: Fact | None


@dataclass(frozen=True)
class Line:
    """A change in words: of which statements, what, their source, and its address if it has one."""

    ids: tuple[str, ...]
    text: str
    source: str
    url: str | None


@dataclass(frozen=True)
class _Part:
    """A change in words before it is a line; those of equal `place` make one list."""

    id: str
    place: tuple[str, str, str, str | None]
    old: str
    new: str


@dataclass(frozen=True)
class Changes:
    """Everything that changed from one content to the next."""

    before: Edition
    after: Edition
    all: Sequence[Change]

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Every entity that a change touches."""
        return frozenset().union(*map(self._touched, self.all))

    def told(self, subject: str, language: str) -> list[Line]:
        """What changed on a subject."""
        mine = [change for change in self.all if subject in self._touched(change)]
        groups: dict[object, list[_Part]] = {}
        for change in mine:
            if part := self._part(change, subject, language):
                alone = bool(part.old and part.new) or not self._listed(change)
                groups.setdefault(part.id if alone else part.place, []).append(part)
        return [_line(parts) for parts in groups.values()]

    def name(self, subject: str, language: str) -> str:
        """What a subject is called; what it was called if it is gone."""
        known = self.after if subject in self.after.store.entities else self.before
        return known.name(subject, language)

    def _touched(self, change: Change) -> frozenset[str]:
        old = self.before.touched(change.old) if change.old else frozenset[str]()
        return old | (self.after.touched(change.new) if change.new else frozenset())

    def _part(self, change: Change, subject: str, language: str) -> _Part | None:
        edition, fact = (self.after, change.new) if change.new else (self.before, change.old)
        if fact is None or self._unseen(change, language):
            return None
        old = self.before.stated(change.old, language) if change.old else ""
        new = self.after.stated(change.new, language) if change.new else ""
        kinds = labels(language).kinds
        template = kinds.changed if new and old else kinds.added if new else kinds.removed
        label, source = self._label(fact, subject, language), edition.source(fact, language)
        return _Part(fact.id, (template, label, source, edition.url(fact)), old, new)

    def _unseen(self, change: Change, language: str) -> bool:
        """Whether a reader sees no difference: a day alone, where none was told, is none."""
        old, new = change.old, change.new
        if old is None or new is None:
            return False
        if old == self.before.undated(old):
            new = self.after.undated(new)
        return self.before.stated(old, language) == self.after.stated(new, language)

    def _listed(self, change: Change) -> bool:
        if change.new:
            return self.after.listed(change.new)
        return change.old is not None and self.before.listed(change.old)

    def _label(self, fact: Fact, subject: str, language: str) -> str:
        """What a statement is about, with whom where that is another subject."""
        said = labels(language)
        label = said.of(fact.attribute)
        if fact.subject == subject:
            return label
        return said.elsewhere.format(subject=self.name(fact.subject, language), label=label)


def _line(parts: Sequence[_Part]) -> Line:
    """One line of like changes."""
    template, label, source, url = parts[0].place
    old, new = (
        ", ".join(filter(None, said)) for said in zip(*((p.old, p.new) for p in parts), strict=True)
    )
    text = template.format(label=label, old=old, new=new)
    return Line(tuple(part.id for part in parts), text[:1].upper() + text[1:], source, url)


def changes(before: Bundle, after: Bundle) -> Changes:
    """What readers of `after` may find changed. Words are those of today, also for what was."""
    old, new = ({fact.id: fact for fact in bundle.facts} for bundle in (before, after))
    changed = {change.id for change in fact_changes(before, after)}
    # In the order of files: what is there first, then what is gone.
    names = [name for name in {**new, **old} if name in changed]
    found = [Change(old.get(name), new.get(name)) for name in names]
    words = {c: {**before.words.get(c, {}), **after.words[c]} for c in after.languages}
    single = {name for name, attribute in after.attributes.items() if attribute.single}
    return Changes(
        Edition(_store(before), after.languages, words),
        Edition(_store(after), after.languages, words),
        _paired(found, single),
    )


def _store(bundle: Bundle) -> FactStore:
    return FactStore(bundle.entities, bundle.attributes, bundle.sources, tuple(bundle.facts))


def _paired(found: Sequence[Change], single: set[str]) -> list[Change]:
    """Statements that went under one id and came back under another are one change."""
    gone = [change.old for change in found if change.old and not change.new]
    paired = []
    for change in found:
        if change.new is None:
            continue
        was = change.old or next((f for f in gone if _same(f, change.new, single)), None)
        if was in gone:
            gone.remove(was)
        paired.append(Change(was, change.new))
    return [*paired, *(Change(fact, None) for fact in gone)]


def _same(old: Fact, new: Fact, single: set[str]) -> bool:
    """Whether one statement stands in the place of another."""
    there = (old.subject, old.attribute) == (new.subject, new.attribute)
    return there and (old.value == new.value or old.attribute in single)
