"""False statements in words that no list holds: learnt from utterances of them."""

from __future__ import annotations

import pytest

from intents import Knowledge
from intents.check import check
from intents.load import load
from intents.models import StatementWords
from intents.stating import ASKS, NONE, OF_INTENT, Stating, some
from tests.conftest import CATALOGUE, FACTS

STATED = ("it came back for another go", "it had a second try", "it tried once more after all")
OTHER = ("it never tried again", "when was the second try", "who tried again")


def test_a_statement_is_told_from_what_is_near_it() -> None:
    stating = Stating.fit([*((t, "again") for t in STATED), *((t, NONE) for t in OTHER)])
    shares = [dict(stating.shares(text)).get("again", 0.0) for text in (*STATED, *OTHER)]
    assert min(shares[: len(STATED)]) > max(shares[len(STATED) :])


def test_without_utterances_nothing_is_stated() -> None:
    assert Stating.fit([]).shares("it came back") == ()


def test_some_utterances_of_each_intent_stand_beside_those_of_statements() -> None:
    texts = [("en", f"text {n}", "one") for n in range(2 * OF_INTENT)] + [("it", "testo", "one")]
    chosen = list(some(texts))
    assert len(chosen) == OF_INTENT + 1
    assert {label for _, label in chosen} == {f"{ASKS}one"}
    more = list(some([*texts, ("en", "one more", "one")]))
    assert len({*chosen} - {*more}) <= 1, "which ones hangs on what they say"


@pytest.mark.parametrize(
    ("language", "text", "statement"),
    [
        ("en", "Naver was back in the queue for the spare place in 2026", "reapplied"),
        ("it", "KT non vuole più saperne di tecnologia straniera", "apis_refused"),
        ("ko", "추가 공모에 경쟁자가 수두룩했다네", "many_applied"),
    ],
)
def test_a_statement_in_other_words_is_denied(
    knowledge: Knowledge, language: str, text: str, statement: str
) -> None:
    (part,) = knowledge.explain(text)
    assert part.reading.language == language
    assert statement not in part.reading.states, "no list holds it"
    assert statement in dict(part.reading.likely)
    assert knowledge.answer(text).outcome == "corrected"


@pytest.mark.parametrize(
    "text",
    [
        "Naver never tried again after January",
        "네이버는 재도전하지 않았죠",
        "Naver non ci ha più riprovato, vero?",
    ],
)
def test_what_is_true_is_not_denied(knowledge: Knowledge, text: str) -> None:
    assert knowledge.answer(text).outcome == "answered"


def test_utterances_and_denials_belong_together() -> None:
    """Every statement that has utterances is denied by a fact, and each is of one only."""
    bundle = load(FACTS, CATALOGUE)
    said = bundle.statements["en"]
    first, second = sorted(said)[:2]
    twice = next(iter(said[first].utterances()))[0]
    said[second] = StatementWords(says=f"{said[second].says}{twice}\n", unlike="")
    said["nobody_denies_this"] = StatementWords(says="whatever")
    del bundle.statements["ko"][first]
    told = [str(problem) for problem in check(bundle)]
    assert any("nobody_denies_this" in line and "no fact denies it" in line for line in told)
    assert any(second in line and f"stands under {first} too" in line for line in told)
    assert any("/ko/_statements.yaml" in line and first in line for line in told)
