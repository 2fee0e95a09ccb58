"""An index of keys that finds those within a few typing errors, without looking at the others.

Keys of up to seven letters are filed under themselves with any one letter left out. Longer ones
are cut in two: of up to three errors at most one falls into one of the halves, so each half is
filed in the same way. What is filed is a hash, worked out for all gaps of a word at once; what a
look-up brings up is then measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORT = 7
FEW = 400  # keys that are measured faster one after the other than they are looked up
_LONGEST = 64  # letters of a key that count
Hashes = npt.NDArray[np.uint64]

# A word's hash is the sum of its letters, each times a power of a number by its place: so the
# hash of a word with a gap is put together from those of what stands before and behind it.
_BASE, _ONE, _HEAD, _TAIL = 0x9E3779B97F4A7C15, 0x1D8E4E27C47D124F, 0xEB44ACCAB455D165, 0
_WHOLE = 1 << 64
_BACK = np.uint64(pow(_BASE, -1, _WHOLE))
_POWERS = np.array([pow(_BASE, n, _WHOLE) for n in range(2 * _LONGEST)], np.uint64)
_SPREAD = np.uint64(0xD6E8FEB86659FD93)


def budget(length: int) -> int:
    """How many typing errors a key of this many letters may have."""
    return 0 if length < 4 else 1 if length <= SHORT else 2 if length <= 12 else 3


def _letters(words: Sequence[str]) -> Hashes:
    """Words of one length as a table of letters."""
    codes = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
    return codes.reshape(len(words), -1).astype(np.uint64)


def _sums(letters: Hashes) -> Hashes:
    """The hashes of the beginnings of each row, the empty one first."""
    sums = np.zeros((letters.shape[0], letters.shape[1] + 1), np.uint64)
    mixed = (letters + np.uint64(1)) * _SPREAD
    mixed ^= mixed >> np.uint64(29)
    np.cumsum(mixed * _POWERS[: letters.shape[1]], axis=1, out=sums[:, 1:])
    return sums


def _gaps(sums: Hashes, length: int) -> Hashes:
    """The hashes of the first letters of each row with each one of them left out."""
    behind = sums[:, length : length + 1] - sums[:, 1 : length + 1]
    return sums[:, :length] + behind * _BACK


def _filed(words: Sequence[str]) -> Hashes:
    """Under which hashes some keys of one length are filed, a row for each."""
    letters = _letters(words)
    length = letters.shape[1]
    if length <= SHORT:
        return _with_gaps(_sums(letters), length) ^ np.uint64(_ONE)
    half = length // 2
    head = _with_gaps(_sums(letters[:, :half]), half) ^ np.uint64(_HEAD)
    tail = _with_gaps(_sums(letters[:, half:][:, ::-1]), length - half) ^ np.uint64(_TAIL)
    return np.hstack([head, tail])


def _with_gaps(sums: Hashes, length: int) -> Hashes:
    return np.hstack([sums[:, length : length + 1], _gaps(sums, length)])


def _wanted(text: str) -> Hashes:
    """Under which hashes the keys near a text may be filed."""
    ends, gaps, behind, files = _looked_up(len(text))
    sums = _sums(_letters([text, text[::-1]])).ravel()
    wanted: Hashes = (sums[gaps] + (sums[ends] - sums[behind]) * _BACK) ^ files
    return wanted


@lru_cache(maxsize=_LONGEST)
def _looked_up(length: int) -> tuple[Hashes, Hashes, Hashes, Hashes]:
    """Which beginnings of a text and of its reverse, with which gap, are looked up where.

    Places are those in the sums of both, one after the other; a gap at the end is none.
    """
    rows: list[tuple[int, int, int, int]] = []
    if length <= SHORT + 1:
        rows.append((length, length, length, _ONE))
        rows += [(length, gap, gap + 1, _ONE) for gap in range(length)]
    if length >= SHORT - 1:
        back = length + 1
        heads, tails = _halves(length)
        rows += [(end, gap, gap + 1, _HEAD) for end in heads for gap in range(end)]
        rows += [
            (back + end, back + gap, back + gap + 1, _TAIL) for end in tails for gap in range(end)
        ]
    ends, gaps, behind, files = np.array(rows, np.uint64).T
    return ends, gaps, behind, files


def _halves(length: int) -> tuple[range, range]:
    """How long the halves of keys near a text of this length may be, as they are in the text."""
    most = budget(length + 2)
    low, high = max(SHORT + 1, length - most), length + most
    last = length + 1
    return (
        range(low // 2, min(last, high // 2 + 2)),
        range((low + 1) // 2, min(last, (high + 1) // 2 + 2)),
    )


class Neighbourhood:
    """Finds the keys near a text."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are distinct; those of fewer than four letters are never found."""
        self._keys = keys
        few = len(keys) <= FEW
        self._few = [key if budget(len(key)) else "" for key in keys] if few else []
        hashes, owners = _files([] if few else keys)
        # The hashes are sorted; their first bits lead straight to the few that share them.
        self._shift = np.uint64(64 - max(8, len(hashes).bit_length() + 1))
        order = np.argsort(hashes)
        self._hashes, self._owners = hashes[order], owners[order]
        firsts = np.arange((1 << int(64 - self._shift)) + 1, dtype=np.uint64)
        places = np.searchsorted(self._hashes >> self._shift, firsts)
        self._places = places.astype(np.int32)

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
        if self._few:
            near = process.extract(text, self._few, scorer=OSA.distance, score_cutoff=3, limit=None)
            return sorted(number for key, _, number in near if key)
        if not 2 < len(text) <= _LONGEST or not len(self._hashes):
            return []
        wanted = _wanted(text)
        first = (wanted >> self._shift).astype(np.intp)
        low, high = self._places[first], self._places[first + 1]
        (filled,) = np.nonzero(high > low)
        wanted, low, high = wanted[filled], low[filled], high[filled]
        (likely,) = np.nonzero((self._hashes[low] <= wanted) & (wanted <= self._hashes[high - 1]))
        numbers: set[int] = set()
        for n in likely.tolist():
            place = slice(low[n], high[n])
            numbers.update(self._owners[place][self._hashes[place] == wanted[n]].tolist())
        return sorted(numbers)


def _files(keys: Sequence[str]) -> tuple[Hashes, npt.NDArray[np.int32]]:
    """All hashes under which keys are filed, and the number of the key of each."""
    hashes, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int32)]
    for numbers in _by_length(keys):
        rows = _filed([keys[n] for n in numbers])
        hashes.append(rows.ravel())
        owners.append(np.repeat(np.array(numbers, np.int32), rows.shape[1]))
    return np.concatenate(hashes), np.concatenate(owners)


def _by_length(keys: Sequence[str]) -> Iterator[list[int]]:
    groups: dict[int, list[int]] = {}
    for number, key in enumerate(keys):
        if budget(len(key)) and len(key) <= _LONGEST:
            groups.setdefault(len(key), []).append(number)
    yield from groups.values()
