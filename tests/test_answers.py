"""Every scripted question, one test each; and what the scripts leave uncovered."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from intents import Answer, Knowledge, scripts
from intents.load import load
from tests.conftest import CATALOGUE, FACTS, ROOT, SCRIPTS

FOUND, PROBLEMS = scripts.read(SCRIPTS)
Asked = Callable[[scripts.Script], Answer]


@pytest.fixture(scope="module")
def asked(knowledge: Knowledge) -> Asked:
    """The answer to a script over all facts; each is asked once."""
    return functools.cache(lambda script: scripts.run(knowledge, script)[0])


def test_script_files_are_valid() -> None:
    assert not PROBLEMS, "\n".join(map(str, PROBLEMS))
    assert FOUND


def _by_case() -> dict[str, list[scripts.Script]]:
    """The wordings of each case: one test for all, as each test costs more than an answer."""
    cases: dict[str, list[scripts.Script]] = {}
    for script in FOUND:
        cases.setdefault(script.id.rpartition("-")[0], []).append(script)
    return cases


@pytest.mark.parametrize("case", [pytest.param(c, id=name) for name, c in _by_case().items()])
def test_scripted_answers(knowledge: Knowledge, case: list[scripts.Script]) -> None:
    assert not [str(problem) for problem in scripts.failures(knowledge, case)]


def test_cases_are_the_same_in_every_language(knowledge: Knowledge) -> None:
    assert not [str(problem) for problem in scripts.uneven(FOUND, knowledge.languages)]


def test_every_fact_is_cited_and_every_intent_asked(
    knowledge: Knowledge, record_property: Callable[[str, object], None]
) -> None:
    """The coverage is told at the end of the run; nothing may be missing."""
    # What a case says that it cites: whether it does, its own test tells.
    sound = [script.case for script in FOUND if not script.case.known_failure]
    cited = {fact for case in sound for fact in case.facts or () if fact != "..."}
    intents = {(script.language, script.case.intent) for script in FOUND}
    uncited = sorted({fact.id for fact in knowledge.store.facts} - cited)
    # Without utterances an intent is only said behind another one.
    unasked = sorted(
        f"{language}/{intent}"
        for language in knowledge.languages
        for intent, words in knowledge.bundle.intents[language].items()
        if (language, intent) not in intents and intent != "out_of_scope" and words.lines()
    )
    record_property("scripted questions", len(FOUND))
    record_property("facts cited", len(cited))
    record_property("intents x languages", len(intents))
    assert not uncited
    assert not unasked


@pytest.mark.parametrize("fact", [fact.id for fact in load(FACTS, CATALOGUE).facts])
def test_answers_change_when_their_fact_is_removed(
    knowledge: Knowledge, asked: Asked, fact: str
) -> None:
    """No answer says what only a removed fact said: it loses the fact and changes its words."""
    without = knowledge.with_store(knowledge.store.without(fact))
    citing = [s for s in FOUND if s.case.facts and fact in s.case.facts]
    # Of a case's wordings, which have one answer, one.
    used = {(s.file, s.case.case): s for s in citing if not s.case.known_failure}
    assert used, f"no scripted answer cites {fact}"
    for script in used.values():
        before = asked(script)
        after, _ = scripts.run(without, script)
        assert fact in before.facts
        assert fact not in after.facts
        assert after.body != before.body


def test_answers_do_not_depend_on_the_hash_seed() -> None:
    questions = "\n".join(dict.fromkeys(script.question for script in FOUND[::7]))
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "bot", "chat"],
            input=questions,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
