"""A model with one hidden layer: what features say together, which none of them says alone.

"Which of them left" and "which of them left something out" share their words; a linear model adds
up what each word says, units between words and intents also learn what they say side by side.
Trained in batches by RMSProp, with one rate for a row of weights. In each pass some features of an
example are left out, and some units: what is learnt must not hang on a single word. The batch an
example falls into and what is left out hang on the example alone, so that one more changes little
of what the others taught.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from intents.matrices import Floats, Keys, Row, Stepped, softmax, weighed_sum

Indices = NDArray[np.intp]
Lots = NDArray[np.uint32]

UNITS = 128
# How many of the features of an example, and of the units, are left out in a pass.
FEATURES_LEFT_OUT, UNITS_LEFT_OUT = 0.4, 0.5
# The step at the beginning, falling evenly to nothing.
RATE = 0.0015
# How much of the sizes of earlier steps a row remembers.
REMEMBERED = 0.999
# A label is to be so much less than certain: what is like nothing learnt stays open to doubt.
UNSURE = 0.05
# The features of a text weigh so much together; the weights of each begin about as large as this.
GAIN, BEGUN = 5.0, 0.05
# A batch holds at most so many examples, give or take, and at least half as many.
BATCH = 64
_SEED, _LOTS, _BEGINNINGS = 20250804, 1 << 20, 1 << 14
_TINY = np.float32(1e-8)


@dataclass(frozen=True)
class Perceptron:
    """A fitted model: features → units → intents. Build with `fit`; `probabilities` is pure.

    `features` has a row of `UNITS` weights for each feature, `intents` a row of one weight for each
    intent for each unit; `units` and `bias` are what is added to their sums.
    """

    features: Stepped
    units: Floats
    intents: Floats
    bias: Floats

    def probabilities(self, row: Row) -> Floats:
        """The probability of each intent, given the features of a text."""
        active = np.maximum(self.features.weigh(row) + self.units, 0)
        return softmax(weighed_sum(active, self.intents) + self.bias)

    @classmethod
    def fit(
        cls,
        rows: Sequence[Row],
        labels: Sequence[int],
        keys: Keys,
        classes: Keys,
        passes: Sequence[Lots],
    ) -> Perceptron:
        """Learn `labels`, numbers of `classes`, from `rows` of features.

        `keys` are those of the features, `classes` those of the intents; a pass holds a number for
        each example, by which its batch and its lots are drawn.
        """
        training, known = _Training(keys, classes), np.array(labels)
        batches = [(batch, lots[batch]) for lots in passes for batch in _batches(lots)]
        # Threads bring little to products of this size, and cost much on a shared processor.
        with threadpool_limits(1):
            for done, (batch, lots) in enumerate(batches):
                some = [rows[number] for number in batch]
                training.learn(some, known[batch], lots, RATE * (1 - done / len(batches)))
        return training.learnt()


def _batches(lots: Lots) -> Iterator[Indices]:
    """The numbers of the examples of each batch, which are those of neighbouring lots."""
    order = np.argsort(lots, kind="stable")
    apart = np.uint64((1 << 32) >> (len(lots) // BATCH).bit_length())
    return iter(np.split(order, np.flatnonzero(np.diff(lots[order] // apart)) + 1))


class _Texts(NamedTuple):
    """Some texts: `values` has a row for each of them, a column for each of `features`."""

    features: Indices
    values: Floats


def _texts(rows: Sequence[Row]) -> _Texts:
    index, places = np.unique(np.concatenate([i for i, _ in rows]), return_inverse=True)
    values = np.zeros((len(rows), len(index)), np.float32)
    numbers = np.repeat(np.arange(len(rows)), [len(i) for i, _ in rows])
    values[numbers, places] = np.concatenate([v for _, v in rows])
    return _Texts(index, values)


class _Weights:
    """Weights on their way, with the size of the steps that each row was moved by."""

    def __init__(self, values: Floats) -> None:
        self.values = values
        self._sizes = np.zeros((len(values), 1), np.float32)
        self._remembered = count(1)

    def move(self, gradient: Floats, rate: float, rows: Indices | slice = slice(None)) -> None:
        """Move some rows against their gradient, which is spent."""
        sizes = self._sizes[rows] * np.float32(REMEMBERED)
        squares = np.einsum("ij,ij->i", gradient, gradient) / np.float32(gradient.shape[1])
        sizes += squares[:, None] * np.float32(1 - REMEMBERED)
        self._sizes[rows] = sizes
        known = np.float32(1 - REMEMBERED ** next(self._remembered))
        gradient *= np.float32(rate) / (np.sqrt(sizes / known) + _TINY)
        self.values[rows] -= gradient


class _Training:
    """A perceptron on its way."""

    def __init__(self, keys: Keys, classes: Keys) -> None:
        # Each begins by its key: one more feature or intent leaves the others as they are.
        random = np.random.default_rng(_SEED)
        size = (_BEGINNINGS, UNITS)
        beginnings = random.standard_normal(size, np.float32) * np.float32(BEGUN)
        even = (random.random(size, np.float32) - np.float32(0.5)) * np.float32(2 / UNITS**0.5)
        self._features = _Weights(beginnings[keys % _BEGINNINGS])
        self._units = _Weights(np.zeros((1, UNITS), np.float32))
        self._intents = _Weights(even[classes % _BEGINNINGS])
        self._bias = _Weights(np.zeros((1, len(classes)), np.float32))
        self._random = random.random(_LOTS, np.float32)

    def learn(self, rows: Sequence[Row], labels: Indices, lots: Lots, rate: float) -> None:
        """One step towards the labels of some texts."""
        texts = _texts([self._some(row, lot) for row, lot in zip(rows, lots.tolist(), strict=True)])
        summed: Floats = texts.values @ self._features.values[texts.features] + self._units.values
        live: Floats = self._some_units(lots) * (summed > 0)
        active: Floats = summed * live
        error = softmax(active @ self._intents.values.T + self._bias.values)
        error -= np.float32(UNSURE / error.shape[1])
        error[np.arange(len(labels)), labels] -= np.float32(1 - UNSURE)
        error /= np.float32(len(labels))
        back = error @ self._intents.values * live
        self._intents.move(error.T @ active, rate)
        self._bias.move(error.sum(axis=0, keepdims=True), rate)
        self._features.move(texts.values.T @ back, rate, texts.features)
        self._units.move(back.sum(axis=0, keepdims=True), rate)

    def learnt(self) -> Perceptron:
        """The perceptron; nothing more is learnt."""
        self._features.values *= np.float32(GAIN)
        features = Stepped.of(self._features.values)
        units, intents, bias = self._units.values, self._intents.values, self._bias.values
        return Perceptron(features, units[0], intents.T.copy(), bias[0])

    def _some(self, row: Row, lot: int) -> Row:
        """Some features of a text, heavier by what is left out."""
        index, values = row
        begin = lot % (_LOTS - len(index))
        kept = self._random[begin : begin + len(index)] >= FEATURES_LEFT_OUT
        return index[kept], values[kept] * np.float32(GAIN / (1 - FEATURES_LEFT_OUT))

    def _some_units(self, lots: Lots) -> Floats:
        """For each text how much a unit counts: heavier by what is left out, or not at all."""
        begins = lots * np.uint32(31) % np.uint32(_LOTS - UNITS)
        drawn = np.lib.stride_tricks.sliding_window_view(self._random, UNITS)[begins]
        kept: Floats = (drawn >= UNITS_LEFT_OUT) * np.float32(1 / (1 - UNITS_LEFT_OUT))
        return kept
