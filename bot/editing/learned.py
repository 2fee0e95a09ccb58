"""Examples learnt from misses: one file per language, versioned like all others."""

from __future__ import annotations

import yaml

from bot.editing.files import Files

_HEAD = "# Written when an admin takes a question that was asked in vain as an example.\n"


def learned_file(language: str) -> str:
    """The name of the file of a language."""
    return f"catalogue/{language}/_learned.yaml"


def with_example(content: Files, language: str, intent: str, question: str) -> dict[str, bytes]:
    """The file of learned examples with one more, by its name."""
    name = learned_file(language)
    known = yaml.safe_load(content.content.get(name, b"")) or {}
    lines = dict.fromkeys([*known.get(intent, []), " ".join(question.split())])
    whole = {**known, intent: [*lines]}
    text = yaml.safe_dump(whole, allow_unicode=True, sort_keys=True, width=1000)
    return {name: f"{_HEAD}{text}".encode()}
