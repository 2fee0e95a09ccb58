"""Words as data: one YAML file per language in a folder of a package, read into a model."""

from __future__ import annotations

from importlib.resources import files
from string import Formatter
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict

# Spoken where a language of the catalogue has no words of its own.
FALLBACK = "en"


class Words(BaseModel):
    """Words by their keys: the fields. A key that is missing or one too many does not load."""

    model_config = ConfigDict(frozen=True, extra="forbid")


W = TypeVar("W", bound=Words)


def codes(package: str, folder: str) -> list[str]:
    """The languages that have a file in the folder, in order."""
    names = sorted(file.name for file in files(package).joinpath(folder).iterdir())
    return [name.removesuffix(".yaml") for name in names if name.endswith(".yaml")]


def load(package: str, folder: str, language: str, model: type[W]) -> W:
    """The words of one language; pydantic's error names a key that is missing or too many."""
    raw = files(package).joinpath(folder, f"{language}.yaml").read_text(encoding="utf-8")
    return model.model_validate(yaml.safe_load(raw))


def placeholders(words: Words) -> frozenset[tuple[str, frozenset[str]]]:
    """Every key with the names in braces of its text: the same in every language."""
    return _placeholders(words.model_dump(), "")


def _placeholders(value: Any, key: str) -> frozenset[tuple[str, frozenset[str]]]:
    if isinstance(value, dict):
        parts = (_placeholders(inner, f"{key}.{name}".strip(".")) for name, inner in value.items())
        return frozenset().union(*parts)
    names = frozenset(str(name) for _, name, _, _ in Formatter().parse(value) if name)
    return frozenset({(key, names)})
