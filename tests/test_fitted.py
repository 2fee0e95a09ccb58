"""Models that are learnt from what was prepared before are those that are learnt from nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.editing.files import Files
from intents import Knowledge
from tests.thinned import known

NAME, MARK, SAID = (
    "catalogue/en/budget.yaml",
    b"utterances: |\n",
    b"utterances: |\n  how many coins\n",
)


@pytest.fixture(scope="module")
def more(small: Files) -> Files:
    """The small content with one more utterance."""
    data = small.content[NAME]
    assert MARK in data
    return small.replaced({NAME: data.replace(MARK, SAID, 1)})


@pytest.fixture(scope="module")
def learnt(small: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds what the small content teaches."""
    place = tmp_path_factory.mktemp("learnt")
    known(small, place / "cache")
    return place / "cache"


@pytest.fixture
def cache(learnt: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoilt."""
    return Path(shutil.copytree(learnt, tmp_path / "cache"))


@pytest.fixture(scope="module")
def anew(more: Files) -> Knowledge:
    """The content with one more utterance, learnt from nothing."""
    return known(more)


def assert_same(one: Knowledge, other: Knowledge) -> None:
    assert one.reader.ranker.linear.steps.tobytes() == other.reader.ranker.linear.steps.tobytes()
    assert one.reader.ranker.vocabulary.tolist() == other.reader.ranker.vocabulary.tolist()
    assert one.reader.guesser == other.reader.guesser


def test_one_more_utterance_is_learnt_as_if_all_were_new(
    small: Files, more: Files, anew: Knowledge, cache: Path
) -> None:
    first = known(small, cache)
    (prepared,) = cache.glob("prepared-*")
    later = known(more, cache)
    assert [prepared] == list(cache.glob("prepared-*"))
    assert len(list(cache.glob("models-*"))) == 2
    assert_same(later, anew)
    assert later.reader.ranker.idf.tobytes() != first.reader.ranker.idf.tobytes()


def test_nothing_prepared_by_other_names_is_taken(small: Files, cache: Path) -> None:
    name = "seeds/facts/companies/kakao.yaml"
    data = small.content[name].replace(b"aliases: [", b"aliases: [Company, ")
    renamed = small.replaced({name: data})
    later = known(renamed, cache)
    assert len(list(cache.glob("prepared-*"))) == 2
    assert_same(later, known(renamed))


@pytest.mark.parametrize("torn", [b"", b"torn", b"\x1f\x8b\x08\x00"])
def test_a_torn_file_is_made_anew(more: Files, anew: Knowledge, cache: Path, torn: bytes) -> None:
    (prepared,) = cache.glob("prepared-*")
    prepared.write_bytes(torn)
    assert_same(known(more, cache), anew)
    assert len(prepared.read_bytes()) > 1000
