"""Every word that the Telegram side says itself, one file per language under `texts/`.

A language that lacks a key, or has one too many, does not load: the fields below are the keys.
"""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

# Spoken where the catalogue has a language that these texts do not.
FALLBACK = "en"


class _Texts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Buttons(_Texts):
    """Labels of buttons."""

    other: str
    back: str


class Notices(_Texts):
    """Short notices on top of the chat after a button was pressed (at most 200 characters)."""

    thanks: str = Field(max_length=200)
    sorry: str = Field(max_length=200)
    no_other: str = Field(max_length=200)
    expired: str = Field(max_length=200)
    changed: str = Field(max_length=200)
    unknown: str = Field(max_length=200)
    already: str = Field(max_length=200)


class Hints(_Texts):
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


class Why(_Texts):
    """How the last answer was found."""

    head: str
    intent: str
    none: str
    outcome: str
    names: str
    facts: str
    sources: str
    version: str


class Admin(_Texts):
    """Said to admins only."""

    status: str
    row: str
    error: str
    parked: str
    conflict: str


class Texts(_Texts):
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
    why: Why
    admin: Admin


def load(language: str) -> Texts:
    """The texts of one language; an error names the key that is missing or too many."""
    raw = files("bot.telegram").joinpath("texts", f"{language}.yaml").read_text(encoding="utf-8")
    return Texts.model_validate(yaml.safe_load(raw))


class Library(_Texts):
    """The texts of every language, checked to hold the same keys and placeholders."""

    languages: dict[str, Texts]

    @model_validator(mode="after")
    def _agree(self) -> Library:
        shapes = {code: _shape(texts.model_dump()) for code, texts in self.languages.items()}
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
    found = sorted(f.name for f in files("bot.telegram").joinpath("texts").iterdir())
    codes = [name.removesuffix(".yaml") for name in found if name.endswith(".yaml")]
    return Library(languages={code: load(code) for code in codes})


def _shape(value: Any, key: str = "") -> frozenset[tuple[str, frozenset[str]]]:
    """Every key with the placeholders of its text."""
    if isinstance(value, dict):
        return frozenset().union(*(_shape(v, f"{key}.{k}".strip(".")) for k, v in value.items()))
    names = frozenset(str(name) for _, name, _, _ in Formatter().parse(value) if name)
    return frozenset({(key, names)})
