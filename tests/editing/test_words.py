"""The words of editing are the same in every language, and reports are told whole or in brief."""

from __future__ import annotations

import pytest

from bot.editing.report import AnswerChange, FactChange, Finding, Lost, Report
from bot.editing.telling import BRIEF, told
from bot.editing.wording import words
from bot.words import placeholders

LANGUAGES = ("it", "en", "ko")


def test_every_language_fills_the_same_places() -> None:
    first, *others = [placeholders(words(language)) for language in LANGUAGES]
    assert all(other == first for other in others)


def test_another_language_is_spoken_in_english() -> None:
    assert words("xx") == words("en")


REPORT = Report(
    failures=tuple(Finding(file="f", key=f"k{n}", what="w" * 300, hint="h") for n in range(9)),
    facts=(FactChange(id="kt.model", kind="added", new="midm", source="the source"),),
    answers=tuple(
        AnswerChange(language=c, question=f"q{n}", more=n, before="a", after="b")
        for c in ("en", "ko")
        for n in range(9)
    ),
    lost=(Lost(language="it", question="dove?", intent="budget", now=None),),
    counts=dict.fromkeys(("facts", "intents", "languages", "examples", "scripts", "asked"), 1),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_in_brief_leaves_out_what_the_whole_one_tells(language: str) -> None:
    brief, whole = (told(REPORT, words(language), whole=flag) for flag in (False, True))
    assert "q8" not in brief
    assert "k8" not in brief
    assert brief.count("q0") == whole.count("q0") == 2
    assert all(f"k{n}" in whole for n in range(9))
    assert "w" * 300 in whole
    assert "kt.model" in brief
    assert "the source" in brief
    assert "dove?" in brief
    assert whole.count("q8") == 2
    assert brief.count("…") >= BRIEF


def test_a_refused_report_names_its_problems() -> None:
    problem = Finding(file="kt.yaml", key="facts.0", what="unknown key", hint="remove it")
    text = told(Report(problems=(problem,)), words("en"))
    assert "kt.yaml · facts.0 · unknown key · remove it" in text
    assert "Cannot be published" in text
