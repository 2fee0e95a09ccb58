"""Everyday words of English, Italian and Korean, read from the frequency lists of wordfreq.

The lists are read directly: importing wordfreq itself takes longer than all the rest.
"""

from __future__ import annotations

import gzip
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import cast

import msgpack
import numpy as np

LISTS = ("large_en", "large_it", "small_ko")  # of Korean there is but a small list
# Buckets are hundredths of a factor of ten: 380 is one word in about six thousand.
FREQUENT = 380
COMMON = 600
_READ = 1 << 18  # bytes of a list that are unpacked at a time
KNOWN = 700
LISTED = 770  # what is rarer is hardly a word: mostly slips and foreign names


class Listed:
    """Very many words in little memory: only their hashes, sorted."""

    def __init__(self, hashes: array[int] | None = None) -> None:
        """Take over the hashes of the words, and sort them where they lie."""
        self._hashes = array("q") if hashes is None else hashes
        if self._hashes:
            np.frombuffer(self._hashes, np.int64).sort()

    def __contains__(self, word: str) -> bool:
        """Whether a word was among those taken in."""
        place = bisect_left(self._hashes, hash(word))
        return place < len(self._hashes) and self._hashes[place] == hash(word)

    def __len__(self) -> int:
        """How many words were taken in, those of two languages twice."""
        return len(self._hashes)


@dataclass(frozen=True, slots=True)
class CommonWords:
    """`words` are all everyday words; `frequent` the few thousand that every text is made of.

    `known` are words that a well-read person has met: never a slip for a name. `listed` are the
    others of large dictionaries: a slip only where the subject shows it.
    """

    words: AbstractSet[str]
    frequent: AbstractSet[str] = frozenset()
    known: Listed = field(default_factory=Listed)
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
        unpacker = msgpack.Unpacker(file, read_size=_READ)
        for _ in range(unpacker.read_array_header()):
            item = unpacker.unpack()
            if isinstance(item, list):  # the first item is a header
                yield cast("list[str]", item)


def _ranked() -> Iterator[tuple[int, list[str]]]:
    """All words that count, in buckets with their ranks; the lists are never held at once."""
    for name in LISTS:
        yield from enumerate(islice(_buckets(name), LISTED))


@lru_cache(maxsize=1)
def common_words() -> CommonWords:
    """The everyday words of the three languages, read once, on the first call."""
    words: set[str] = set()
    frequent: set[str] = set()
    known, listed = array("q"), array("q")
    for rank, bucket in _ranked():
        if rank < FREQUENT:
            frequent.update(bucket)
        if rank < COMMON:
            words.update(bucket)
        (known if rank < KNOWN else listed).extend(map(hash, bucket))
    return CommonWords(words, frequent, Listed(known), Listed(listed))
