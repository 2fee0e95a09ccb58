"""What attributes are called, and how their changes are told to readers: `labels/`, per language.

Attributes are declared in `seeds/facts/attributes.yaml`; each has a label here in every language.
One that is published without is called by its id.
"""

from __future__ import annotations

from functools import cache

from bot.words import FALLBACK, Words, codes, load

PACKAGE, FOLDER = "bot.editing", "labels"


class Kinds(Words):
    """What became of a statement."""

    added: str
    changed: str
    removed: str


class Notes(Words):
    """What is said behind a value: how sure it is, how long it held."""

    planned: str
    expected: str
    claimed: str
    until: str


class Labels(Words):
    """All of one language; `attributes` are labels by the id of the attribute."""

    attributes: dict[str, str]
    kinds: Kinds
    notes: Notes
    elsewhere: str
    source: str

    def of(self, attribute: str) -> str:
        """What an attribute is called."""
        return self.attributes.get(attribute, attribute)


@cache
def labels(language: str) -> Labels:
    """The labels of a language; English where it has none."""
    known = language if language in codes(PACKAGE, FOLDER) else FALLBACK
    return load(PACKAGE, FOLDER, known, Labels)
