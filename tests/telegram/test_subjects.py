"""What a name after /follow means, however it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.telegram.subjects import MOST_CHOICES, Meant, meant, usual
from intents import Knowledge, NameIndex


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("kt", ["kt"]),
        ("  KT ", ["kt"]),
        ("lg_ai_research", ["lg_ai_research"]),
        ("LG", ["lg_ai_research"]),
        ("kakoa", ["kakao"]),
        ("믿음", ["midm"]),
        ("하이퍼클로바", ["hyperclova"]),
        ("kakao, kt e upstage", ["kakao", "kt", "upstage"]),
        ("kt KT 케이티", ["kt"]),
        ("programme", ["programme"]),
        ("Il Programma", ["programme"]),
    ],
)
def test_names_are_understood(knowledge: Knowledge, text: str, subjects: list[str]) -> None:
    found = meant(knowledge, text, {"il programma"})
    assert found == Meant(tuple(subjects))


@pytest.mark.parametrize(
    "text", ["zzzz", "never", "LG Chem", "KakaoBank", "<b>", "", "\0", "a" * 9000]
)
def test_what_is_no_subject_gets_choices(knowledge: Knowledge, text: str) -> None:
    found = meant(knowledge, text)
    assert not found.subjects
    assert 3 < len(found.choices) <= MOST_CHOICES
    kinds = {knowledge.store.entities[choice].kind for choice in found.choices}
    assert "decoy" not in kinds


def test_a_similar_name_is_the_first_choice(knowledge: Knowledge) -> None:
    assert meant(knowledge, "never").choices[0] == "naver_cloud"


def test_a_name_of_two_is_asked_back(knowledge: Knowledge) -> None:
    names = NameIndex({"kt": ["KT", "Zwilling"], "kakao": ["Kakao", "Zwilling"]})
    double = replace(knowledge, reader=replace(knowledge.reader, names=names))
    found = meant(double, "zwilling")
    assert sorted(found.choices) == ["kakao", "kt"]
    assert found.doubtful == "zwilling"
    assert meant(double, "KT").subjects == ("kt",)


def test_the_usual_subjects_are_those_with_the_most_facts(knowledge: Knowledge) -> None:
    found = usual(knowledge)
    assert "programme" in found
    stated = [sum(fact.subject == one for fact in knowledge.store.facts) for one in found]
    assert stated == sorted(stated, reverse=True)
