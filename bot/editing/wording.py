"""Every word of editing, one file per language under `words/`; the fields below are the keys."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Formatter

import yaml
from pydantic import BaseModel, ConfigDict

# Spoken in the terminal, and where the chat's language has no words here.
FALLBACK = "en"


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReportWords(_Words):
    """A rehearsal, told."""

    head: str
    same: str
    refused: str
    doubtful: str
    clean: str
    problem: str
    facts: str
    added: str
    changed: str
    removed: str
    source: str
    answers: str
    answer: str
    others: str
    failures: str
    failure: str
    lost: str
    lost_one: str
    nowhere: str
    more: str


class ButtonWords(_Words):
    """Labels of buttons."""

    publish: str
    anyway: str
    show_all: str
    discard: str
    add: str
    ignore: str


class ReplyWords(_Words):
    """What is said to an admin."""

    rehearsing: str
    published: str
    unwritten: str
    overtaken: str
    gone: str
    reason: str
    discarded: str
    away: str
    history: str
    version: str
    rollback: str
    no_version: str
    rolled_back: str
    export: str
    full: str
    broken: str
    audit: str
    audited: str
    nothing: str


class UploadWords(_Words):
    """What is said of a document."""

    too_large: str
    not_yaml: str
    where: str
    outside: str


class FactWords(_Words):
    """What is known of an entity."""

    ask: str
    unknown: str
    head: str
    row: str
    quote: str
    none: str


class MissWords(_Words):
    """Questions that were asked in vain."""

    head: str
    count: str
    group: str
    nearest: str
    no_texts: str
    none: str
    ignored: str
    gone: str


class StatWords(_Words):
    """What was asked."""

    head: str
    questions: str
    answered: str
    chats: str
    liked: str
    times: str
    outcomes: str
    intents: str
    languages: str
    companies: str
    row: str


class TestWords(_Words):
    """The last exchange as a scripted answer."""

    caption: str
    nothing: str
    no_text: str


class Words(_Words):
    """All words of one language."""

    report: ReportWords
    buttons: ButtonWords
    replies: ReplyWords
    uploads: UploadWords
    facts: FactWords
    misses: MissWords
    stats: StatWords
    savetest: TestWords


@cache
def words(language: str) -> Words:
    """The words of a language, or the English ones where there are none."""
    folder = files("bot.editing").joinpath("words")
    path = folder.joinpath(f"{language}.yaml")
    if not path.is_file():
        path = folder.joinpath(f"{FALLBACK}.yaml")
    return Words.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def placeholders(spoken: Words) -> dict[str, frozenset[str]]:
    """The names in braces of every text, by its key: the same in every language."""
    return {
        f"{part}.{key}": frozenset(name for _, name, _, _ in Formatter().parse(text) if name)
        for part, texts in spoken.model_dump().items()
        for key, text in texts.items()
    }
