"""Among very many names: each is found, and ours are neither lost nor doubled."""

from __future__ import annotations

from random import Random

import pytest

from intents.names import NameIndex
from tests.names.conftest import NAMES

ONSETS = "br ch d fl g h kl l m n pr qu r st t v z".split()
VOWELS = "a e i o u ai io ea".split()
ENDS = "x n r l nd rk st m".split()
TRADES = "Systems Networks Holdings Labs Energy Foods Robotics Semiconductor".split()
COUNT = 10_000


def made_up(rng: Random) -> str:
    """A name as companies have it: a coined word, and often a trade."""
    word = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.choice((2, 3))))
    coined = (word + rng.choice(ENDS)).title()
    return f"{coined} {rng.choice(TRADES)}" if rng.random() < 0.5 else coined


@pytest.fixture(scope="module")
def others() -> dict[str, list[str]]:
    """Ten thousand made-up names."""
    rng = Random(7)  # noqa: S311 - the same names every time
    names: dict[str, list[str]] = {}
    while len(names) < COUNT:
        name = made_up(rng)
        names[name.lower()] = [name]
    return names


@pytest.fixture(scope="module")
def crowd(others: dict[str, list[str]]) -> NameIndex:
    """Our names among them."""
    return NameIndex({**NAMES, **others})


def test_each_of_many_names_is_found(crowd: NameIndex, others: dict[str, list[str]]) -> None:
    sample = list(others.items())[:: COUNT // 200]
    found = [
        owner
        for owner, (name,) in sample
        if owner in {m.id for m in crowd.find(f"Perché {name} è stata scelta?")}
    ]
    assert len(found) >= 0.99 * len(sample)


def test_ours_are_found_among_many(crowd: NameIndex) -> None:
    for owner, spellings in NAMES.items():
        for name in spellings:
            found = [m.id for m in crowd.find(f"why was {name} excluded")]
            assert found == [owner], name


def test_slips_in_long_names_are_mended(crowd: NameIndex, others: dict[str, list[str]]) -> None:
    rng = Random(11)  # noqa: S311
    long = [(o, n) for o, (n,) in others.items() if len(n) > 12][:: COUNT // 400]
    right = 0
    for owner, name in long:
        place = rng.randrange(2, len(name.split()[0]))
        slipped = name[:place] + name[place + 1 :]
        right += any(owner in {m.id, *m.others} for m in crowd.find(f"e {slipped}?"))
    assert len(long) > 50
    assert right >= 0.95 * len(long)
