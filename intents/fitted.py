"""What is learnt from the catalogue: fitted, or read from a cache of the same content."""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from intents import details, reading, spacing
from intents.concepts import Concepts
from intents.heard import Example, Heard
from intents.language import LanguageGuesser
from intents.lexicon import Lexicon
from intents.load import Bundle
from intents.matrices import Stepped
from intents.models import Entity
from intents.names import NameIndex
from intents.normalize import fold
from intents.perceptron import Perceptron
from intents.ranker import IntentRanker
from intents.respelling import Respeller
from intents.spell import counted
from intents.stating import NONE, Stating, some
from intents.values import ValueReader

# With as many utterances as the catalogue has, further passes over them change nothing.
EPOCHS = 4
# How the names of what the two rankers have learnt begin in the cache.
_RANKER, _STATING = "ranker_", "stating_"

# An utterance without its names, to tell languages by, and its `reading.training_text`.
Utterance = tuple[str, str]
Prepare = Callable[[Sequence[str]], list[Utterance]]
Spread = Callable[[Prepare, Sequence[str]], list[Utterance]]


def at_once(prepare: Prepare, texts: Sequence[str]) -> list[Utterance]:
    """Prepare all texts here and now."""
    return prepare(texts)


@dataclass(frozen=True)
class Models:
    """The guesser of languages, the ranker of intents, their words, and those of each language."""

    guesser: LanguageGuesser
    ranker: IntentRanker
    heard: Heard
    words: Mapping[str, Mapping[str, int]]
    # How often Korean words stand in the catalogue.
    spacing: Mapping[str, int]
    stating: Stating


@dataclass(frozen=True)
class Preparer:
    """What utterances are prepared by; `spread` may share the work out among processes."""

    entities: Mapping[str, Entity]
    names: NameIndex
    lexicons: Mapping[str, Lexicon]
    readers: Mapping[str, ValueReader]
    respeller: Respeller
    spread: Spread = at_once

    def all(self, code: str, texts: Sequence[str]) -> list[Utterance]:
        """Prepare utterances of a language."""
        return self.spread(partial(self._here, code), texts)

    def _here(self, code: str, texts: Sequence[str]) -> list[Utterance]:
        return [self._one(code, text) for text in texts]

    def _one(self, code: str, text: str) -> Utterance:
        text = self.respeller.respelt(text)
        mentions = self.names.find(text)
        named = reading.mask(text, mentions, self.entities)
        _, _, training = reading.prepared(named, self.lexicons[code], self.readers[code])
        return reading.without_names(text, mentions), training


def models(bundle: Bundle, preparer: Preparer, cache_dir: Path | None) -> Models:
    """All models; from `cache_dir` if they were fitted to the same utterances before."""
    path = cache_dir / f"models-{digest(bundle)}.npz" if cache_dir else None
    if path and path.exists():
        try:
            return _read(path)
        except (OSError, ValueError, KeyError):
            path.unlink(missing_ok=True)  # a torn file: fit again
    prepared = _Prepared(cache_dir and cache_dir / f"prepared-{_key(_ground(bundle))}.json.gz")
    for code in bundle.languages:
        stated = (text for _, text, _ in statements(bundle, code))
        prepared.complete(code, [*lines(bundle, code), *stated], preparer)
    prepared.keep()
    fitted = _fit(bundle, prepared)
    if path:
        _write(path, fitted)
    return fitted


def examples(bundle: Bundle) -> Iterator[tuple[str, str, str]]:
    """Every utterance of the catalogue as (language, text, intent)."""
    for code, intents in sorted(bundle.intents.items()):
        for intent, words in sorted(intents.items()):
            for line in words.lines():
                yield code, line, intent


def statements(bundle: Bundle, language: str) -> Iterator[tuple[str, str, bool]]:
    """The utterances of one language on statements: of which, the text, whether it makes it."""
    for name, words in sorted(bundle.statements.get(language, {}).items()):
        for text, stated in words.utterances():
            yield name, text, stated


