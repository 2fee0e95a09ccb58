"""Korean written without spaces is parted into known words; nothing else is touched."""

from __future__ import annotations

import pytest

from intents import Knowledge
from intents.spacing import LONGEST, Spacer, counted

TEXTS = [
    "카카오는 왜 떨어졌나요",
    "카카오는 어디 있나요",
    "왜 그렇게 빨리 떨어졌나요",
    "그렇게 빨리요",
]


@pytest.fixture(scope="module")
def spacer() -> Spacer:
    return Spacer(counted([*TEXTS, *TEXTS], ["카카오", "과학기술정보통신부"]))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("카카오는왜그렇게빨리떨어졌나요?", "카카오는 왜 그렇게 빨리 떨어졌나요?"),
        ("카카오는 왜 떨어졌나요?", "카카오는 왜 떨어졌나요?"),
        ("과학기술정보통신부왜떨어졌나요", "과학기술정보통신부 왜 떨어졌나요"),
        ("왜떨어졌나요", "왜떨어졌나요"),
        ("why did kakao fall", "why did kakao fall"),
        ("갸냐댜랴먀뱌샤야쟈챠", "갸냐댜랴먀뱌샤야쟈챠"),
        ("네이버랑kt중에 누가", "네이버랑 kt중에 누가"),
        ("오픈AI는 왜", "오픈AI는 왜"),
    ],
)
def test_long_runs_are_parted_into_known_words(spacer: Spacer, written: str, read: str) -> None:
    assert spacer.spaced(written) == read


def test_nothing_is_lost_of_a_very_long_run(spacer: Spacer) -> None:
    run = "카카오는왜갸냐" * LONGEST
    assert spacer.spaced(run).replace(" ", "") == run


@pytest.mark.parametrize(
    "spaced", ["카카오는 왜 2025년 8월에 떨어졌나요?", "엘지의 모델은 무엇인가요?"]
)
def test_a_question_without_spaces_is_answered_as_with_them(
    knowledge: Knowledge, spaced: str
) -> None:
    run = spaced.replace(" ", "")
    assert knowledge.answer(run).body == knowledge.answer(spaced).body


def test_a_text_that_ends_in_a_joint_is_answered(knowledge: Knowledge) -> None:
    assert knowledge.answer("어떤 능력을 요구했는지와").text
