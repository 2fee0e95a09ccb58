"""A perceptron learns what no sum over single features says, the same each time."""

from __future__ import annotations

import numpy as np

from intents.perceptron import Perceptron
from intents.ranker import key

PASSES, SEEN = 60, 100
# Either feature means the second intent, both or neither the first; a third one is always there.
KINDS = [([0], 0), ([0, 1], 1), ([0, 2], 1), ([0, 1, 2], 0)]


def row(features: list[int]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(features), np.full(len(features), len(features) ** -0.5, np.float32)


def fitted() -> Perceptron:
    examples = [kind for _ in range(SEEN) for kind in KINDS]
    rows, labels = [row(features) for features, _ in examples], [label for _, label in examples]
    names = [[f"{number} {epoch}" for number in range(len(examples))] for epoch in range(PASSES)]
    passes = [np.array([key(name) for name in some], np.uint32) for some in names]
    keys = np.array([key(name) for name in ("always", "one", "other")], np.uint32)
    classes = np.array([key(name) for name in ("alike", "apart")], np.uint32)
    return Perceptron.fit(rows, labels, keys, classes, passes)


def test_features_say_together_what_none_says_alone() -> None:
    perceptron = fitted()
    for features, label in KINDS:
        probabilities = perceptron.probabilities(row(features))
        assert int(probabilities.argmax()) == label
        assert abs(float(probabilities.sum()) - 1) < 1e-5


def test_the_same_examples_give_the_same_perceptron() -> None:
    one, other = fitted(), fitted()
    assert one.features.steps.tobytes() == other.features.steps.tobytes()
    assert one.intents.tobytes() == other.intents.tobytes()
