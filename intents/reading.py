"""One question, read: language, names, words around the names, shapes, values, ranked intents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from intents.concepts import Concepts
from intents.lexicon import Lexicon
from intents.models import Entity
from intents.names import Mention
from intents.normalize import fold, words
from intents.ranker import ngrams
from intents.values import Values

SHAPES = (
    "why since when by_whom with_whom to_whom who how_many usd how_much where others which what"
).split()
# Concepts that the engine reasons with; all of them are features of the ranker as well.
TAGS = frozenset(
    (*SHAPES, "excluded", "selected", "negation", "tag", "compare", "anaphora", "teams", "instead", "asks")
)


@dataclass(frozen=True)
class Reading:
    """What is known of a question before anything is decided about it."""

    text: str
    language: str
    mentions: tuple[Mention, ...]
    masked: str
    tags: frozenset[str]
    content: tuple[str, ...]
    values: Values
    ranking: tuple[tuple[str, float], ...]

    def of_kind(self, entities: Mapping[str, Entity], kinds: Iterable[str]) -> tuple[str, ...]:
        """The mentioned entities of these kinds, in order, each once."""
        wanted = set(kinds)
        found = (m.id for m in self.mentions if entities[m.id].kind in wanted)
        return tuple(dict.fromkeys(found))

    @property
    def shapes(self) -> list[str]:
        """What the question asks for, the most telling first."""
        return [shape for shape in SHAPES if shape in self.tags]

    @property
    def asks(self) -> bool:
        """Whether the message has a question mark."""
        return "?" in self.text or "？" in self.text


def shifted(mention: Mention, by: int) -> Mention:
    """The same mention in a text that begins `by` characters earlier."""
    return replace(mention, start=mention.start + by, end=mention.end + by)


def mask(text: str, mentions: Sequence[Mention], entities: Mapping[str, Entity]) -> str:
    """The folded text with every name replaced by its kind."""
    parts, position = [], 0
    for mention in mentions:
        parts += [text[position : mention.start], f" x{entities[mention.id].kind}x "]
        position = mention.end
    return fold(" ".join("".join([*parts, text[position:]]).split()))


def without_names(text: str, mentions: Sequence[Mention]) -> str:
    """The text with the names cut out, to see what language the rest is in."""
    parts, position = [], 0
    for mention in mentions:
        parts.append(text[position : mention.start])
        position = mention.end
    return " ".join([*parts, text[position:]])


class Featuriser:
    """Features of a masked text: its n-grams and the concepts in it, shared by all languages."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self.lexicons = lexicons

    def __call__(self, text: str) -> list[str]:
        """`text` is a language code, a tab, and a masked text."""
        language, _, masked = text.partition("\t")
        found = sorted(self.lexicons[language].found(masked))
        return [*ngrams(masked), *(f"c {name}" for name in found)]


def content_words(masked: str, concepts: Concepts) -> tuple[str, ...]:
    """Words that are neither names, values, shapes nor fillers: what makes a question complete."""
    plain = masked
    for shape in (*SHAPES, "correction"):
        for start, end in reversed(concepts.spans(shape, plain)):
            plain = plain[:start] + " " * (end - start) + plain[end:]
    return tuple(
        word
        for word in words(plain)
        if word[0].isalnum() and not is_mask(word) and word not in concepts.fillers
    )


def is_mask(word: str) -> bool:
    """Whether a word of a masked text stands for a name or a value."""
    return len(word) > 4 and word[0] == word[-1] == "x"
