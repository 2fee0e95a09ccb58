"""What is learnt from the catalogue: fitted, or read from a cache of the same content."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from intents import reading
from intents.language import LanguageGuesser
from intents.lexicon import Lexicon
from intents.load import Bundle
from intents.names import NameIndex
from intents.normalize import fold
from intents.ranker import IntentRanker
from intents.spell import counted
from intents.values import ValueReader

# With as many utterances as the catalogue has, further passes over them change nothing.
EPOCHS = 3


@dataclass(frozen=True)
class Models:
    """The guesser of languages, the ranker of intents, and how often each language has a word."""

    guesser: LanguageGuesser
    ranker: IntentRanker
    words: Mapping[str, Mapping[str, int]]


def models(
    bundle: Bundle,
    names: NameIndex,
    lexicons: Mapping[str, Lexicon],
    readers: Mapping[str, ValueReader],
    cache_dir: Path | None,
) -> Models:
    """All models; from `cache_dir` if they were fitted to the same utterances before."""
    path = cache_dir / f"models-{_digest(bundle)}.npz" if cache_dir else None
    if path and path.exists():
        try:
            return _read(path)
        except (OSError, ValueError, KeyError):
            path.unlink(missing_ok=True)  # a torn file: fit again
    fitted = _fit(bundle, names, lexicons, readers)
    if path:
        _write(path, fitted)
    return fitted


def examples(bundle: Bundle) -> Iterator[tuple[str, str, str]]:
    """Every utterance of the catalogue as (language, text, intent)."""
    for code, intents in sorted(bundle.intents.items()):
        for intent, words in sorted(intents.items()):
            for line in words.lines():
                yield code, line, intent


def lines(bundle: Bundle, language: str) -> Iterator[str]:
    """Every utterance of one language."""
    for words in bundle.intents[language].values():
        yield from words.lines()


def _fit(
    bundle: Bundle,
    names: NameIndex,
    lexicons: Mapping[str, Lexicon],
    readers: Mapping[str, ValueReader],
) -> Models:
    said: dict[str, list[str]] = {code: [] for code in bundle.languages}
    pairs = []
    for code, text, intent in examples(bundle):
        mentions = names.find(text)
        said[code].append(reading.without_names(text, mentions))
        named = reading.mask(text, mentions, bundle.entities)
        _, _, training = reading.prepared(named, lexicons[code], readers[code])
        pairs.append((training, intent))
    ranker_ = IntentRanker.fit(pairs, reading.features, EPOCHS)
    words = {code: counted(map(fold, lines(bundle, code))) for code in bundle.languages}
    return Models(LanguageGuesser.fit(said), ranker_, words)


@cache
def code_key() -> str:
    """A key of the engine's code: other code may read, learn or answer otherwise."""
    whole = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:20]


def _digest(bundle: Bundle) -> str:
    """A key of everything that the models depend on: words, names, kinds, and this code."""
    content = {
        "examples": list(examples(bundle)),
        "concepts": [bundle.concepts, bundle.lexicon],
        "numbers": {code: record.numbers for code, record in bundle.languages.items()},
        "names": [(e.id, e.kind, e.names, e.aliases) for e in bundle.entities.values()],
        "code": code_key(),
    }
    dumped = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(dumped.encode()).hexdigest()[:20]


def _write(path: Path, models: Models) -> None:
    """Write beside, then rename: a reader never sees half a file."""
    guesser, fitted = models.guesser, models.ranker
    tables = {"weights": guesser.weights, "unseen": guesser.unseen, "words": models.words}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
            np.savez(
                file,
                weights=fitted.weights,
                bias=fitted.bias,
                idf=fitted.idf,
                vocabulary=fitted.vocabulary,
                intents=np.array(fitted.intents),
                tables=np.frombuffer(json.dumps(tables).encode(), dtype=np.uint8),
            )
        Path(file.name).replace(path)
    except OSError:
        return  # a read-only folder costs time at the next start, nothing else


def _read(path: Path) -> Models:
    with np.load(path, allow_pickle=False) as stored:
        tables = json.loads(stored["tables"].tobytes())
        ranker_ = IntentRanker(
            intents=tuple(map(str, stored["intents"])),
            vocabulary=stored["vocabulary"],
            idf=stored["idf"],
            weights=stored["weights"],
            bias=stored["bias"],
            features=reading.features,
        )
    guesser = LanguageGuesser(tables["weights"], tables["unseen"])
    return Models(guesser, ranker_, tables["words"])
