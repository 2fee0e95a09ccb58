"""Every scripted question, one test each; and what the scripts leave uncovered."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest

from intents import Knowledge, scripts
from intents.load import load
from tests.conftest import CATALOGUE, FACTS, ROOT, SCRIPTS

FOUND, PROBLEMS = scripts.read(SCRIPTS)


def test_script_files_are_valid() -> None:
    assert not PROBLEMS, "\n".join(map(str, PROBLEMS))
    assert FOUND


@pytest.mark.parametrize("script", [pytest.param(s, id=s.id) for s in FOUND])
def test_scripted_answer(knowledge: Knowledge, script: scripts.Script) -> None:
    assert not [str(problem) for problem in scripts.failures(knowledge, [script])]


def test_cases_are_the_same_in_every_language(knowledge: Knowledge) -> None:
    assert not [str(problem) for problem in scripts.uneven(FOUND, knowledge.languages)]


def test_every_fact_is_cited_and_every_intent_asked(
    knowledge: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    """Prints the coverage; nothing may be missing."""
    cited: Counter[str] = Counter()
    asked: Counter[tuple[str, str | None]] = Counter()
    for script in FOUND:
        answer, _ = scripts.run(knowledge, script)
        cited.update(answer.facts)
        asked[script.language, script.case.intent] += 1
    uncited = sorted({fact.id for fact in knowledge.store.facts} - cited.keys())
    unasked = sorted(
        f"{language}/{intent}"
        for language in knowledge.languages
        for intent in knowledge.contracts
        if not asked[language, intent] and intent != "out_of_scope"
    )
    with capsys.disabled():
        print(
            f"\n{len(FOUND)} scripted questions, {len(cited)} facts cited, "
            f"{len(asked)} intents x languages"
        )
    assert not uncited
    assert not unasked


@pytest.mark.parametrize("fact", [fact.id for fact in load(FACTS, CATALOGUE).facts])
def test_answers_change_when_their_fact_is_removed(knowledge: Knowledge, fact: str) -> None:
    """No answer says what only a removed fact said: it loses the fact and changes its words."""
    without = knowledge.with_store(knowledge.store.without(fact))
    used = [s for s in FOUND if s.case.facts and fact in s.case.facts and not s.case.known_failure]
    assert used, f"no scripted answer cites {fact}"
    for script in used:
        before, _ = scripts.run(knowledge, script)
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
