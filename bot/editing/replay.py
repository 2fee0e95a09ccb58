"""Every question that is known beforehand, asked of a knowledge and kept for the next time.

A record holds, per question, the answer and all that the answer read. For other content only the
questions are asked again whose reads have changed. The record is exact: reading a question
depends on names, utterances and word lists alone, and all else goes through `watched`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from bot.editing.halves import halved
from bot.editing.watched import Read, Reads, changed, state, watched
from intents import Answer, Knowledge, Memory
from intents.fitted import code_key, examples, read_by
from intents.load import Bundle
from intents.scripts import Script

T = TypeVar("T")

# Kept on disk, records and what was learnt: of what is served, what was served, what is tried.
MOST_KEPT = {"replay-*.json.gz": 6, "models-*.npz": 8, "prepared-*.json.gz": 3}
# Two messages that have nothing in common but how a knowledge is put together.
_PROBES = (("?!x", "it"), ("감사합니다", "ko"))


class Asked(NamedTuple):
    """A question in a language, after the messages before it."""

    language: str
    question: str
    before: tuple[str, ...] = ()


class Told(NamedTuple):
    """What was answered, and what that rests on beside what every answer reads."""

    intent: str | None
    outcome: str
    language: str
    entities: tuple[str, ...]
    facts: tuple[str, ...]
    text: str
    body: str
    reads: frozenset[Read]


@dataclass(frozen=True)
class Record:
    """All answers of one knowledge. `always` is what every answer reads: no `Told` names it."""

    reading: str
    state: dict[Read, str]
    always: frozenset[Read]
    told: dict[Asked, Told]


def utterances(bundle: Bundle) -> dict[Asked, str]:
    """Every utterance of the catalogue, with its intent."""
    return {Asked(language, text): intent for language, text, intent in examples(bundle)}


def conversation(script: Script) -> Asked:
    """The question of a scripted answer."""
    return Asked(script.language, script.question, script.case.before)


def replayed(
    knowledge: Knowledge, questions: Iterable[Asked], earlier: Record | None
) -> tuple[Record, int]:
    """The record of a knowledge, and how many of the questions had to be asked for it."""
    now, reading = _hashed(state(knowledge.bundle)), read_by(knowledge.bundle)
    always = _always(knowledge)
    known: dict[Asked, Told] = {}
    if earlier is not None and earlier.reading == reading:
        differs = changed(earlier.state, now)
        every = earlier.always | always
        if not differs & every:
            always = every
            known = {a: t for a, t in earlier.told.items() if t.reads.isdisjoint(differs)}
    told, asked = _all(knowledge, questions, known, always)
    return Record(reading, now, always, told), asked


def _all(
    knowledge: Knowledge,
    questions: Iterable[Asked],
    known: dict[Asked, Told],
    always: frozenset[Read],
) -> tuple[dict[Asked, Told], int]:
    every = list(questions)
    new = [question for question in every if question not in known]
    found = dict(zip(new, halved(partial(_asked, knowledge, always), new), strict=True))
    return {q: known.get(q) or found[q] for q in every}, len(new)


def _asked(knowledge: Knowledge, always: frozenset[Read], questions: Sequence[Asked]) -> list[Told]:
    reads, shared = Reads(), _Shared()
    engine = watched(knowledge, reads)
    for message, _ in _PROBES:
        engine.answer(message)
    return [_told(engine, question, reads, always, shared) for question in questions]


def _told(
    engine: Knowledge, asked: Asked, reads: Reads, always: frozenset[Read], shared: _Shared
) -> Told:
    reads.taken()
    answer = _answered(engine, asked)
    return Told(
        intent=answer.intent,
        outcome=answer.outcome,
        language=answer.language,
        entities=tuple(sorted({entity.id for entity in answer.entities})),
        facts=answer.facts,
        text=shared.one(answer.text),
        body=shared.one(answer.body),
        reads=shared.one(reads.taken() - always),
    )


def _answered(engine: Knowledge, asked: Asked) -> Answer:
    memory: Memory | None = None
    for text in asked.before:
        memory = engine.answer(text, memory).memory
    return engine.answer(asked.question, memory)


class _Shared:
    """Equal values as one object: thousands of questions share some hundred answers."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def one(self, value: T) -> T:
        found: T = self._known.setdefault(value, value)
        return found


