"""Skeletons of a new intent, company or language, with TODO where somebody has to write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

_ID = re.compile(r"[a-z][a-z0-9_]*")
_CODE = re.compile(r"[a-z]{2,3}")

CONTRACT = """
{id}:
  purpose: TODO what the person wants to know
  answers:
    - {{text: main, needs: {{value: programme.TODO}}}}
  next: [help]
"""
INTENT = """\
example: "TODO a question of this intent"
answers:
  main: "TODO the answer, with {{value}}"
utterances: |
  TODO what people say, one a line
"""
COMPANY = """\
id: {id}
kind: company
names: {{it: TODO, en: TODO, ko: TODO}}
grammar: {{it: f, ko: TODO}}
aliases: []
source: TODO
facts:
  - {{attribute: model, value: TODO, stance: reported, quote: "TODO words of the source"}}
"""


class ScaffoldError(ValueError):
    """The id cannot be used, or something of that name exists."""


def intent(name: str, catalogue: Path) -> list[Path]:
    """Add an intent: its contract, and a file in every language folder. Returns what it wrote."""
    _usable(name, _ID, "an id is lower case letters, digits and _")
    contracts = catalogue / "intents.yaml"
    if re.search(rf"^{name}:", contracts.read_text(encoding="utf-8"), re.MULTILINE):
        raise ScaffoldError(f"{name} is already in {contracts.name}")
    with contracts.open("a", encoding="utf-8") as file:
        file.write(CONTRACT.format(id=name))
    files = (folder / f"{name}.yaml" for folder in _languages(catalogue))
    return [contracts, *(_write(file, INTENT.format()) for file in files)]


def company(name: str, facts: Path) -> list[Path]:
    """Add the file of a company. Returns what was written."""
    _usable(name, _ID, "an id is lower case letters, digits and _")
    return [_write(facts / "facts" / "companies" / f"{name}.yaml", COMPANY.format(id=name))]


def language(code: str, catalogue: Path) -> list[Path]:
    """Add a language: the English folder with TODO before every text, not yet enabled."""
    _usable(code, _CODE, "a language is its two- or three-letter code")
    target = catalogue / code
    if target.exists():
        raise ScaffoldError(f"{target} exists")
    target.mkdir()
    return [
        _write(target / path.name, _to_translate(path.name, path.read_text(encoding="utf-8"), code))
        for path in sorted((catalogue / "en").glob("*.yaml"))
    ]


def _to_translate(name: str, text: str, code: str) -> str:
    if name in {"_concepts.yaml", "_contradictions.yaml", "_measures.yaml", "_statements.yaml"}:
        return f"# TODO the words of {code}: every list below is English\n{text}"
    text = re.sub(
        r'^(\s+[\w.]+|about|example|[a-z_0-9]+): "', r"\g<0>TODO ", text, flags=re.MULTILINE
    )
    text = re.sub(
        r"(utterances: \|\n).*", r"\1  TODO what people say, one a line\n", text, flags=re.DOTALL
    )
    if name != "_language.yaml":
        return text
    head = f"name: TODO\nlocale: {code}\nenabled: false\nnames_from: en\n"
    return re.sub(r"^name: .*\nlocale: .*\n", head, text)


def _languages(catalogue: Path) -> Iterator[Path]:
    yield from sorted(path.parent for path in catalogue.glob("*/_language.yaml"))


def _usable(name: str, pattern: re.Pattern[str], rule: str) -> None:
    if not pattern.fullmatch(name):
        raise ScaffoldError(f"{name!r} cannot be used: {rule}")


def _write(path: Path, text: str) -> Path:
    if path.exists():
        raise ScaffoldError(f"{path} exists")
    path.write_text(text, encoding="utf-8")
    return path


NEW: dict[str, Callable[[str, Path, Path], list[Path]]] = {
    "intent": lambda name, _facts, catalogue: intent(name, catalogue),
    "company": lambda name, facts, _catalogue: company(name, facts),
    "language": lambda name, _facts, catalogue: language(name, catalogue),
}
