"""Every word of editing, one file per language under `words/`; the fields below are the keys."""

from __future__ import annotations

from functools import cache

from bot.words import FALLBACK, codes, load
from bot.words import Words as Part

PACKAGE, FOLDER = "bot.editing", "words"


class ReportWords(Part):
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


class ButtonWords(Part):
    """Labels of buttons."""

    publish: str
    anyway: str
    show_all: str
    discard: str
    add: str
    ignore: str


class ReplyWords(Part):
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


class UploadWords(Part):
    """What is said of a document."""

    too_large: str
    not_yaml: str
    where: str
    outside: str


class FactWords(Part):
    """What is known of an entity."""

    ask: str
    unknown: str
    head: str
    row: str
    quote: str
    none: str


class MissWords(Part):
    """Questions that were asked in vain."""

    head: str
    count: str
    group: str
    nearest: str
    no_texts: str
    none: str
    ignored: str
    gone: str


class StatWords(Part):
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


class TestWords(Part):
    """The last exchange as a scripted answer."""

    caption: str
    nothing: str
    no_text: str


class Words(Part):
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
    known = language if language in codes(PACKAGE, FOLDER) else FALLBACK
    return load(PACKAGE, FOLDER, known, Words)
