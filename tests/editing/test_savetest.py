"""The last exchange as a scripted case, in the format of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.editing.exchanges import MOST, Exchanges, case
from intents import Knowledge, scripts
from intents.models import Answer, Memory


def talk(knowledge: Knowledge, *texts: str) -> list[tuple[str, Answer]]:
    memory, said = Memory(language="en"), []
    for text in texts:
        answer = knowledge.answer(text, memory)
        said.append((text, answer))
        memory = answer.memory
    return said


@pytest.mark.parametrize(
    ("texts", "before"),
    [
        (("Why was KT left out?",), 0),
        (("Who was selected?", "Why was KT left out?"), 0),
        (("Who was selected?", "Why was KT left out?", "and Kakao?"), 1),
        (("Why was Naver left out?",), 0),
        (("what is the weather (in Rome)? [*]",), 0),
    ],
)
def test_a_saved_case_holds(
    knowledge: Knowledge, tmp_path: Path, texts: tuple[str, ...], before: int
) -> None:
    made = case(knowledge, talk(knowledge, *texts))
    path = tmp_path / made.path
    path.parent.mkdir()
    path.write_text(made.text, encoding="utf-8")
    (script,), problems = scripts.read(tmp_path)
    assert not problems
    assert script.question == texts[-1]
    assert len(script.case.before) == before
    assert list(scripts.failures(knowledge, [script])) == []


def test_only_the_chats_of_admins_are_remembered(knowledge: Knowledge) -> None:
    exchanges = Exchanges(frozenset({"7"}))
    for text, answer in talk(knowledge, *["Who was selected?"] * (MOST + 2)):
        exchanges.note("7", text, answer)
        exchanges.note("8", text, answer)
    assert len(exchanges.last("7")) == MOST
    assert exchanges.last("8") == ()
