"""A knowledge that notes what every answer reads of facts, contracts and words.

Two answers are the same if all that was read for the first is unchanged: so a rehearsal asks
again only the questions that a change can reach. Whatever is read outside of an answer, when the
parts of a knowledge are put together, counts as read by all of them.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from intents import Knowledge
from intents.facts import FactStore, Found
from intents.load import Bundle
from intents.models import Fact, IntentWords

V = TypeVar("V")
# What was read: a table and a key of it; `*` is the whole table.
Read = tuple[str, str]
ALL = "*"


class Reads:
    """Collects what is read; `taken` hands it out and begins anew."""

    def __init__(self) -> None:
        self._seen: set[Read] = set()

    def note(self, table: str, key: str) -> None:
        """Something was read."""
        self._seen.add((table, key))

    def taken(self) -> frozenset[Read]:
        """Everything read since the last call."""
        seen, self._seen = frozenset(self._seen), set()
        return seen


class Table(Mapping[str, V]):
    """A mapping that notes which of its keys are read."""

    def __init__(self, name: str, content: Mapping[Any, V], reads: Reads) -> None:
        self._name, self._content, self._reads = name, content, reads

    def __getitem__(self, key: Any) -> V:
        """The value; a key that is not there was read, too."""
        self._reads.note(self._name, str(key))
        return self._content[key]

    def __iter__(self) -> Iterator[Any]:
        """All keys."""
        self._reads.note(self._name, ALL)
        return iter(self._content)

    def __len__(self) -> int:
        """How many keys there are."""
        self._reads.note(self._name, ALL)
        return len(self._content)

    def values(self) -> ValuesView[V]:
        """All values: with all keys, each is read."""
        self._reads.note(self._name, ALL)
        return self._content.values()

    def items(self) -> ItemsView[Any, V]:
        """All keys with their values."""
        self._reads.note(self._name, ALL)
        return self._content.items()


class _Parts:
    """A record of which every part is read by itself: an answer, an example for a button."""

    def __init__(self, table: str, key: str, record: object, reads: Reads) -> None:
        self._table, self._key, self._record, self._reads = table, key, record, reads

    def __getattr__(self, name: str) -> Any:
        self._reads.note(self._table, f"{self._key}.{name}")
        return getattr(self._record, name)


# What a store works out of all its statements, once: read by its name, not as all of them.
_DERIVED = tuple(
    name
    for name, of in vars(FactStore).items()
    if isinstance(of, cached_property) and not name.startswith("_")
)


class _Store(FactStore):
    """A fact store that notes which statements are looked for, found or not."""

    _reads: Reads
    _plain: FactStore

    def __init__(self, store: FactStore, reads: Reads) -> None:
        # The index stays that of the plain store, which finds what is looked for here.
        noted: dict[str, Any] = {
            "entities": Table("entity", store.entities, reads),
            "attributes": Table("attribute", store.attributes, reads),
            "sources": Table("source", store.sources, reads),
            "_plain": store,
            "_reads": reads,
        }
        for name, value in noted.items():
            object.__setattr__(self, name, value)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every statement: whoever looks through them all has read them all."""
        self._reads.note("facts", ALL)
        return self._plain.facts

    def until(self, day: str) -> FactStore:
        """What is looked for in facts up to a day is noted as looked for in all of them."""
        return _Past(self._plain.until(day), self._reads)

    def step(self, entity: str, attribute: str) -> list[Found]:
        self._reads.note("step", f"{entity}.{attribute}")
        return self._plain.step(entity, attribute)

    def on(self, entities: Iterable[str]) -> list[Fact]:
        return self._plain.on(self._noted("on", entities))

    def denying(self, statements: Iterable[str]) -> list[Fact]:
        return self._plain.denying(self._noted("denying", statements))

    def times_told(self, entity: str) -> int:
        self._reads.note("told", entity)
        return self._plain.times_told(entity)

    def told_of_kind(self, kind: str) -> list[str]:
        self._reads.note("kind", kind)
        return self._plain.told_of_kind(kind)

    def _worked_out(self, name: str) -> object:
        self._reads.note(name, ALL)
        return getattr(self._plain, name)

    def _noted(self, table: str, keys: Iterable[str]) -> list[str]:
        found = list(keys)
        for key in found:
            self._reads.note(table, key)
        return found


def _derived(name: str) -> property:
    def read(store: _Store) -> object:
        return store._worked_out(name)  # noqa: SLF001 - a member of it

    return property(read)


for _name in _DERIVED:
    setattr(_Store, _name, _derived(_name))


