"""Dialect is written as the catalogue is; what only looks like it is left alone."""

from __future__ import annotations

import pytest

from intents import Knowledge
from intents.respelling import Respeller

TABLE = {
    "-대유": "대요",
    "-는유": "는요",
    "우째": "어째",
    "워쩌-": "어쩌",
    "-허고": "하고",
    "punto di domanda": "?",
}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("왜 떨어졌대유?", "왜 떨어졌대요?"),
        ("KT는유?", "KT는요?"),
        ("우째 됐어요", "어째 됐어요"),
        ("워쩌다 그랬어요", "어쩌다 그랬어요"),
        ("네이버허고 KT", "네이버하고 KT"),
        ("대유 그룹", "대유 그룹"),
        ("팔우째", "팔우째"),
        ("why did kt fall", "why did kt fall"),
        ("e Kakao punto di domanda", "e Kakao?"),
    ],
)
def test_words_and_endings_are_respelt(written: str, read: str) -> None:
    assert Respeller([TABLE]).respelt(written) == read


def test_a_language_without_a_table_changes_nothing() -> None:
    assert Respeller([{}]).respelt("왜 떨어졌대유?") == "왜 떨어졌대유?"


@pytest.mark.parametrize(
    ("dialect", "usual"),
    [
        ("카카오는 뭣 땜시 떨어졌대유?", "카카오는 무엇 때문에 떨어졌대요?"),
        ("2025년 8월에 KT는 우째 됐습니꺼?", "2025년 8월에 KT는 어째 됐습니까?"),
    ],
)
def test_a_question_in_dialect_is_answered_as_usual(
    knowledge: Knowledge, dialect: str, usual: str
) -> None:
    assert knowledge.answer(dialect).body == knowledge.answer(usual).body
