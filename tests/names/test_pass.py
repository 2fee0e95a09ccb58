"""Whole dictionaries and other people's sentences: no false names, few missed ones."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from intents import Knowledge
from intents.names import Mention, NameIndex
from intents.spelling import key
from tests.names.conftest import NAMES

MENTIONS = Path(__file__).parent / "mentions.jsonl"
MOST_FALSE = 0.0001
EVERY = 10  # of the words of large dictionaries: the whole would take a minute
OURS = frozenset(
    """naver_cloud upstage sk_telecom nc_ai lg_ai_research kt kakao openai microsoft midm kanana
    exaone hyperclova kakaotalk""".split()
)


def names_itself(mention: Mention, word: str) -> bool:
    """Whether a dictionary lists the name, perhaps with something attached to it."""
    folded = key(word)
    spelt = {key(name) for name in NAMES[mention.id]}
    return any(folded in {name, name + "s"} or folded.startswith(f"www{name}") for name in spelt)


@pytest.mark.parametrize(
    ("language", "size", "every"),
    [
        ("it", "small", 1),
        ("en", "small", 1),
        ("ko", "small", 1),
        ("it", "large", EVERY),
        ("en", "large", EVERY),
    ],
)
def test_dictionaries_hold_no_false_names(
    index: NameIndex, language: str, size: str, every: int
) -> None:
    wordfreq = pytest.importorskip("wordfreq")
    words = list(wordfreq.iter_wordlist(language, wordlist=size))[::every]
    assert len(words) > 20_000
    false = [
        (word, mention.id, mention.how)
        for word in words
        for mention in index.find(word)
        if mention.how != "exact" and not names_itself(mention, word)
    ]
    assert len(false) <= MOST_FALSE * len(words), false


@pytest.fixture(scope="module")
def judged(knowledge: Knowledge) -> list[tuple[dict[str, str], bool, int]]:
    """Each sentence of others, whether it was read right, and how many false names it got."""
    cases = [json.loads(line) for line in MENTIONS.read_text("utf-8").splitlines()]
    results = []
    for case in cases:
        found = {m.id for m in knowledge.reader.names.find(case["text"])} & OURS
        owner = case["entity"]
        good = owner in found if owner else not found
        results.append((case, good, len(found - {owner})))
    return results


def test_sentences_of_others(judged: list[tuple[dict[str, str], bool, int]]) -> None:
    assert len(judged) >= 400
    named = [(good, false) for case, good, false in judged if case["entity"]]
    hit, false = sum(good for good, _ in named), sum(false for _, _, false in judged)
    precision, recall = hit / (hit + false), hit / len(named)
    assert 2 * precision * recall / (precision + recall) >= 0.97
    alone = [good for case, good, _ in judged if not case["entity"]]
    assert sum(alone) >= 0.95 * len(alone)


def test_every_kind_of_noise(judged: list[tuple[dict[str, str], bool, int]]) -> None:
    total = Counter(case["kind"] for case, _, _ in judged)
    missed = Counter(case["kind"] for case, good, _ in judged if not good)
    # One sentence may be missed where twenty are too few to tell a share of five per cent.
    poor = {kind: missed[kind] for kind in missed if missed[kind] > max(1, 0.05 * total[kind])}
    assert not poor
