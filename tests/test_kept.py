"""Answers are kept for speed, and their object goes as soon as nobody holds it."""

from __future__ import annotations

import gc
from weakref import ref

import pytest

from intents import Knowledge, build
from intents.kept import kept
from tests.conftest import CATALOGUE, FACTS, ROOT


class Doubling:
    def __init__(self) -> None:
        self.asked = 0
        self.twice = kept(2, self._twice)

    def _twice(self, number: int) -> int:
        self.asked += 1
        return 2 * number


def test_an_answer_is_kept_for_the_latest_calls() -> None:
    doubling = Doubling()
    assert [doubling.twice(n) for n in (1, 1, 2, 1, 3, 1)] == [2, 2, 4, 2, 6, 2]
    assert doubling.asked == 3
    assert doubling.twice(2) == 4
    assert doubling.asked == 4


def test_the_object_goes_with_its_last_holder_and_the_kept_method_says_so() -> None:
    doubling = Doubling()
    gone, twice = ref(doubling), doubling.twice
    gc.disable()
    try:
        del doubling
        assert gone() is None
    finally:
        gc.enable()
    with pytest.raises(ReferenceError, match="is gone"):
        twice(5)


def test_knowledge_leaves_nothing_but_crumbs_for_a_complete_collection(
    knowledge: Knowledge,
) -> None:
    gc.collect()
    gc.disable()
    try:
        other = build(FACTS, CATALOGUE, ROOT / ".cache")
        asked = "who was chosn, nvaer and skt? 누가 뽑혔나요"
        assert other.answer(asked) == knowledge.answer(asked)
        del other
        assert gc.collect() < 1000
    finally:
        gc.enable()
