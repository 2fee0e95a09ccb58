"""Everyday words of English, Italian and Korean, read from the frequency lists of wordfreq.

The lists are read directly: importing wordfreq itself takes longer than all the rest.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import cast

import msgpack

LANGUAGES = ("en", "it", "ko")
# Buckets are hundredths of a factor of ten: 380 is one word in about six thousand.
FREQUENT = 380


@dataclass(frozen=True, slots=True)
class CommonWords:
    """`words` are all everyday words; `frequent` the few thousand that every text is made of."""

    words: frozenset[str]
    frequent: frozenset[str] = frozenset()


def _buckets(language: str) -> list[list[str]]:
    """The words of a language, the most frequent bucket first; empty without wordfreq."""
    spec = find_spec("wordfreq")
    if spec is None or spec.origin is None:
        return []
    path = Path(spec.origin).parent / "data" / f"small_{language}.msgpack.gz"
    if not path.exists():
        return []
    return cast("list[list[str]]", msgpack.unpackb(gzip.decompress(path.read_bytes()))[1:])


def _flat(lists: list[list[list[str]]], bound: int | None = None) -> Iterator[str]:
    return chain.from_iterable(chain.from_iterable(buckets[:bound]) for buckets in lists)


@lru_cache(maxsize=1)
def common_words() -> CommonWords:
    """The everyday words of the three languages, read once, on the first call."""
    lists = [_buckets(language) for language in LANGUAGES]
    return CommonWords(frozenset(_flat(lists)), frozenset(_flat(lists, FREQUENT)))
