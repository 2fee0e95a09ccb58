"""Which statements that facts deny a question makes, as learnt from utterances of them.

Wordings (`contradictions`) find what is said in known words: of statements by authors who had not
seen them a quarter. This model, learnt from the utterances of one half of the authors, finds two
fifths of those of the other half and mistakes one in two hundred questions that state nothing
false, where it is asked only whether a question makes a statement that its answer denies.
Utterances of intents are learnt beside those of statements: most questions state nothing. (With
them all as one label it found a quarter; a perceptron beside the linear model found no more.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from intents import reading
from intents.ranker import IntentRanker, key

# The label of utterances that are near a statement and do not make it.
NONE = ""
# How the labels of utterances begin that ask something.
ASKS = "?"
EPOCHS = 6
# So many utterances of an intent in a language are learnt beside those of statements.
OF_INTENT = 120
# As `ranker.RARE`: half as many features find as much.
RARE = (500, 5000, 10000, 20000, 30000, 40000)
# More than the examples are: one linear model is learnt.
ENOUGH = 1 << 30
# What is less likely than this is not stated.
LEAST = 0.1


@dataclass(frozen=True)
class Stating:
    """A fitted model, or none without utterances. Build with `fit`; `shares` is pure."""

    ranker: IntentRanker | None

    @classmethod
    def fit(cls, examples: Iterable[tuple[str, str]]) -> Stating:
        """Learn from pairs of a `reading.training_text` and a statement, or another label."""
        pairs = list(examples)
        if not pairs:
            return cls(None)
        return cls(IntentRanker.fit(pairs, reading.features, EPOCHS, RARE, ENOUGH))

    def shares(self, training: str) -> tuple[tuple[str, float], ...]:
        """How likely a text makes a statement, and not another one than that, where it may."""
        if self.ranker is None:
            return ()
        scored = list(zip(self.ranker.intents, self.ranker.scores(training).tolist(), strict=True))
        others = sum(score for name, score in scored if _is_none(name))
        shares = ((name, score / (score + others)) for name, score in scored if not _is_none(name))
        return tuple((name, share) for name, share in shares if share >= LEAST)


def some(utterances: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Of (language, text, intent) some of each intent and language: text and label.

    Which ones hangs on what they say: one more changes little.
    """
    of_each = defaultdict[tuple[str, str], list[str]](list)
    for language, text, intent in utterances:
        of_each[language, intent].append(text)
    for (_, intent), texts in of_each.items():
        yield from ((text, ASKS + intent) for text in sorted(texts, key=key)[:OF_INTENT])


def _is_none(label: str) -> bool:
    return label == NONE or label.startswith(ASKS)