def lines(bundle: Bundle, language: str) -> Iterator[str]:
    """Every utterance of one language."""
    for words in bundle.intents[language].values():
        yield from words.lines()


class _Prepared:
    """Utterances as they are learnt: those that were learnt before are not prepared again."""

    def __init__(self, path: Path | None) -> None:
        """`path` holds those of the last time, of the same names, concepts and code."""
        self._path = path
        self._earlier = _unpacked(path) if path and path.exists() else {}
        self._known: dict[str, dict[str, tuple[str, str]]] = {}

    def complete(self, code: str, texts: Iterable[str], preparer: Preparer) -> None:
        """Take in the utterances of a language."""
        every, known = dict.fromkeys(texts), self._earlier.get(code, {})
        new = [text for text in every if text not in known]
        made = dict(zip(new, preparer.all(code, new), strict=True))
        self._known[code] = {text: known.get(text) or made[text] for text in every}

    def of(self, code: str, text: str) -> Utterance:
        """What was made of an utterance."""
        rest, training = self._known[code][text]
        return rest, training

    def keep(self) -> None:
        """Write down what is not there yet."""
        if self._path and self._known != self._earlier:
            packed = gzip.compress(json.dumps(self._known).encode(), 1)
            _put(self._path, lambda file: file.write(packed))


def _unpacked(path: Path) -> dict[str, dict[str, tuple[str, str]]]:
    try:
        found: dict[str, dict[str, tuple[str, str]]] = json.loads(
            gzip.decompress(path.read_bytes())
        )
    except (OSError, EOFError, ValueError):
        return {}  # a torn file: prepare all again
    return found


def _fit(bundle: Bundle, prepared: _Prepared) -> Models:
    said: dict[str, list[str]] = {code: [] for code in bundle.languages}
    concepts = {code: Concepts(bundle.concepts[code]) for code in bundle.languages}
    pairs, asked = [], []
    for code, text, intent in examples(bundle):
        rest, training = prepared.of(code, text)
        said[code].append(rest)
        pairs.append((training, intent))
        asked.append(_asked(code, training, intent, concepts[code]))
    ranker_ = IntentRanker.fit(pairs, reading.features, EPOCHS)
    spelt = {code: counted(map(fold, lines(bundle, code))) for code in bundle.languages}
    names = (name for one in bundle.entities.values() for name in one.spellings)
    spaced = spacing.counted((text for _, text, _ in examples(bundle)), names)
    stating = Stating.fit(_stating(bundle, prepared))
    return Models(LanguageGuesser.fit(said), ranker_, Heard.fit(asked), spelt, spaced, stating)


def _stating(bundle: Bundle, prepared: _Prepared) -> Iterator[tuple[str, str]]:
    """What statements are learnt from; nothing where the catalogue has none."""
    made = [
        (prepared.of(code, text)[1], name if stated else NONE)
        for code in sorted(bundle.languages)
        for name, text, stated in statements(bundle, code)
    ]
    yield from made
    plain = (one for one in examples(bundle) if not bundle.contracts[one[2]].denies)
    asked = ((code, prepared.of(code, text)[1], intent) for code, text, intent in plain)
    yield from some(asked) if made else ()


def _asked(code: str, training: str, intent: str, concepts: Concepts) -> Example:
    """What an utterance says, as `Heard` learns it."""
    text, _, found = training.partition("\t")
    return Example(code, intent, details.said(text, concepts), details.kinds(found.split()))


@cache
def code_key() -> str:
    """A key of the engine's code: other code may read, learn or answer otherwise."""
    whole = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:20]


def digest(bundle: Bundle) -> str:
    """A key of everything that the models depend on."""
    whole = hashlib.sha256(_key(_ground(bundle)).encode())
    for code, intents in sorted(bundle.intents.items()):
        for intent, words in sorted(intents.items()):
            whole.update(f"{code}\0{intent}\0{words.utterances}\0".encode())
        for name, said in sorted(bundle.statements.get(code, {}).items()):
            whole.update(f"{code}\0{name}\0{said.says}\0{said.unlike}\0".encode())
    return whole.hexdigest()[:20]


