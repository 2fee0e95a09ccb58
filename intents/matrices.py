"""What the models are made of: rows of known features, weights in small steps, probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Steps = NDArray[np.int8]
# Checksums that stand for the names of features and intents.
Keys = NDArray[np.uint32]
# The known features of one text as indices and weights of unit length.
Row = tuple[NDArray[np.intp], Floats]


@dataclass(frozen=True)
class Stepped:
    """A row of weights for each feature, in whole numbers of steps of the row's size in `scale`.

    A byte instead of four, for one or two answers in a thousand that change.
    """

    scale: Floats
    steps: Steps

    @classmethod
    def of(cls, weights: Floats) -> Stepped:
        """Weights in steps, at most 127 either way; the weights, which may be large, are spent."""
        largest = np.maximum(weights.max(axis=1), -weights.min(axis=1))
        scale = np.maximum(largest, np.finfo(np.float32).tiny) / 127
        steps = np.empty(weights.shape, np.int8)
        weights /= scale[:, None]
        np.rint(weights, out=steps, casting="unsafe")
        return cls(scale.astype(np.float32), steps)

    def weigh(self, row: Row) -> Floats:
        """The sum of the rows of some features, each as heavy as it is there."""
        index, values = row
        steps: Floats = self.steps.take(index, axis=0).astype(np.float32)
        weighed: Floats = values * self.scale[index]
        return weighed_sum(weighed, steps)


def weighed_sum(values: Floats, rows: Floats) -> Floats:
    """The sum of `rows`, each times its value.

    Not by BLAS: it would wake threads for a few microseconds' work, and they would wait for each
    other wherever processes share the processors.
    """
    summed: Floats = np.einsum("i,ij->j", values, rows)
    return summed


def softmax(scores: Floats) -> Floats:
    """Scores, or each row of them, as probabilities."""
    raised: Floats = np.exp(scores - np.maximum.reduce(scores, axis=-1, keepdims=True))
    raised /= np.add.reduce(raised, axis=-1, keepdims=True)
    return raised
