"""Ranks intents for a text: one linear model on word and character n-grams.

Learnt from examples when the catalogue is loaded, with a fixed order of passes, so the same
examples always give the same model. Character n-grams inside words carry typos and inflection,
word pairs carry phrasing. The loss is multinomial logistic, so scores are probabilities that can
be compared between texts: out-of-scope questions score low.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from intents.normalize import clean, fold, words
from intents.spell import Speller

Features = Callable[[str], Iterable[str]]
Floats = NDArray[np.float32]

EPOCHS = 5
RATE = 4.0
DECAY = 1e-6
# Updates smaller than this change nothing that matters and cost as much as large ones.
NEGLIGIBLE = 0.003


def ngrams(text: str) -> list[str]:
    """Words, pairs of words with at most one between, and character 3- and 4-grams of words."""
    tokens = words(fold(clean(text)))
    edged = ["<", *tokens, ">"]
    found = [f"w {token}" for token in tokens]
    found += [f"p {a} {b}" for a, b in pairwise(edged)]
    found += [f"s {a} {b}" for a, b in zip(edged, edged[2:], strict=False)]
    for token in tokens:
        padded = f"^{token}$"
        for size in (3, 4):
            found += [padded[i : i + size] for i in range(len(padded) - size + 1)]
    return found


@dataclass(frozen=True)
class IntentRanker:
    """A fitted model. Build with `fit`; `rank` is pure."""

    intents: tuple[str, ...]
    vocabulary: dict[str, int]
    idf: Floats
    weights: Floats
    bias: Floats
    features: Features

    @classmethod
    def fit(
        cls,
        examples: Iterable[tuple[str, str]],
        features: Features | None = None,
        epochs: int = EPOCHS,
    ) -> IntentRanker:
        """Learn from (text, intent) pairs; `features` turns a text into feature names.

        By default these are the n-grams of the text, with words that no example has read as the
        nearest one that they have. Raises `ValueError` without examples.
        """
        pairs = list(examples)
        if not pairs:
            raise ValueError("no examples to learn from")
        if features is None:
            features = partial(_mended, Speller(fold(clean(text)) for text, _ in pairs))
        intents = tuple(sorted({intent for _, intent in pairs}))
        bags = [Counter(features(text)) for text, _ in pairs]
        vocabulary, idf = _vocabulary(bags)
        rows = [_row(bag, vocabulary, idf) for bag in bags]
        labels = [intents.index(intent) for _, intent in pairs]
        weights, bias = _train(rows, labels, len(vocabulary), len(intents), epochs)
        return cls(intents, vocabulary, idf, weights, bias, features)

    def scores(self, text: str) -> Floats:
        """The probability of each intent, in the order of `intents`."""
        index, values = _row(Counter(self.features(text)), self.vocabulary, self.idf)
        return _softmax(values @ self.weights[index] + self.bias)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """All intents with their probability, best first; equal ones in order of name."""
        scores = self.scores(text)
        order = np.argsort(-scores, kind="stable")
        return [(self.intents[i], float(scores[i])) for i in order]


def _mended(speller: Speller, text: str) -> list[str]:
    return ngrams(speller.mend(fold(clean(text))))


Row = tuple[NDArray[np.intp], Floats]


def _vocabulary(bags: Sequence[Counter[str]]) -> tuple[dict[str, int], Floats]:
    """Features seen in two examples or more, in order of first sight, with their rarity."""
    seen: Counter[str] = Counter()
    for bag in bags:
        seen.update(bag.keys())
    least = 2 if len(bags) > 500 else 1
    kept = [name for name, count in seen.items() if count >= least]
    idf = [1 + math.log((1 + len(bags)) / (1 + seen[name])) for name in kept]
    return {name: number for number, name in enumerate(kept)}, np.array(idf, dtype=np.float32)


def _row(bag: Counter[str], vocabulary: dict[str, int], idf: Floats) -> Row:
    """The known features of one text as indices and weights of unit length."""
    known = [(vocabulary[name], count) for name, count in bag.items() if name in vocabulary]
    if not known:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
    index = np.array([number for number, _ in known], dtype=np.intp)
    counts = np.array([count for _, count in known], dtype=np.float32)
    values = (1 + np.log(counts)) * idf[index]
    return index, values / np.linalg.norm(values)


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)


def _train(
    rows: Sequence[Row], labels: Sequence[int], width: int, classes: int, epochs: int
) -> tuple[Floats, Floats]:
    weights = np.zeros((width, classes), dtype=np.float32)
    bias = np.zeros(classes, dtype=np.float32)
    order = list(range(len(rows)))
    shuffle = random.Random(7).shuffle  # noqa: S311 - a fixed order, not a secret
    for epoch in range(epochs):
        shuffle(order)
        rate = RATE * (1 - epoch / epochs) + 0.2
        for number in order:
            index, values = rows[number]
            gradient = _softmax(values @ weights[index] + bias)
            gradient[labels[number]] -= 1
            (columns,) = np.nonzero(np.abs(gradient) > NEGLIGIBLE)
            if len(columns):
                step = (rate * gradient[columns]).astype(np.float32)
                weights[index[:, None], columns] -= values[:, None] * step
                bias[columns] -= 0.01 * step
    return weights, bias
