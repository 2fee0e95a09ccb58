"""A record that was derived is the one that asking everything anew would give."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.editing.files import Files
from bot.editing.replay import Asked, Record, Records, replayed, utterances
from intents import Knowledge
from intents.fitted import digest, read_by
from tests.thinned import SHIPPED, known


def some(knowledge: Knowledge) -> dict[Asked, str]:
    """A third of all utterances, of every intent and language."""
    every = list(utterances(knowledge.bundle).items())
    return dict(every[::3])


@pytest.fixture(scope="module")
def base(small: Files, cache: Path) -> tuple[Knowledge, Record]:
    knowledge = known(small, cache)
    record, asked = replayed(knowledge, utterances(knowledge.bundle), None)
    assert asked == len(record.told) > 250
    return knowledge, record


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("seeds/facts/programme.yaml", b"200000000000", b"210000000000"),
        ("seeds/facts/programme.yaml", b"KRW}, stance: decided", b"KRW}, stance: reported"),
        ("seeds/facts/programme.yaml", b"valid_from: 2025-08-04", b"valid_from: 2025-08-05"),
        ("seeds/facts/models/midm.yaml", b"stance: planned", b"stance: expected"),
        ("seeds/sources/2025-08-sovereign-ai.it.md", b"publisher: null", b"publisher: x"),
        ("catalogue/it/budget.yaml", b"answers:", b"about: i soldi\nanswers:"),
        ("catalogue/en/_words.yaml", b":", b":  "),
    ],
)
def test_a_derived_record_is_exact(  # noqa: PLR0913, PLR0917
    base: tuple[Knowledge, Record],
    small: Files,
    cache: Path,
    name: str,
    old: bytes,
    new: bytes,
) -> None:
    data = small.content[name]
    assert old in data
    changed = small.replaced({name: data.replace(old, new, 1)})
    knowledge = known(changed, cache)
    questions = some(knowledge)
    derived, asked = replayed(knowledge, questions, base[1])
    anew, _ = replayed(knowledge, questions, None)
    assert derived == anew
    # Half of the answers cite the document whose publisher is told anew.
    assert asked < len(questions) * 0.6


def test_other_utterances_are_all_asked_again(
    base: tuple[Knowledge, Record], small: Files, cache: Path
) -> None:
    name = "catalogue/en/budget.yaml"
    data = small.content[name].replace(b"utterances: |\n", b"utterances: |\n  how many coins\n")
    knowledge = known(small.replaced({name: data}), cache)
    record, asked = replayed(knowledge, utterances(knowledge.bundle), base[1])
    assert asked == len(record.told) == len(base[1].told) + 1


def test_the_year_of_the_newest_fact_is_read_by(small: Files) -> None:
    name, old = "seeds/facts/programme.yaml", b"valid_from: 2025-08-04"
    assert old in small.content[name]
    later = {name: small.content[name].replace(old, b"valid_from: 2027-08-04", 1)}
    one, other = (content.bundle(SHIPPED) for content in (small, small.replaced(later)))
    assert digest(one) == digest(other)
    assert read_by(one) != read_by(other)


def test_records_are_kept_whole_or_not_at_all(
    base: tuple[Knowledge, Record], tmp_path: Path
) -> None:
    records = Records(tmp_path)
    records.save("one", base[1])
    assert records.load("one") == base[1]
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-100])
    assert records.load("one") is None
    assert not path.exists()
    for name in "abcdefg":
        records.save(name, base[1])
    assert len(list(tmp_path.iterdir())) == 6
    Records(None).save("one", base[1])
    assert Records(None).load("one") is None
