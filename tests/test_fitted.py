"""Models that are learnt from what was prepared before are those that are learnt from nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.editing.files import Files
from intents import Knowledge, build
from tests.thinned import SHIPPED

NAME, MARK, SAID = (
    "catalogue/en/budget.yaml",
    b"utterances: |\n",
    b"utterances: |\n  how many coins\n",
)


@pytest.fixture
def more(small: Files) -> Files:
    """The small content with one more utterance."""
    data = small.content[NAME]
    assert MARK in data
    return small.replaced({NAME: data.replace(MARK, SAID, 1)})


def known(content: Files, place: Path, cache: Path | None) -> Knowledge:
    folders = content.laid_out(place, SHIPPED)
    return build(folders.facts, folders.catalogue, cache)


def assert_same(one: Knowledge, other: Knowledge) -> None:
    assert one.reader.ranker.weights.tobytes() == other.reader.ranker.weights.tobytes()
    assert one.reader.ranker.vocabulary.tolist() == other.reader.ranker.vocabulary.tolist()
    assert one.reader.guesser == other.reader.guesser


def test_one_more_utterance_is_learnt_as_if_all_were_new(
    small: Files, more: Files, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    first = known(small, tmp_path / "first", cache)
    (prepared,) = cache.glob("prepared-*")
    later = known(more, tmp_path / "later", cache)
    assert [prepared] == list(cache.glob("prepared-*"))
    assert_same(later, known(more, tmp_path / "anew", None))
    assert later.reader.ranker.idf.tobytes() != first.reader.ranker.idf.tobytes()


def test_nothing_prepared_by_other_names_is_taken(small: Files, tmp_path: Path) -> None:
    cache, name = tmp_path / "cache", "seeds/facts/companies/kakao.yaml"
    known(small, tmp_path / "first", cache)
    data = small.content[name].replace(b"aliases: [", b"aliases: [Company, ")
    renamed = small.replaced({name: data})
    later = known(renamed, tmp_path / "later", cache)
    assert len(list(cache.glob("prepared-*"))) == 2
    assert_same(later, known(renamed, tmp_path / "anew", None))


@pytest.mark.parametrize("torn", [b"", b"torn", b"\x1f\x8b\x08\x00"])
def test_a_torn_file_is_made_anew(small: Files, more: Files, tmp_path: Path, torn: bytes) -> None:
    cache = tmp_path / "cache"
    known(small, tmp_path / "first", cache)
    (prepared,) = cache.glob("prepared-*")
    prepared.write_bytes(torn)
    assert_same(known(more, tmp_path / "later", cache), known(more, tmp_path / "anew", None))
    assert len(prepared.read_bytes()) > 1000
