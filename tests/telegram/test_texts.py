"""The words of the Telegram side: complete in every language, and nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pydantic import ValidationError

import bot.telegram
from bot.telegram.texts import Library, Texts, library
from intents import Knowledge

ROOM = Path(bot.telegram.__file__).parent


def test_every_language_of_the_catalogue_has_texts(knowledge: Knowledge) -> None:
    assert set(knowledge.languages) <= set(library().codes)


def test_every_outcome_has_a_word() -> None:
    outcomes = {"answered", "corrected", "not_stated", "clarify", "unknown", "smalltalk"}
    for code in library().codes:
        assert set(library().of(code).outcomes) == outcomes


def test_an_unknown_language_is_spoken_to_in_english() -> None:
    assert library().of("fr").name == "English"


def test_a_missing_key_or_placeholder_is_an_error() -> None:
    english = library().of("en").model_dump()
    with pytest.raises(ValidationError, match="hints"):
        Texts.model_validate({**english, "hints": {}})
    other = Texts.model_validate({**english, "compare_question": "no names"})
    with pytest.raises(ValidationError, match="compare_question"):
        Library(languages={"en": library().of("en"), "xx": other})


def test_handlers_hold_no_words() -> None:
    """No sentence stands in the code but in docstrings, logs and errors."""
    for file in ROOM.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        assert not [text for text in _said(tree) if _is_sentence(text)], file.name


def _said(tree: ast.AST) -> list[str]:
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        raised = isinstance(node, ast.Raise)
        logged = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log.")
        documented = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        failed = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error")
        if raised or logged or documented or failed:
            silent.update(ast.walk(node))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent
    ]


# Words of Telegram's own refusals, by which they are told apart, and of the log.
_KNOWN = ("message", "query", "can't parse", "chat not", "thread not", "user is", "menu", "%")


def _is_sentence(text: str) -> bool:
    return text.count(" ") >= 2 and text[0].isalpha() and not text.startswith(_KNOWN)