class _Past(_Store):
    """The facts up to a day; what is worked out of them all depends on all facts there are."""

    def _worked_out(self, name: str) -> object:
        self._reads.note("facts", ALL)
        return getattr(self._plain, name)


def watched(knowledge: Knowledge, reads: Reads) -> Knowledge:
    """The same knowledge; what its answers read is noted in `reads`."""
    bundle = knowledge.bundle
    languages = {
        code: language.model_copy(
            update={
                name: Table(f"{name} {code}", getattr(language, name), reads)
                for name in ("texts", "units", "scales", "numbers")
            }
        )
        for code, language in bundle.languages.items()
    }
    noted: dict[str, Any] = {
        "languages": languages,
        "contracts": Table("contract", bundle.contracts, reads),
        "words": {c: Table(f"code {c}", t, reads) for c, t in bundle.words.items()},
        "intents": {c: _in_parts(f"intent {c}", t, reads) for c, t in bundle.intents.items()},
    }
    return Knowledge(replace(bundle, **noted), _Store(knowledge.store, reads), knowledge.reader)


def _in_parts(table: str, records: Mapping[str, object], reads: Reads) -> Table[_Parts]:
    return Table(table, {k: _Parts(table, k, r, reads) for k, r in records.items()}, reads)


def state(bundle: Bundle) -> dict[Read, str]:
    """Everything that can be read, in a form that can be compared."""
    store = FactStore(bundle.entities, bundle.attributes, bundle.sources, tuple(bundle.facts))
    tables: dict[str, Mapping[Any, object]] = {
        "entity": bundle.entities,
        "attribute": bundle.attributes,
        "source": bundle.sources,
        "contract": bundle.contracts,
    }
    for code, language in bundle.languages.items():
        for name in ("texts", "units", "scales", "numbers"):
            tables[f"{name} {code}"] = getattr(language, name)
        tables[f"code {code}"] = bundle.words[code]
        tables[f"intent {code}"] = _parts(bundle.intents[code])
    found = {
        (table, str(key)): repr(value)
        for table, all_ in (*tables.items(), *_lookups(bundle, store).items())
        for key, value in all_.items()
    }
    whole = {(table, ALL): repr(list(all_.items())) for table, all_ in tables.items()}
    derived = {(name, ALL): _settled(getattr(store, name)) for name in _DERIVED}
    return {**found, **whole, ("facts", ALL): repr(bundle.facts), **derived}


def _settled(value: object) -> str:
    """A value in words that are the same in every process: those of a set in order."""
    return repr(sorted(value) if isinstance(value, frozenset) else value)


def _parts(records: Mapping[str, IntentWords]) -> dict[str, object]:
    """Every record by name, which says only that it is there, and each of its parts."""
    parts = {f"{k}.{name}": value for k, record in records.items() for name, value in record}
    return {**dict.fromkeys(records), **parts}


def _lookups(bundle: Bundle, store: FactStore) -> dict[str, Mapping[str, object]]:
    """What a store finds by key. Of a part of its facts it finds the same part: see `until`."""
    names, kinds = bundle.entities, {entity.kind for entity in bundle.entities.values()}
    return {
        "step": _steps(bundle),
        "on": {name: store.on([name]) for name in names},
        "denying": {name: store.denying([name]) for name in store.denied},
        "told": {name: _telling(store, name) for name in names},
        "kind": {kind: _begun(store, store.told_of_kind(kind)) for kind in kinds},
    }


def _telling(store: FactStore, entity: str) -> list[str]:
    """From when each fact holds that tells of an entity: how many there are up to any day."""
    return [fact.valid_from for fact in store.on([entity]) if entity in {fact.subject, fact.value}]


def _begun(store: FactStore, entities: Iterable[str]) -> dict[str, str]:
    """From when on something is stated about each entity: which are known on any day."""
    return {e: min(f.valid_from for f in store.on([e]) if f.subject == e) for e in entities}


def _steps(bundle: Bundle) -> dict[str, list[Fact]]:
    steps: dict[str, list[Fact]] = {}
    for fact in bundle.facts:
        steps.setdefault(f"{fact.subject}.{fact.attribute}", []).append(fact)
        inverse = bundle.attributes[fact.attribute].inverse
        if inverse and isinstance(fact.value, str):
            steps.setdefault(f"{fact.value}.{inverse}", []).append(fact)
    return steps


def changed(before: Mapping[Read, str], after: Mapping[Read, str]) -> frozenset[Read]:
    """What is not the same in two states."""
    return frozenset(
        key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    )
