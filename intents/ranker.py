"""Ranks intents for a text: a linear model and a perceptron on word and character n-grams.

Learnt from examples when the catalogue is loaded, each pass in an order that hangs on the examples
alone: the same ones always give the same model, and a few more hardly change what the others
taught. (25 utterances of 73,000 taken away change the intent of none of 4,001 scripted questions;
in a shuffled order, of 62.) Character n-grams inside words carry typos and inflection,
word pairs carry phrasing. The loss is multinomial logistic, so scores are probabilities that can
be compared between texts: out-of-scope questions score low.

On held-out questions of other authors the pieces of words won 3 points over words alone, and the
concepts that `reading.features` adds won 2 (3 on a second set); harmful answers fell by half. The
perceptron (alone as good as the linear model alone) won 0.7 points of 6,525 questions, and a third
of the harmful answers; of the 330 among them that came last and were read by nobody, 3 points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np

from intents.matrices import Floats, Keys, Row, Stepped, softmax, weighed_sum
from intents.normalize import clean, fold, words
from intents.perceptron import Perceptron
from intents.spell import Speller, counted

Features = Callable[[str], Iterable[int]]

# So many intents are ranked at least, and all that are this probable: the others decide nothing.
SHOWN, LIKELY = 12, 0.001
EPOCHS = 4
# Further passes teach the linear model nothing, beside the perceptron.
LINEAR = 2
# The step at the beginning; it falls evenly to the one at the end.
RATE, LAST_RATE = 4.0, 0.05
# How much of a probability the perceptron says; the linear model says the rest.
TOGETHER = 0.6
# Updates smaller than this change nothing that matters and cost as much as large ones.
NEGLIGIBLE = 0.003
# Of fewer examples a perceptron has learnt too little to be asked.
ENOUGH = 20000
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

    `vocabulary` holds the sorted keys of the features, `idf` and `linear` a row for each.
    """

    intents: tuple[str, ...]
    vocabulary: Keys
    idf: Floats
    linear: Stepped
    bias: Floats
    perceptron: Perceptron | None
    features: Features

    @classmethod
    def fit(
        cls,
        examples: Iterable[tuple[str, str]],
        features: Features | None = None,
        epochs: int = EPOCHS,
        rare: Sequence[int] = RARE,
        enough: int = ENOUGH,
    ) -> IntentRanker:
        """Learn from (text, intent) pairs; `features` turns a text into the keys of its features.

        By default these are the n-grams of the text, with words that no example has read as the
        nearest one that they have. `rare` is as `RARE`; of fewer examples than
        `enough` only a linear model is learnt. Raises `ValueError` without examples.
        """
        pairs = list(examples)
        if not pairs:
            raise ValueError("no examples to learn from")
        if features is None:
            features = partial(_mended, Speller(counted(fold(clean(text)) for text, _ in pairs)))
        intents = tuple(sorted({intent for _, intent in pairs}))
        bags = [_bag(features(text)) for text, _ in pairs]
        vocabulary, idf = _vocabulary(bags, rare)
        rows = [_row(bag, vocabulary, idf) for bag in bags]
        labels = [intents.index(intent) for _, intent in pairs]
        passes = [_lots(pairs, epoch) for epoch in range(epochs)]
        both = len(pairs) >= enough
        order = [
            n
            for lots in (passes[:LINEAR] if both else passes)
            for n in np.argsort(lots, kind="stable").tolist()
        ]
        classes = np.array([key(intent) for intent in intents], np.uint32)
        learnt = (rows, labels, vocabulary, classes, passes)
        # Side by side, for most of the perceptron's work holds up nothing else.
        with ThreadPoolExecutor(1) as beside:
            learning = beside.submit(Perceptron.fit, *learnt) if both else None
            weights, bias = _train(rows, labels, len(vocabulary), len(intents), order)
            stepped = Stepped.of(weights)
            del weights
            perceptron = learning.result() if learning else None
        return cls(intents, vocabulary, idf, stepped, bias, perceptron, features)

    def scores(self, text: str) -> Floats:
        """The probability of each intent, in the order of `intents`."""
        row = _row(_bag(self.features(text)), self.vocabulary, self.idf)
        linear = softmax(self.linear.weigh(row) + self.bias)
        if self.perceptron is None:
            return linear
        return (1 - TOGETHER) * linear + TOGETHER * self.perceptron.probabilities(row)

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


Bag = tuple[Keys, Floats]


def _bag(features: Iterable[int]) -> Bag:
    """The keys of the features of one text, and how often each stands there."""
    counts = Counter(features)
    keys = np.fromiter(counts.keys(), np.uint32, len(counts))
    return keys, np.fromiter(counts.values(), np.float32, len(counts))


def _vocabulary(bags: Sequence[Bag], rare: Sequence[int]) -> tuple[Keys, Floats]:
    """The features seen in a few examples, with their rarity."""
    seen, counts = np.unique(np.concatenate([keys for keys, _ in bags]), return_counts=True)
    least = sum(len(bags) > size for size in rare) + 1
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


def _lots(pairs: Sequence[tuple[str, str]], epoch: int) -> Keys:
    """A number for each example, by what it says: others keep theirs if one is added."""
    return np.array([key(f"{epoch} {text}") for text, _ in pairs], np.uint32)


def _train(
    rows: Sequence[Row], labels: Sequence[int], width: int, classes: int, order: Sequence[int]
) -> tuple[Floats, Floats]:
    weights = np.zeros((width, classes), dtype=np.float32)
    bias = np.zeros(classes, dtype=np.float32)
    for step, number in enumerate(order):
        rate = RATE * (1 - step / len(order)) + LAST_RATE
        index, values = rows[number]
        gradient = softmax(weighed_sum(values, weights.take(index, axis=0)) + bias)
        gradient[labels[number]] -= 1
        (columns,) = (np.abs(gradient) > NEGLIGIBLE).nonzero()
        if len(columns):
            change = (rate * gradient[columns]).astype(np.float32)
            weights[index[:, None], columns] -= values[:, None] * change
            bias[columns] -= 0.01 * change
    return weights, bias
