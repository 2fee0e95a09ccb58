"""Names are found however they are written, and what only looks like one is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from intents.names import NameIndex

HERE = Path(__file__).parent
MARKED = re.compile("⟦(.+?)⟧")


def table(file: str) -> dict[str, dict[str, object]]:
    """Kinds by name, each with its sentences by language."""
    found: dict[str, dict[str, object]] = yaml.safe_load((HERE / file).read_text("utf-8"))
    return found


def written() -> Iterator[object]:
    """Every marked sentence, named after its kind, language and owner."""
    for kind, languages in table("written.yaml").items():
        for language, sentences in languages.items():
            for owner, text in sentences.items():
                yield pytest.param(text, owner, id=f"{kind}-{language}-{owner}")


def left_alone() -> Iterator[object]:
    """Every sentence without a name, named after its kind and language."""
    for kind, languages in table("left_alone.yaml").items():
        for language, sentences in languages.items():
            for text in sentences:
                yield pytest.param(text, id=f"{kind}-{language}-{text}")


@pytest.mark.parametrize(("marked", "owner"), list(written()))
def test_the_name_is_found_where_it_stands(index: NameIndex, marked: str, owner: str) -> None:
    text = MARKED.sub(r"\1", marked)
    (mention,) = index.find(text)
    expected = MARKED.search(marked)
    assert expected is not None
    assert (mention.id, mention.surface) == (owner, expected.group(1))
    assert mention.start == expected.start()
    assert not mention.others


@pytest.mark.parametrize("text", list(left_alone()))
def test_what_is_no_name_is_left_alone(index: NameIndex, text: str) -> None:
    assert index.find(text) == []


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Kakao", "exact"),
        ("카카오는", "particle"),
        ("S K T", "alias"),
        ("zkzkdh", "layout"),
        ("khakao", "sound"),
        ("kakoa", "typo"),
    ],
)
def test_it_says_how_a_name_was_matched(index: NameIndex, text: str, how: str) -> None:
    assert [mention.how for mention in index.find(text)] == [how]


def test_a_tie_names_both() -> None:
    index = NameIndex({"one": ["Kanara"], "two": ["Kanaba"]})
    (mention,) = index.find("Kanala")
    assert (mention.id, mention.others) == ("one", ("two",))


def test_a_longer_name_hides_the_shorter_in_it() -> None:
    index = NameIndex({"kakao": ["Kakao"], "bank": ["Kakao Bank"], "talk": ["KakaoTalk"]})
    assert [m.id for m in index.find("Kakao Bank, kakaobank, KakaoTalk e Kakao")] == [
        "bank",
        "bank",
        "talk",
        "kakao",
    ]


def test_a_name_may_hold_commas_and_brackets() -> None:
    index = NameIndex({"a": ["Lilly (Eli)"], "b": ["Alpha, Beta"], "c": ["Precision I/O"]})
    found = index.find("Lilly (Eli), Alpha, Beta and Precision I/O")
    assert [m.surface for m in found] == ["Lilly (Eli", "Alpha, Beta", "Precision I/O"]


def test_a_name_that_is_a_word_needs_a_word_of_the_subject() -> None:
    index = NameIndex({"apple": ["Apple"]})
    assert not index.find("an apple a day")
    assert index.find("was Apple picked")


def test_own_everyday_words_and_weak_names() -> None:
    index = NameIndex({"x": ["Zorbal"]}, common={"zorbat"}, weak={"Zorbal"}, context={"firm"})
    assert not index.find("zorbal")
    assert index.find("zorbal, the firm")
    assert not index.find("zorbat, the firm")


def test_no_names_at_all() -> None:
    assert NameIndex({}).find("KT") == []
    assert NameIndex({"none": []}).find("KT") == []
    assert NameIndex({"empty": ["", "…"]}).find("… KT …") == []
