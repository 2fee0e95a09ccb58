"""The last answer asked for once more, perhaps in another language: "in Italian, please?"."""

from __future__ import annotations

from collections.abc import Iterable

from intents.concepts import Concepts
from intents.reading import IN_LANGUAGE, SHAPES, Reading, content_words

# Says by itself that an answer is to be repeated, and only beside the name of a language.
SAY_AGAIN, SAY_IN = "say_again", "say_it_in"
# A "what" may ask for it too: "what is that in Italian?".
_OTHER_SHAPES = frozenset(SHAPES) - {"what"}
# Words of its own that a message may have which says that something is to be repeated.
MOST_BESIDE = 1


def language_asked(reading: Reading, concepts: Concepts, languages: Iterable[str]) -> str | None:
    """The language in which a message asks to hear the last answer; None if it asks otherwise."""
    text = reading.named
    named = {code: concepts.spans(IN_LANGUAGE + code, text) for code in languages}
    asked = max((code for code in named if named[code]), key=lambda c: named[c][-1], default=None)
    again, wished = concepts.has(SAY_AGAIN, text), concepts.has(SAY_IN, text)
    if reading.mentions or not (asked or again):
        return None
    rest = _without(text, (*(IN_LANGUAGE + code for code in named), SAY_AGAIN, SAY_IN), concepts)
    if concepts.has("subject", rest) or concepts.found(_OTHER_SHAPES, rest):
        return None
    bare = not reading.opens_asking or again or wished
    beside = content_words(rest, concepts, reading.tags)
    most = MOST_BESIDE if again else 0
    return (asked or reading.language) if bare and len(beside) <= most else None


def _without(text: str, names: Iterable[str], concepts: Concepts) -> str:
    """A text with the words of these concepts blanked."""
    for start, end in (span for name in names for span in concepts.spans(name, text)):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
