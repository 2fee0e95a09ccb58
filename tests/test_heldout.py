"""The questions of independent authors: no figure may fall under what was reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.score import judge, read, shares
from intents import Knowledge
from tests.conftest import ROOT

# By language: the least percentage passed and the greatest harmful.
FLOORS = {"it": (93.8, 1.0), "en": (94.8, 1.0), "ko": (93.8, 1.0)}
FEWEST = 150


@pytest.mark.parametrize("language", FLOORS)
def test_held_out_questions_are_answered_as_well_as_before(
    knowledge: Knowledge, language: str, record_property: Callable[[str, object], None]
) -> None:
    cases = read([ROOT / "tests" / "heldout" / f"{language}.jsonl"])
    assert {case.lang for case in cases} == {language}
    count, passed, harmful = shares([judge(knowledge, case) for case in cases])
    told = f"{count}, {passed:.1f} % passed, {harmful:.1f} % harmful"
    record_property(f"held-out questions in {language}", told)
    assert count >= FEWEST
    least, most = FLOORS[language]
    assert passed >= least, told
    assert harmful <= most, told


def test_every_language_of_the_catalogue_is_scored(knowledge: Knowledge) -> None:
    assert set(knowledge.languages) == FLOORS.keys()
