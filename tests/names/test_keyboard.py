"""Whole questions typed with the other layout are turned round; other questions never are."""

from __future__ import annotations

import pytest

from intents.commonwords import common_words
from intents.keyboard import undo_layout
from intents.names import NameIndex


def knows(word: str) -> bool:
    """Whether a word is an everyday one."""
    return word in common_words().words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zkzkdh dho EjfdjwuTdj?", "카카오 왜 떨어졌어?"),
        ("spdlqjsms djEjgrp ehoTdj", "네이버는 어떻게 됐어"),
        ("조ㅛ ㅈㅁㄴ ㅏㅅ ㄷㅌ치ㅕㅇㄷㅇ", "why was kt excluded"),
        ("ㅔㄷㄱ초ㄷ ㅏㅅ ㄷ ㄴㅅㅁㅅㅁ ㄷㄴ치ㅕㄴㅁ", "perche kt e stata esclusa"),
    ],
)
def test_a_question_in_the_wrong_layout(typed: str, meant: str) -> None:
    assert undo_layout(typed, knows) == meant


@pytest.mark.parametrize(
    "text",
    [
        "che",
        "che cosa è successo",
        "perché KT è stata esclusa?",
        "why was KT excluded",
        "카카오 왜 떨어졌어?",
        "ㅋㅋㅋ 카카오 왜 떨어졌어",
        "KT는 왜 excluded",
        "spdlqj",
        "",
        "1234 !?",
    ],
)
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert undo_layout(text, knows) is None


def test_names_stand_where_they_stand_in_the_question_as_meant(index: NameIndex) -> None:
    meant = undo_layout("zkzkdh dho EjfdjwuTdj?", knows)
    assert meant is not None
    assert [(m.id, m.surface) for m in index.find(meant)] == [("kakao", "카카오")]
