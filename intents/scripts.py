"""Scripted answers: what is asked, and what must hold of the answer.

One YAML file per language and intent under `<folder>/<language>/`. Each case has a `case` id that
is the same in every language, several wordings under `ask` (each a conversation of its own, after
the messages under `before`), and expectations. A case with `known_failure: true` must fail, in
the language in which it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, TypeAdapter, ValidationError

from intents.errors import Problem
from intents.knowledge import Knowledge
from intents.load import read_yaml
from intents.models import Answer, Memory, Outcome, Record

# Behind the ids of a case's facts: others may be cited too.
OTHERS = "..."


class Case(Record):
    """One case in one language; every wording under `ask` must meet all expectations.

    `facts` are the ids that must be cited, all of them and no others; after `...` others may
    follow, such as those on what came later. `says` and `never` are
    regular expressions, searched in the answer without regard to case.
    """

    case: str
    ask: tuple[str, ...] = Field(min_length=1)
    before: tuple[str, ...] = ()
    outcome: Outcome
    intent: str | None = None
    entities: tuple[str, ...] | None = None
    facts: tuple[str, ...] | None = None
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    answer_language: str | None = None
    known_failure: bool = False


@dataclass(frozen=True)
class Script:
    """One wording of a case, ready to run."""

    case: Case
    question: str
    language: str
    file: str

    @property
    def id(self) -> str:
        """A readable id: language, file, case, and the wording's number."""
        number = self.case.ask.index(self.question) + 1
        return f"{self.language}-{Path(self.file).stem}-{self.case.case}-{number}"


def read(folder: Path) -> tuple[list[Script], list[Problem]]:
    """All scripts below a folder, and what is wrong with its files."""
    scripts: list[Script] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*/*.yaml")):
        name = str(path.relative_to(folder.parent))
        try:
            cases = TypeAdapter(list[Case]).validate_python(read_yaml(path.read_bytes()))
        except (ValidationError, ValueError, OSError) as error:
            problems.append(Problem(name, "-", _short(error), "mend the file"))
            continue
        language = path.parent.name
        scripts += [Script(case, ask, language, name) for case in cases for ask in case.ask]
    return scripts, problems


def _short(error: Exception) -> str:
    if isinstance(error, ValidationError):
        found = error.errors()[0]
        return f"{'.'.join(map(str, found['loc']))}: {found['msg']}"
    return str(error)


def run(knowledge: Knowledge, script: Script) -> tuple[Answer, list[str]]:
    """The answer to a script, and every expectation that it does not meet."""
    memory: Memory | None = None
    for text in script.case.before:
        memory = knowledge.answer(text, memory).memory
    answer = knowledge.answer(script.question, memory)
    return answer, list(unmet(script, answer))


def unmet(script: Script, answer: Answer) -> Iterator[str]:
    """Every expectation of a script that an answer does not meet."""
    case = script.case
    wanted: list[tuple[str, object, object]] = [
        ("language", case.answer_language or script.language, answer.language),
        ("outcome", case.outcome, answer.outcome),
    ]
    if case.intent is not None:
        wanted.append(("intent", case.intent, answer.intent))
    if case.entities is not None:
        found = sorted({entity.id for entity in answer.entities})
        wanted.append(("entities", sorted(case.entities), found))
    if case.facts is not None:
        named = set(case.facts) - {OTHERS}
        cited = named & set(answer.facts) if OTHERS in case.facts else set(answer.facts)
        wanted.append(("facts", sorted(named), sorted(cited)))
    for name, expected, got in wanted:
        if expected != got:
            yield f"{name}: expected {expected}, got {got}"
    for pattern in case.says:
        if not re.search(pattern, answer.body, re.IGNORECASE | re.DOTALL):
            yield f"says: {pattern!r} is not in the answer"
    for pattern in case.never:
        if re.search(pattern, answer.body, re.IGNORECASE | re.DOTALL):
            yield f"never: {pattern!r} is in the answer"


def failures(knowledge: Knowledge, scripts: Sequence[Script]) -> Iterator[Problem]:
    """Every script that does not hold, and every known failure that does."""
    for script in scripts:
        answer, unmet = run(knowledge, script)
        if script.case.known_failure:
            if not unmet:
                yield _problem(script, "a known failure passes", "take known_failure away")
        elif unmet:
            memory = knowledge.answer(script.case.before[-1]).memory if script.case.before else None
            why = knowledge.explain(script.question, memory)[-1].decision.why
            what = f"“{script.question}” → {'; '.join(unmet)} (answer: {answer.body[:160]!r})"
            yield _problem(script, what, f"decided because: {why}")


def _problem(script: Script, what: str, hint: str) -> Problem:
    return Problem(script.file, script.case.case, what, hint)


def uneven(scripts: Sequence[Script], languages: Sequence[str]) -> Iterator[Problem]:
    """Cases that are not the same in every language: missing, or with other expectations."""
    cases: dict[str, dict[str, Script]] = {}
    for script in scripts:
        stem = Path(script.file).stem
        cases.setdefault(f"{stem}/{script.case.case}", {})[script.language] = script
    for name, by_language in sorted(cases.items()):
        first = next(iter(by_language.values()))
        for language in sorted(set(languages) - set(by_language)):
            yield _problem(first, f"case {name} is missing in {language}", "write it there too")
        for script in by_language.values():
            for field in ("outcome", "intent", "facts"):
                if _plain(getattr(script.case, field)) != _plain(getattr(first.case, field)):
                    pair = f"{first.language} and {script.language}"
                    what = f"{field} of case {name} differs between {pair}"
                    yield _problem(script, what, "the same question has the same answer")


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, tuple) else value
