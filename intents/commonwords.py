"""Everyday words of English, Italian and Korean, read from the frequency lists of wordfreq.

The lists are read directly: importing wordfreq itself takes longer than all the rest.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import cast

import msgpack
import numpy as np

LANGUAGES = ("en", "it", "ko")
# Buckets are hundredths of a factor of ten: 380 is one word in about six thousand.
FREQUENT = 380


class Listed:
    """Very many words in little memory: only their hashes, sorted."""

    def __init__(self, words: Iterator[str] | tuple[str, ...] = ()) -> None:
        """Take in the words; they are not kept."""
        self._hashes = np.unique(np.fromiter(map(hash, words), np.int64))

    def __contains__(self, word: str) -> bool:
        """Whether a word was among those taken in."""
        place = int(np.searchsorted(self._hashes, hash(word)))
        return place < len(self._hashes) and bool(self._hashes[place] == hash(word))

    def __len__(self) -> int:
        """How many different words were taken in."""
        return len(self._hashes)


@dataclass(frozen=True, slots=True)
class CommonWords:
    """`words` are all everyday words; `frequent` the few thousand that every text is made of.

    `listed` are the words of large dictionaries: a name is hardly a misspelling of one of them.
    """

    words: frozenset[str]
    frequent: frozenset[str] = frozenset()
    listed: Listed = field(default_factory=Listed)


def _buckets(name: str) -> Iterator[list[str]]:
    """The words of a list, the most frequent bucket first; nothing without wordfreq."""
    spec = find_spec("wordfreq")
    path = (
        Path(spec.origin).parent / "data" / f"{name}.msgpack.gz" if spec and spec.origin else None
    )
    if path is None or not path.exists():
        return
    with gzip.open(path) as file:
        unpacker = msgpack.Unpacker(file)
        for _ in range(unpacker.read_array_header()):
            item = unpacker.unpack()
            if isinstance(item, list):  # the first item is a header
                yield cast("list[str]", item)


def _small() -> list[list[list[str]]]:
    return [list(_buckets(f"small_{language}")) for language in LANGUAGES]


def _large() -> Iterator[str]:
    for language in LANGUAGES:
        yield from chain.from_iterable(_buckets(f"large_{language}"))


@lru_cache(maxsize=1)
def common_words() -> CommonWords:
    """The everyday words of the three languages, read once, on the first call."""
    lists = _small()
    words = frozenset(chain.from_iterable(chain(*lists)))
    frequent = frozenset(chain.from_iterable(chain(*(buckets[:FREQUENT] for buckets in lists))))
    return CommonWords(words, frequent, Listed(_large()))
