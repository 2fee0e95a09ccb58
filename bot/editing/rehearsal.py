"""The rehearsal: what new content would change, found out without touching what is served.

Runs in a process of its own: `python -m bot.editing` reads a `Task` as a line of JSON from standard
input and writes a `Report` to standard output.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.editing import files
from bot.editing.compare import answer_changes, fact_changes, lost
from bot.editing.files import Files, Folders
from bot.editing.halves import halved
from bot.editing.replay import (
    Asked,
    Record,
    Records,
    Told,
    conversation,
    replayed,
    utterances,
)
from bot.editing.report import Finding, Report
from intents import CatalogueError, Knowledge, Problem, from_bundle, scripts
from intents.check import check
from intents.load import Bundle
from intents.models import Answer, EntityRef
from intents.scripts import Script


class Task(BaseModel):
    """What to rehearse: archives of what is served and of what is new, and where tests lie.

    `folders` lend the files their names.
    """

    before: Path | None
    after: Path
    folders: Folders
    scripts: Path | None
    cache: Path | None


def rehearsed(task: Task, records: Records) -> Report:
    """What the content of `task.after` would change; `records` are those in `task.cache`.

    Wrong content gives a report of its problems; nothing is raised for it. The record of what was
    found waits in `records`.
    """
    begun = time.perf_counter()
    try:
        content = files.unzipped(task.after.read_bytes())
        bundle, knowledge = _sound(content, task)
    except CatalogueError as error:
        found = tuple(Finding.of(problem) for problem in error.problems)
        return Report(problems=found, seconds=time.perf_counter() - begun)
    report = _compared(task, records, bundle, knowledge, content.digest)
    return report.model_copy(update={"seconds": round(time.perf_counter() - begun, 2)})


def _sound(content: Files, task: Task) -> tuple[Bundle, Knowledge]:
    """The content as knowledge; raises `CatalogueError` for anything that is wrong with it."""
    try:
        bundle = content.bundle(task.folders)
        problems = bundle.problems or list(check(bundle))
        if not problems:
            return bundle, from_bundle(bundle, task.cache, halved)
    except CatalogueError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a file can break is told to its editor
        what = f"{type(error).__name__}: {error}"
        problems = [Problem(files.CATALOGUE, "-", what, "undo the last change, then try again")]
    raise CatalogueError(problems)


def _compared(
    task: Task, records: Records, bundle: Bundle, knowledge: Knowledge, digest: str
) -> Report:
    tests, broken = scripts.read(task.scripts) if task.scripts else ([], [])
    scripted = [conversation(script) for script in tests]
    old, before, served = _before(task, scripted, records)
    wanted = utterances(bundle)
    questions = [*wanted, *scripted]
    known = before if digest == served else records.load(digest)
    record, asked = replayed(knowledge, questions, known or before)
    if asked or known is None:
        records.later(digest, record)
    failures = [*broken, *_failures(tests, record)]
    return Report(
        digest=digest,
        knowledge=knowledge.digest,
        failures=tuple(map(Finding.of, failures)),
        facts=tuple(fact_changes(old, bundle)),
        answers=answer_changes(before, record),
        lost=lost(before, record, wanted),
        counts={
            "facts": len(bundle.facts),
            "intents": len(bundle.contracts),
            "languages": len(bundle.languages),
            "examples": len(wanted),
            "scripts": len(tests),
            "asked": asked,
        },
    )


def _before(
    task: Task, scripted: list[Asked], records: Records
) -> tuple[Bundle | None, Record | None, str]:
    """What is served: its facts, the record of its answers, and the digest of its files."""
    if task.before is None:
        return None, None, ""
    content = files.unzipped(task.before.read_bytes())
    bundle, digest = content.bundle(task.folders), content.digest
    kept = records.load(digest)
    wanted = [*utterances(bundle), *scripted]
    if kept is None or any(question not in kept.told for question in wanted):
        kept, _ = replayed(from_bundle(bundle, task.cache, halved), wanted, kept)
        records.save(digest, kept)
    return bundle, kept, digest


def _failures(tests: list[Script], record: Record) -> Iterator[Problem]:
    """Every scripted answer that does not hold, and every known failure that does."""
    for script in tests:
        told = record.told[conversation(script)]
        answer = _as_answer(told)
        unmet = list(scripts.unmet(script, answer))
        place = script.file, script.case.case
        if script.case.known_failure and not unmet:
            yield Problem(*place, "a known failure passes", "take known_failure away")
        elif unmet and not script.case.known_failure:
            asked = f"“{script.question}” → {'; '.join(unmet)}"
            yield Problem(*place, asked, f"the answer: {told.body[:160]}")


def _as_answer(told: Told) -> Answer:
    """As much of an answer as expectations look at; its sources are not kept."""
    found: dict[str, Any] = {
        "entities": tuple(EntityRef(id=name, surface="", how="") for name in told.entities),
        **{k: getattr(told, k) for k in ("text", "body", "language", "outcome", "intent", "facts")},
    }
    return Answer.model_construct(**found)
