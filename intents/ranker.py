"""Ranks intents for a text: one linear model on word and character n-grams.

Learnt from examples when the catalogue is loaded, each pass in an order that hangs on the examples
alone: the same ones always give the same model, and a few more hardly change what the others
taught. (25 utterances of 73,000 taken away change the intent of none of 4,001 scripted questions;
in a shuffled order, of 62.) Character n-grams inside words carry typos and inflection,
word pairs carry phrasing. The loss is multinomial logistic, so scores are probabilities that can
be compared between texts: out-of-scope questions score low.

On held-out questions of other authors the pieces of words won 3 points over words alone, and the
concepts that `reading.features` adds won 2 (3 on a second set); harmful answers fell by half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from intents.normalize import clean, fold, words
from intents.spell import Speller, counted

Features = Callable[[str], Iterable[int]]
Floats = NDArray[np.float32]
Steps = NDArray[np.int8]
Keys = NDArray[np.uint32]

# So many intents are ranked at least, and all that are this probable: the others decide nothing.
SHOWN, LIKELY = 12, 0.001
EPOCHS = 5
# The step at the beginning; it falls evenly to the one at the end.
RATE, LAST_RATE = 4.0, 0.05
# Updates smaller than this change nothing that matters and cost as much as large ones.
NEGLIGIBLE = 0.003
# Among more examples than these, features of so many examples are left out: of one, of two …
RARE = (500, 5000, 50000)


LETTERS, SYLLABLES = (3, 4), (2, 3)


class _Word(NamedTuple):
    """What the features of a word are made of: most words are met again and again."""

    said: bytes
    whole: int
    pieces: tuple[int, ...]
    # How the keys of the pairs begin that it is the first of: checksums can be continued.
    beside: int
    apart: int


def key(feature: str) -> int:
    """The key of a feature, which stands for its name.

    A key is a checksum: names of a hundred thousand features would fill the memory, and of their
    four milliard keys hardly two fall together.
    """
    return crc32(feature.encode())


@lru_cache(maxsize=8192)
def _word(token: str) -> _Word:
    padded = f"^{token}$"
    sizes = SYLLABLES if "가" <= token[-1] <= "힣" else LETTERS
    pieces = (padded[i : i + size] for size in sizes for i in range(len(padded) - size + 1))
    begun = key(f"p {token} "), key(f"s {token} ")
    return _Word(token.encode(), key(f"w {token}"), tuple(map(key, pieces)), *begun)


def ngrams(text: str) -> list[int]:
    """The keys of words, pairs of words with at most one between, and pieces of words.

    Pieces are 3 and 4 letters long, or 2 and 3 syllables of Hangul, of 2 or 3 letters each.
    """
    tokens = list(map(_word, words(fold(clean(text)))))
    edged = [_word("<"), *tokens, _word(">")]
    found = [token.whole for token in tokens]
    found += [crc32(b.said, a.beside) for a, b in pairwise(edged)]
    found += [crc32(b.said, a.apart) for a, b in zip(edged, edged[2:], strict=False)]
    for token in tokens:
        found += token.pieces
    return found


@dataclass(frozen=True)
class IntentRanker:
    """A fitted model. Build with `fit`; `rank` is pure.

    `vocabulary` holds the sorted keys of the features, `idf`, `scale` and `weights` a row for each.
    A weight is a whole number of steps of the size in `scale`: a byte instead of four, for one or
    two answers in a thousand that change.
    """

    intents: tuple[str, ...]
    vocabulary: Keys
    idf: Floats
    scale: Floats
    weights: Steps
    bias: Floats
    features: Features

    @classmethod
    def fit(
        cls,
        examples: Iterable[tuple[str, str]],
        features: Features | None = None,
        epochs: int = EPOCHS,
    ) -> IntentRanker:
        """Learn from (text, intent) pairs; `features` turns a text into the keys of its features.

        By default these are the n-grams of the text, with words that no example has read as the
        nearest one that they have. Raises `ValueError` without examples.
        """
        pairs = list(examples)
        if not pairs:
            raise ValueError("no examples to learn from")
        if features is None:
            features = partial(_mended, Speller(counted(fold(clean(text)) for text, _ in pairs)))
        intents = tuple(sorted({intent for _, intent in pairs}))
        bags = [_bag(features(text)) for text, _ in pairs]
        vocabulary, idf = _vocabulary(bags)
        rows = [_row(bag, vocabulary, idf) for bag in bags]
        labels = [intents.index(intent) for _, intent in pairs]
        order = [number for epoch in range(epochs) for number in _order(pairs, epoch)]
        weights, bias = _train(rows, labels, len(vocabulary), len(intents), order)
        return cls(intents, vocabulary, idf, *_in_steps(weights), bias, features)

    def scores(self, text: str) -> Floats:
        """The probability of each intent, in the order of `intents`."""
        index, values = _row(_bag(self.features(text)), self.vocabulary, self.idf)
        steps: Floats = self.weights.take(index, axis=0).astype(np.float32)
        weighed: Floats = values * self.scale[index]
        return _softmax(weighed @ steps + self.bias)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """The likely intents with their probability, best first; equal ones in order of name.

        At least `SHOWN` of them, and all that are as probable as `LIKELY`.
        """
        scores = self.scores(text)
        likely = max(SHOWN, int(np.count_nonzero(scores >= LIKELY)))
        order = np.argsort(-scores, kind="stable")[:likely]
        ranked = map(self.intents.__getitem__, order.tolist())
        return list(zip(ranked, scores[order].tolist(), strict=True))


def _mended(speller: Speller, text: str) -> list[int]:
    return ngrams(speller.mend(fold(clean(text))))


Row = tuple[NDArray[np.intp], Floats]
Bag = tuple[Keys, Floats]


def _bag(features: Iterable[int]) -> Bag:
    """The keys of the features of one text, and how often each stands there."""
    counts = Counter(features)
    keys = np.fromiter(counts.keys(), np.uint32, len(counts))
    return keys, np.fromiter(counts.values(), np.float32, len(counts))


def _vocabulary(bags: Sequence[Bag]) -> tuple[Keys, Floats]:
    """The features seen in a few examples, with their rarity."""
    seen, counts = np.unique(np.concatenate([keys for keys, _ in bags]), return_counts=True)
    least = sum(len(bags) > size for size in RARE) + 1
    kept = counts >= least
    idf = 1 + np.log((1 + len(bags)) / (1 + counts[kept]))
    return seen[kept], idf.astype(np.float32)


def _row(bag: Bag, vocabulary: Keys, idf: Floats) -> Row:
    """The known features of one text as indices and weights of unit length."""
    keys, counts = bag
    places = np.searchsorted(vocabulary, keys)
    places[places == len(vocabulary)] = 0
    known = vocabulary[places] == keys
    index = places[known]
    values = (1 + np.log(counts[known])) * idf[index]
    return index, values / (np.sqrt(values.dot(values)) or 1)


def _softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - np.maximum.reduce(scores))
    raised /= np.add.reduce(raised)
    return raised


def _in_steps(weights: Floats) -> tuple[Floats, Steps]:
    """The size of a step for each row, and the weights in steps, at most 127 either way."""
    scale = np.maximum(np.abs(weights).max(axis=1), np.finfo(np.float32).tiny) / 127
    steps = np.empty(weights.shape, np.int8)
    np.rint(weights / scale[:, None], out=steps, casting="unsafe")
    return scale.astype(np.float32), steps


def _order(pairs: Sequence[tuple[str, str]], epoch: int) -> list[int]:
    """The examples in the order of a pass, by what they say: others keep theirs if one is added."""
    keys = [crc32(f"{epoch} {text}".encode()) for text, _ in pairs]
    return sorted(range(len(pairs)), key=keys.__getitem__)


def _train(
    rows: Sequence[Row], labels: Sequence[int], width: int, classes: int, order: Sequence[int]
) -> tuple[Floats, Floats]:
    weights = np.zeros((width, classes), dtype=np.float32)
    bias = np.zeros(classes, dtype=np.float32)
    for step, number in enumerate(order):
        rate = RATE * (1 - step / len(order)) + LAST_RATE
        index, values = rows[number]
        gradient = _softmax(values @ weights.take(index, axis=0) + bias)
        gradient[labels[number]] -= 1
        (columns,) = (np.abs(gradient) > NEGLIGIBLE).nonzero()
        if len(columns):
            change = (rate * gradient[columns]).astype(np.float32)
            weights[index[:, None], columns] -= values[:, None] * change
            bias[columns] -= 0.01 * change
    return weights, bias
