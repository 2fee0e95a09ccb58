"""What facts hold of a thing is told where it is plainly asked for, whatever is added to them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from intents.knowledge import Knowledge

PLAIN: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "plain.yaml").read_text("utf-8")
)
CASES = [(code, name) for code, asked in PLAIN.items() for name in asked]


@pytest.mark.parametrize(("code", "attribute"), CASES)
def test_what_is_known_of_a_thing_is_told(knowledge: Knowledge, code: str, attribute: str) -> None:
    store = knowledge.store
    having = [one for one in store.entities if store.step(one, attribute)]
    untold = []
    for one in having:
        known = {end.fact.id for end in store.step(one, attribute)}
        name = store.entities[one].names[code]
        answer = knowledge.answer(PLAIN[code][attribute].format(name))
        if known.isdisjoint(answer.facts):
            untold.append((name, answer.outcome, answer.intent))
    assert having
    assert not untold


def test_every_language_asks_the_same() -> None:
    assert len({frozenset(asked) for asked in PLAIN.values()}) == 1
