"""An index of keys that finds those within a few typing errors, without looking at the others.

Keys of up to seven letters are filed under themselves with any one letter left out. Longer ones
are cut in two: of up to three errors at most one falls into one of the halves, so each half is
filed in the same way. Files are sorted arrays of hashes; what they bring up is then measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz.distance import OSA

SHORT = 7
_ONE, _HEAD, _TAIL = "1", "2", "3"


def budget(length: int) -> int:
    """How many typing errors a key of this many letters may have."""
    return 0 if length < 4 else 1 if length <= SHORT else 2 if length <= 12 else 3


def _without_one(text: str) -> list[str]:
    return [text[:i] + text[i + 1 :] for i in range(len(text))]


def _files(key: str) -> Iterator[str]:
    """Under which strings a key is filed."""
    if len(key) <= SHORT:
        yield from (_ONE + part for part in (key, *_without_one(key)))
        return
    half = len(key) // 2
    yield from (_HEAD + part for part in (key[:half], *_without_one(key[:half])))
    tail = key[half:][::-1]
    yield from (_TAIL + part for part in (tail, *_without_one(tail)))


def _halves(text: str) -> Iterator[str]:
    """Under which strings the halves of a long key near this text may be filed."""
    most = budget(len(text) + 2)
    low = max(SHORT + 1, len(text) - most)
    high = len(text) + most
    for half in range(low // 2, high // 2 + 2):
        yield from (_HEAD + part for part in _without_one(text[:half]))
    back = text[::-1]
    for half in range((low + 1) // 2, (high + 1) // 2 + 2):
        yield from (_TAIL + part for part in _without_one(back[:half]))


def _wanted(text: str) -> set[int]:
    wanted: list[str] = []
    if len(text) <= SHORT + 1:
        wanted += [_ONE + part for part in (text, *_without_one(text))]
    if len(text) >= SHORT - 1:
        wanted += _halves(text)
    return {hash(part) for part in wanted}


class Neighbourhood:
    """Finds the keys near a text."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are distinct; those of fewer than four letters are never found."""
        self._keys = keys
        filed = [
            (hash(s), n) for n, key in enumerate(keys) if budget(len(key)) for s in _files(key)
        ]
        hashes = np.fromiter((h for h, _ in filed), np.int64, len(filed))
        owners = np.fromiter((n for _, n in filed), np.int32, len(filed))
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._owners = hashes[order], owners[order]

    def near(self, text: str) -> list[tuple[int, int]]:
        """Numbers of the keys within their budget of errors from the text, and the errors."""
        found = []
        for number in self._candidates(text):
            key = self._keys[number]
            most = budget(len(key))
            distance = OSA.distance(text, key, score_cutoff=most)
            if distance <= most:
                found.append((number, distance))
        return found

    def _candidates(self, text: str) -> list[int]:
        if len(text) < 3 or not len(self._hashes):
            return []
        wanted = np.fromiter(_wanted(text), np.int64)
        low = np.searchsorted(self._hashes, wanted, "left")
        high = np.searchsorted(self._hashes, wanted, "right")
        hit = high > low
        spans = zip(low[hit].tolist(), high[hit].tolist(), strict=True)
        numbers = [self._owners[a:b] for a, b in spans]
        return np.unique(np.concatenate(numbers)).tolist() if numbers else []