def _always(knowledge: Knowledge) -> frozenset[Read]:
    found = []
    for message, language in _PROBES:
        reads = Reads()
        watched(knowledge, reads).answer(message, Memory(language=language))
        found.append(reads.taken())
    return frozenset.intersection(*found)


def _hashed(found: dict[Read, str]) -> dict[Read, str]:
    return {read: _key(value) for read, value in found.items()}


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# Kept on disk


class Records:
    """Records in a folder, by the digest of the files; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        """`folder` may not be there yet."""
        self._folder = folder
        self._code = _code()
        self._waiting: list[tuple[str, Record]] = []

    def load(self, digest: str) -> Record | None:
        """The record of these files by this code, if it is there and whole."""
        path = self._path(digest)
        if path is None or not path.exists():
            return None
        try:
            found = _decoded(json.loads(gzip.decompress(path.read_bytes())))
            path.touch()
        except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError):
            path.unlink(missing_ok=True)
            return None
        return found

    def save(self, digest: str, record: Record) -> None:
        """Keep a record, whole or not at all; the oldest ones go."""
        path = self._path(digest)
        if path is None:
            return
        beside = path.with_suffix(".tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(gzip.compress(json.dumps(_encoded(record)).encode(), 1))
            beside.replace(path)
            self._prune(path.parent)
        except OSError:
            return  # without a record the next rehearsal takes longer, nothing else

    def later(self, digest: str, record: Record) -> None:
        """Keep a record when there is time for it: writing one takes about a second."""
        self._waiting.append((digest, record))

    def settle(self) -> None:
        """Keep what waits to be kept."""
        while self._waiting:
            self.save(*self._waiting.pop())

    def _path(self, digest: str) -> Path | None:
        return self._folder and self._folder / f"replay-{digest}-{self._code}.json.gz"

    @staticmethod
    def _prune(folder: Path) -> None:
        for pattern, most in MOST_KEPT.items():
            for path in sorted(folder.glob(pattern), key=_used)[:-most]:
                path.unlink(missing_ok=True)


def _used(path: Path) -> float:
    """When a file was written or read last."""
    found = path.stat()
    return max(found.st_mtime, found.st_atime)


def _code() -> str:
    """A key of the engine and of what makes records: other code may answer or note otherwise."""
    here = Path(__file__)
    whole = hashlib.sha256(code_key().encode())
    for path in (here, here.with_name("watched.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:12]


def _encoded(record: Record) -> dict[str, Any]:
    keys, texts, reads = _Numbers(), _Numbers(), _Numbers()
    told = [
        [
            *(a.language, a.question, a.before),
            *(t.intent, t.outcome, t.language, t.entities, t.facts),
            *(texts.of(t.text), texts.of(t.body), reads.of(t.reads)),
        ]
        for a, t in record.told.items()
    ]
    sets = [keys.many(one) for one in reads.all]
    always = keys.many(record.always)
    return {
        "reading": record.reading,
        "state": [[*read, value] for read, value in record.state.items()],
        "always": always,
        "told": told,
        "texts": texts.all,
        "reads": sets,
        "keys": keys.all,
    }


def _decoded(raw: dict[str, Any]) -> Record:
    keys: list[Read] = [(table, key) for table, key in raw["keys"]]
    reads = [frozenset(keys[number] for number in one) for one in raw["reads"]]
    return Record(
        reading=raw["reading"],
        state={(table, key): value for table, key, value in raw["state"]},
        always=frozenset(keys[number] for number in raw["always"]),
        told=dict(_rows(raw["told"], raw["texts"], reads)),
    )


def _rows(
    rows: Sequence[Any], texts: Sequence[str], reads: Sequence[frozenset[Read]]
) -> Iterator[tuple[Asked, Told]]:
    for language, question, before, intent, outcome, spoken, entities, facts, *numbers in rows:
        text, body, read = numbers
        told = Told(
            intent,
            outcome,
            spoken,
            tuple(entities),
            tuple(facts),
            texts[text],
            texts[body],
            reads[read],
        )
        yield Asked(language, question, tuple(before)), told


class _Numbers:
    """Numbers for values, in order of first sight."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def of(self, value: Any) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def many(self, values: Iterable[Any]) -> list[int]:
        numbers = self._numbers
        return [numbers.setdefault(value, len(numbers)) for value in values]

    @property
    def all(self) -> list[Any]:
        return list(self._numbers)
