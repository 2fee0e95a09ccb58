"""Ranking intents on public data sets, beside two classifiers that others would take.

    python -m benchmarks.intents DIR

DIR holds one folder per data set with `train.jsonl` and `validation.jsonl`, an object a line:
`{"text": …, "intent": …}`, with `"intent": null` for a question outside of all intents.
CLINC150 and BANKING77 come from clinc/oos-eval and PolyAI-LDN/task-specific-datasets.

Everything is learnt from the training part and measured on the validation part, one question at a
time in one thread. AUROC is the chance that a question of an intent scores higher than one outside
of all. Typos: one in a word of four letters or more of each question, the same for all.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from rapidfuzz import process

from benchmarks.table import percentile, table
from intents import IntentRanker

Example = tuple[str, str]
Ask = Callable[[str], tuple[str, float]]  # the best intent of a text and its score

SEED = 20250804
NEAREST_QUESTIONS = 300  # comparing with every example is slow: a sample is enough
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


# The classifiers: each learns from examples and answers one text.


def ours(examples: Sequence[Example]) -> Ask:
    """The ranker of this project with its default features."""
    ranker = IntentRanker.fit(examples)
    return lambda text: ranker.rank(text)[0]


def linear_svc(examples: Sequence[Example]) -> Ask:
    """scikit-learn: TF-IDF of words, word pairs and character n-grams; the score is the margin."""
    texts, intents = zip(*examples, strict=True)
    feature = import_module("sklearn.feature_extraction.text").TfidfVectorizer
    pipeline, svm = import_module("sklearn.pipeline"), import_module("sklearn.svm")
    model = pipeline.make_pipeline(
        pipeline.make_union(
            feature(sublinear_tf=True, ngram_range=(1, 2)),
            feature(sublinear_tf=True, ngram_range=(2, 5), analyzer="char_wb"),
        ),
        svm.LinearSVC(random_state=SEED),
    ).fit(texts, intents)

    def ask(text: str) -> tuple[str, float]:
        margins: Any = model.decision_function([text])[0]
        best = int(margins.argmax())
        return str(model.classes_[best]), float(margins[best])

    return ask


def nearest(examples: Sequence[Example]) -> Ask:
    """rapidfuzz: the intent of the example that its default scorer finds nearest."""
    texts = [text for text, _ in examples]

    def ask(text: str) -> tuple[str, float]:
        _, score, place = process.extractOne(text, texts)
        return examples[place][1], score

    return ask


CLASSIFIERS: dict[str, tuple[Callable[[Sequence[Example]], Ask], int | None]] = {
    "this project": (ours, None),
    "scikit-learn linear SVC": (linear_svc, None),
    "rapidfuzz extractOne": (nearest, NEAREST_QUESTIONS),
}


# The questions.


@dataclass(frozen=True)
class DataSet:
    """Examples to learn from, questions to ask, and questions outside of all intents."""

    name: str
    train: list[Example]
    inside: list[Example]
    outside: list[str]

    @classmethod
    def read(cls, folder: Path) -> DataSet:
        """The data set of a folder. Raises `OSError`, `ValueError` or `KeyError` if it is none."""
        asked = list(_lines(folder / "validation.jsonl"))
        return cls(
            folder.name,
            [(text, intent) for text, intent in _lines(folder / "train.jsonl") if intent],
            [(text, intent) for text, intent in asked if intent],
            [text for text, intent in asked if not intent],
        )

    def sample(self, count: int) -> list[Example]:
        """That many questions of intents, or all of them."""
        return Random(SEED).sample(self.inside, min(count, len(self.inside)))


def _lines(path: Path) -> Iterator[tuple[str, str | None]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            read = json.loads(line)
            yield read["text"], read["intent"]


def misspelt(text: str, rng: Random) -> str:
    """One slip of the fingers in one longer word; a text without such a word stays."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if long:
        place = rng.choice(long)
        words[place] = rng.choice((_missing, _doubled, _swapped, _beside))(words[place], rng)
    return " ".join(words)


def _missing(word: str, rng: Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, rng: Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _swapped(word: str, rng: Random) -> str:
    places = [at for at in range(len(word) - 1) if word[at] != word[at + 1]]
    if not places:
        return _missing(word, rng)
    at = rng.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _beside(word: str, rng: Random) -> str:
    at = rng.randrange(len(word))
    row = next((row for row in _ROWS if word[at].lower() in row), word[at] * 2)
    key = row.index(word[at].lower())
    return (
        word[:at] + rng.choice(row[max(0, key - 1) : key] + row[key + 1 : key + 2]) + word[at + 1 :]
    )


# The measures.


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """The chance that one of `inside` is greater than one of `outside`; equal ones count half."""
    values = sorted({*inside, *outside})
    place = {value: n for n, value in enumerate(values)}
    counts = [0] * len(values)
    for value in outside:
        counts[place[value]] += 1
    below = [0, *accumulate(counts)]
    wins = sum(below[place[value]] + counts[place[value]] / 2 for value in inside)
    return wins / (len(inside) * len(outside))


def measure(data: DataSet, make: Callable[[Sequence[Example]], Ask], most: int | None) -> list[Any]:
    """One row of the table: percentages, milliseconds, seconds."""
    begun = time.perf_counter()
    ask = make(data.train)
    fit = time.perf_counter() - begun
    questions = data.sample(most or len(data.inside))
    rng = Random(SEED)
    slips = [(misspelt(text, rng), intent) for text, intent in questions]
    clean, spent = _asked(ask, questions)
    typed, _ = _asked(ask, slips)
    right, mistyped = _right(clean, questions), _right(typed, slips)
    scores = [score for _, score in clean]
    outside = [ask(text)[1] for text in data.outside]
    known = f"{auroc(scores, outside):.3f}" if outside else "-"
    times = [f"{percentile(spent, share):.2f}" for share in (0.5, 0.99)]
    shares = [f"{share:.1f}" for share in (right, mistyped, right - mistyped)]
    return [len(questions), shares[0], known, *shares[1:], *times, f"{fit:.1f}"]


def _asked(ask: Ask, questions: Sequence[Example]) -> tuple[list[tuple[str, float]], list[float]]:
    """What was answered, and the milliseconds that each took after a first one not counted."""
    ask(questions[0][0])
    answers, spent = [], []
    for text, _ in questions:
        begun = time.perf_counter()
        answers.append(ask(text))
        spent.append((time.perf_counter() - begun) * 1000)
    return answers, spent


def _right(answers: Sequence[tuple[str, float]], questions: Sequence[Example]) -> float:
    pairs = zip(answers, questions, strict=True)
    return 100 * sum(intent == asked for (intent, _), (_, asked) in pairs) / len(questions)


HEAD = ("questions", "right %", "AUROC", "typo %", "loss", "p50 ms", "p99 ms", "fit s")


def main() -> None:
    """Print a table for each data set under the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("dir", type=Path, help="a folder with one folder for each data set")
    folder = parser.parse_args().dir
    for path in sorted(folder.glob("*/train.jsonl")):
        data = DataSet.read(path.parent)
        rows = [[name, *measure(data, *how)] for name, how in CLASSIFIERS.items()]
        print(f"{len(data.train)} examples, {len(data.outside)} questions outside of all intents")
        print(table((data.name, *HEAD), rows), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
