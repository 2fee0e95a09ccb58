"""Every word that the Telegram side says itself, one file per language under `texts/`.

A language that lacks a key, or has one too many, does not load: the fields below are the keys.
"""

from __future__ import annotations

from functools import cached_property

from pydantic import Field, model_validator

from bot import words
from bot.words import FALLBACK, Words

PACKAGE, FOLDER = "bot.telegram", "texts"


class Buttons(Words):
    """Labels of buttons."""

    other: str
    back: str
    picture: str


class Notices(Words):
    """Short notices on top of the chat after a button was pressed (at most 200 characters)."""

    thanks: str = Field(max_length=200)
    sorry: str = Field(max_length=200)
    no_other: str = Field(max_length=200)
    expired: str = Field(max_length=200)
    changed: str = Field(max_length=200)
    unknown: str = Field(max_length=200)
    already: str = Field(max_length=200)
    no_picture: str = Field(max_length=200)


class Hints(Words):
    """Replies where there is no answer to give."""

    ask: str
    compare: str
    unknown_command: str
    only_text: str
    late: str
    failed: str
    no_last: str
    forgotten: str
    choose_language: str
    language_chosen: str
    no_such_language: str
    no_such_name: str
    pictures: str


class FollowingWords(Words):
    """Following subjects, and the news of them."""

    hint: str
    # Short names of the programme, with commas between them.
    programme: str
    followed: str
    already: str
    full: str
    unknown: str
    which: str
    choose: str
    shown: str
    none: str
    stopped: str
    stopped_all: str
    not_followed: str
    stop: str
    head: str
    source: str
    more: str
    tail: str


class Why(Words):
    """How the last answer was found."""

    head: str
    intent: str
    none: str
    outcome: str
    names: str
    facts: str
    sources: str
    version: str


class Admin(Words):
    """Said to admins only."""

    status: str
    row: str
    error: str
    parked: str
    conflict: str


class Texts(Words):
    """All texts of one language."""

    name: str
    description: str = Field(max_length=512)
    short_description: str = Field(max_length=120)
    commands: dict[str, str]
    admin_commands: dict[str, str]
    outcomes: dict[str, str]
    privacy: str
    privacy_with_text: str
    privacy_without_text: str
    compare_question: str
    buttons: Buttons
    notices: Notices
    hints: Hints
    following: FollowingWords
    why: Why
    admin: Admin


def load(language: str) -> Texts:
    """The texts of one language; an error names the key that is missing or too many."""
    return words.load(PACKAGE, FOLDER, language, Texts)


class Library(Words):
    """The texts of every language, checked to hold the same keys and placeholders."""

    languages: dict[str, Texts]

    @model_validator(mode="after")
    def _agree(self) -> Library:
        shapes = {code: words.placeholders(texts) for code, texts in self.languages.items()}
        first = next(iter(shapes))
        for code, shape in shapes.items():
            if shape != shapes[first]:
                keys = sorted({key for key, _ in shape ^ shapes[first]})
                raise ValueError(f"texts {first} and {code} differ in {', '.join(keys)}")
        return self

    def of(self, language: str) -> Texts:
        """The texts in a language, or in English where there are none."""
        return self.languages.get(language) or self.languages[FALLBACK]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The languages there are texts in."""
        return tuple(self.languages)


def library() -> Library:
    """All files under `texts/`."""
    return Library(languages={code: load(code) for code in words.codes(PACKAGE, FOLDER)})
