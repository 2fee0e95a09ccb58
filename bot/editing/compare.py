"""What differs between two contents: statements, names, and the answers to known questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.editing.replay import Asked, Record, Told
from bot.editing.report import AnswerChange, FactChange, Lost
from intents.load import Bundle
from intents.models import Entity, Fact, Money, Text

# More distinct answers than this are only counted.
MOST_ANSWERS = 2000


def fact_changes(before: Bundle | None, after: Bundle) -> Iterator[FactChange]:
    """Entities and statements that are new, other than before, or gone, in the order of files."""
    old_bundle = before or Bundle()
    yield from _entity_changes(old_bundle.entities, after.entities)
    old, new = ({fact.id: fact for fact in bundle.facts} for bundle in (old_bundle, after))
    for name, fact in new.items():
        if name not in old:
            yield FactChange(id=name, kind="added", new=stated(fact), source=_source(fact, after))
        elif old[name] != fact:
            yield FactChange(
                id=name,
                kind="changed",
                old=stated(old[name]),
                new=stated(fact),
                source=_source(fact, after),
            )
    for name in old.keys() - new.keys():
        gone = old[name]
        source = _source(gone, old_bundle)
        yield FactChange(id=name, kind="removed", old=stated(gone), source=source)


def _entity_changes(
    before: Mapping[str, Entity], after: Mapping[str, Entity]
) -> Iterator[FactChange]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old != new:
            yield FactChange(
                id=name,
                kind="changed" if old and new else "added" if new else "removed",
                old=_named(old),
                new=_named(new),
            )


def _named(entity: Entity | None) -> str | None:
    if entity is None:
        return None
    spellings = dict.fromkeys((*entity.names.values(), *entity.aliases))
    return f"{entity.kind}: {', '.join(spellings)}"


def stated(fact: Fact) -> str:
    """A statement in brief: value, stance, speaker, validity."""
    value = fact.value
    if isinstance(value, Money):
        value = f"{'~' if value.approximate else ''}{value.amount:,} {value.currency}"
    if isinstance(value, Text):
        value = " / ".join(value.said.values())
    told = [fact.stance, *([fact.by] if fact.by else [])]
    until = f"–{fact.valid_to}" if fact.valid_to else "–"
    return f"{value} ({', '.join(told)}, {fact.valid_from}{until})"


def _source(fact: Fact, bundle: Bundle) -> str:
    source = bundle.sources[fact.source]
    place = source.title or source.id
    return f"{place}: “{fact.quote}”" if fact.quote else place


def answer_changes(before: Record | None, after: Record) -> tuple[AnswerChange, ...]:
    """Questions that were known before and are answered otherwise now, like ones together."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for asked, now in after.told.items():
        was = before.told.get(asked) if before else None
        if was is not None and was.text != now.text:
            found.setdefault((asked.language, was.text, now.text), []).append(asked.question)
    return tuple(
        AnswerChange(
            language=language,
            question=questions[0],
            more=len(questions) - 1,
            before=old,
            after=new,
        )
        for (language, old, new), questions in _sorted(found).items()
    )


def _sorted(
    found: Mapping[tuple[str, str, str], list[str]],
) -> dict[tuple[str, str, str], list[str]]:
    """Changes by language, those that concern the most questions first, and not too many."""
    order = sorted(found, key=lambda key: (key[0], -len(found[key]), found[key][0]))
    return {key: found[key] for key in order[:MOST_ANSWERS]}


def lost(before: Record | None, after: Record, wanted: Mapping[Asked, str]) -> tuple[Lost, ...]:
    """Utterances that lead elsewhere now, though they led to their intent or are new."""
    found = []
    for asked, intent in wanted.items():
        now = after.told[asked]
        was = before.told.get(asked) if before else None
        if not _leads(now, intent) and (was is None or _leads(was, intent)):
            found.append(
                Lost(
                    language=asked.language, question=asked.question, intent=intent, now=now.intent
                )
            )
    return tuple(found[:MOST_ANSWERS])


def _leads(told: Told, intent: str) -> bool:
    aside = told.outcome in {"unknown", "clarify"} and told.intent is None
    return told.intent == intent or (aside and intent == "out_of_scope")