def read_by(bundle: Bundle) -> str:
    """A key of everything that reading a question depends on."""
    # Months of last year are read by the year of the newest fact.
    newest = max((fact.valid_from[:4] for fact in bundle.facts), default="")
    return _key(digest(bundle), bundle.contradictions, newest)


def _ground(bundle: Bundle) -> dict[str, object]:
    """All that utterances are prepared by: names, kinds, concepts, numbers, dates, this code."""
    return {
        # Dates may be masked as later ones than this.
        "begun": [str(f.value) for f in bundle.facts if f.attribute == "announced_on"],
        "concepts": [bundle.concepts, bundle.lexicon, bundle.respelt],
        "numbers": {code: record.numbers for code, record in bundle.languages.items()},
        "names": [(e.id, e.kind, e.names, e.aliases) for e in bundle.entities.values()],
        "code": code_key(),
    }


def _key(*content: object) -> str:
    dumped = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(dumped.encode()).hexdigest()[:20]


def _write(path: Path, models: Models) -> None:
    guesser = models.guesser
    tables = {
        "weights": guesser.weights,
        "unseen": guesser.unseen,
        "words": models.words,
        "spacing": models.spacing,
    }

    def write(file: IO[bytes]) -> None:
        np.savez(
            file,
            **_arrays(_RANKER, models.ranker),
            **(_arrays(_STATING, models.stating.ranker) if models.stating.ranker else {}),
            heard=models.heard.keys,
            tables=np.frombuffer(json.dumps(tables).encode(), dtype=np.uint8),
        )

    _put(path, write)


def _arrays(of: str, ranker: IntentRanker) -> dict[str, Any]:
    """What a ranker has learnt, under names that begin so."""
    arrays: dict[str, Any] = {
        "weights": ranker.linear.steps,
        "scale": ranker.linear.scale,
        "bias": ranker.bias,
        "idf": ranker.idf,
        "vocabulary": ranker.vocabulary,
        "intents": np.array(ranker.intents),
    }
    if ranker.perceptron:
        arrays |= {
            "units_scale": ranker.perceptron.features.scale,
            "units_weights": ranker.perceptron.features.steps,
            "units": ranker.perceptron.units,
            "intents_weights": ranker.perceptron.intents,
            "intents_bias": ranker.perceptron.bias,
        }
    return {of + name: array for name, array in arrays.items()}


def _ranker(of: str, stored: Mapping[str, NDArray[Any]]) -> IntentRanker:
    """The ranker that was kept under names that begin so."""
    return IntentRanker(
        intents=tuple(map(str, stored[f"{of}intents"])),
        vocabulary=stored[f"{of}vocabulary"],
        idf=stored[f"{of}idf"],
        linear=Stepped(stored[f"{of}scale"], stored[f"{of}weights"]),
        bias=stored[f"{of}bias"],
        perceptron=_perceptron(of, stored) if f"{of}units" in stored else None,
        features=reading.features,
    )


def _perceptron(of: str, stored: Mapping[str, NDArray[Any]]) -> Perceptron:
    return Perceptron(
        Stepped(stored[f"{of}units_scale"], stored[f"{of}units_weights"]),
        stored[f"{of}units"],
        stored[f"{of}intents_weights"],
        stored[f"{of}intents_bias"],
    )


def _put(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write beside, then rename: a reader never sees half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
            write(file)
        Path(file.name).replace(path)
    except OSError:
        return  # a read-only folder costs time at the next start, nothing else


def _read(path: Path) -> Models:
    with np.load(path, allow_pickle=False) as stored:
        tables = json.loads(stored["tables"].tobytes())
        ranker_ = _ranker(_RANKER, stored)
        heard = Heard(stored["heard"])
        stating = Stating(_ranker(_STATING, stored) if f"{_STATING}bias" in stored else None)
    guesser = LanguageGuesser(tables["weights"], tables["unseen"])
    return Models(guesser, ranker_, heard, tables["words"], tables["spacing"], stating)
