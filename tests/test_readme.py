"""The README is true: its commands and files exist, its answers are given, its examples work."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer

from bot import terminal
from bot.__main__ import app as bot_app
from bot.conversations import Conversations
from bot.editing.files import Files
from bot.jsonl import as_object
from bot.settings import Settings
from bot.telegram.texts import library
from intents import Knowledge, build, scaffold
from intents.__main__ import app as intents_app
from intents.check import check
from intents.load import load
from tests.conftest import ROOT
from tests.thinned import laid_out

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
APPS = {"bot": bot_app, "intents": intents_app}
# The worked examples make these.
MADE_UP = re.compile(r"acme|zed|motto|/fr\b|_learned\.yaml")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its content, and the heading that it stands under."""

    kind: str
    content: str
    heading: str
    before: str


def _blocks() -> list[Block]:
    found = []
    for match in _BLOCK.finditer(TEXT):
        before = TEXT[: match.start()]
        heading = re.findall(r"^##+ (.+)$", before, re.MULTILINE)
        found.append(Block(match[1], match[2], heading[-1] if heading else "", before))
    return found


BLOCKS = _blocks()
PROSE = _BLOCK.sub("", TEXT)


def _turns(content: str) -> list[tuple[str, str]]:
    """Questions and answers of a transcript."""
    parts = content.split("> ")[1:]
    return [(q, a.strip()) for q, _, a in (part.partition("\n") for part in parts)]


# Commands


def _commands() -> list[str]:
    """Every command shown, in blocks and in sentences, without its comment."""
    lines = [line for b in BLOCKS if b.kind == "sh" for line in b.content.splitlines()]
    spans = re.findall(r"`((?:make|python -m) [^`]+)`", PROSE)
    shown = [line.partition(" #")[0].strip() for line in lines]
    return [command for command in dict.fromkeys([*shown, *spans]) if command]


def test_commands_are_shown() -> None:
    assert len(_commands()) > 15


@pytest.mark.parametrize("command", _commands())
def test_a_command_exists(command: str) -> None:
    words = shlex.split(command)
    if words[0] == "make":
        rules = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{words[1]}:", rules, re.MULTILINE)
    elif words[0] == "cp":
        assert (ROOT / words[1]).is_file()
    else:
        assert words[0] in {"python", ".venv/bin/python"}
        assert words[1] == "-m"
        _module_exists(words[2], words[3:])


def _module_exists(module: str, arguments: list[str]) -> None:
    if module in APPS:
        _arguments_fit(typer.main.get_command(APPS[module]), arguments)
    else:
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file()


def _arguments_fit(command: Any, arguments: list[str]) -> None:
    """Raises the library's own error where a subcommand or an option does not exist."""
    if arguments == ["…"]:
        return
    group = getattr(command, "commands", None)
    if group is not None:
        assert arguments, "a subcommand is missing"
        assert arguments[0] in group
        _arguments_fit(group[arguments[0]], arguments[1:])
    else:
        command.make_context("-", list(arguments), resilient_parsing=False)


# Names


def _spans() -> Iterator[str]:
    """Everything in code type, in sentences and tables."""
    yield from dict.fromkeys(re.findall(r"`([^`\n]+)`", PROSE))


def _paths() -> list[str]:
    tops = "|".join(
        re.escape(path.name) for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."
    )
    written = [span for span in _spans() if re.match(rf"({tops})/[\w./-]*$", span)]
    drawn = re.findall(rf"(?:{tops})/[\w/]+\.py$", TEXT, re.MULTILINE)
    linked = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    found = dict.fromkeys([*written, *drawn, *linked])
    return [path for path in found if not MADE_UP.search(path)]


@pytest.mark.parametrize("path", _paths())
def test_a_path_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_settings_exist() -> None:
    named = set(re.findall(r"\b(?:BOT|TELEGRAM)_[A-Z_]*[A-Z]\b", TEXT))
    known = {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert named
    assert named <= known


def test_slash_commands_exist() -> None:
    texts = library().of("en")
    known = {*texts.commands, *texts.admin_commands, "healthz", "readyz", "metrics"}
    known |= set(re.findall(r"^/(\w+)", terminal.HELP, re.MULTILINE))
    named = {span[1:] for span in _spans() if re.fullmatch(r"/\w+", span)}
    assert {*texts.commands, *texts.admin_commands} <= named <= known


def test_outcomes_are_all_explained() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE))
    assert set(library().of("en").outcomes) <= told


# Answers


def test_the_conversation_is_what_the_bot_says(knowledge: Knowledge) -> None:
    (shown,) = [b for b in BLOCKS if b.heading == "A conversation"]
    turns = _turns(shown.content)
    assert len(turns) >= 6
    conversations = Conversations(knowledge)
    for question, answer in turns:
        assert conversations.ask("readme", question).text == answer


def test_the_object_is_what_the_bot_writes(knowledge: Knowledge) -> None:
    (shown,) = [json.loads(b.content) for b in BLOCKS if b.kind == "json"]
    (asked,) = [json.loads(span) for span in _spans() if span.startswith('{"chat": "a"')]
    answer = Conversations(knowledge).ask(asked["chat"], asked["text"])
    written = as_object(answer, asked["chat"])
    assert list(written) == list(shown)
    assert {**written, "elapsed_ms": 0} == {**shown, "elapsed_ms": 0}


def test_the_explanation_is_what_is_explained(knowledge: Knowledge) -> None:
    (shown,) = [b.content for b in BLOCKS if b.content.startswith("question ")]
    lines = shown.splitlines()
    said = knowledge.explained(lines[0].removeprefix("question").strip()).splitlines()
    for line in lines:
        # Probabilities and the also-rans change with every edit of the catalogue.
        wanted = line.partition(" 0.")[0] if line.startswith("ranked") else line
        assert [x for x in said if x.startswith(wanted)], line


def test_the_library_is_used_as_shown(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert knowledge.languages
    (shown,) = [b.content for b in BLOCKS if b.kind == "python"]
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(shown, names)  # noqa: S102 - our own README
    assert "Kakao" in str(names["second"])


# The worked examples, all in one copy


@pytest.fixture(scope="module")
def extended(small: Files, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The content after everything that the README adds, checked."""
    root = tmp_path_factory.mktemp("readme")
    folders = laid_out(small, root)
    for command in re.findall(r"`python -m intents new (\w+ \w+)`", PROSE):
        kind, name = command.split()
        scaffold.NEW[kind](name, folders.facts, folders.catalogue)
    places = {"seeds": folders.facts, "intents/catalogue": folders.catalogue}
    _translate(folders.catalogue / "fr")
    for block in BLOCKS:
        if block.kind in {"yaml", "markdown"}:
            _write(_placed(block, places), block.content)
    # A new language begins as English is.
    copied = (folders.catalogue / "en" / "_contradictions.yaml").read_text(encoding="utf-8")
    (folders.catalogue / "fr" / "_contradictions.yaml").write_text(copied, encoding="utf-8")
    bundle = load(folders.facts, folders.catalogue)
    problems = bundle.problems or list(check(bundle))
    assert not problems, "\n".join(map(str, problems))
    return build(folders.facts, folders.catalogue)


def _placed(block: Block, places: dict[str, Path]) -> Path:
    """The file that the words before a block name last."""
    named = re.findall(r"`((?:seeds|intents/catalogue)/[\w./-]+)`", block.before)[-1]
    top = next(top for top in places if named.startswith(f"{top}/"))
    return places[top] / named.removeprefix(f"{top}/")


def _write(path: Path, content: str) -> None:
    if path.name == "intents.yaml":
        # The block shows what the skeleton at the end becomes.
        head, _, _ = path.read_text(encoding="utf-8").rpartition("\nmotto:\n")
        content = f"{head}\n{content}"
    elif content.startswith("  - ") or path.name == "_contradictions.yaml":
        content = path.read_text(encoding="utf-8") + content
    path.write_text(content, encoding="utf-8")


def _translate(folder: Path) -> None:
    """Take what the scaffold holds for a translation, and switch the language on."""
    for path in folder.glob("*.yaml"):
        said = f"zuu {path.stem.replace('_', ' ')} zaa"
        text = path.read_text(encoding="utf-8").replace("TODO what people say, one a line", said)
        text = text.replace("enabled: false", "enabled: true").replace(
            "name: TODO", "name: Français"
        )
        path.write_text(text.replace("TODO ", ""), encoding="utf-8")


EXAMPLES = [
    pytest.param(question, answer, id=question)
    for block in BLOCKS
    if block.content.startswith("> ") and block.heading != "A conversation"
    for question, answer in _turns(block.content)
]


@pytest.mark.parametrize(("question", "answer"), EXAMPLES)
def test_a_worked_example_works(extended: Knowledge, question: str, answer: str) -> None:
    given = extended.answer(question)
    # The French example translates one file, so its source line is not shown.
    assert answer == (given.text if "\n" in answer else given.body)


def test_every_kind_of_addition_has_its_example() -> None:
    shown = {kind for kind in scaffold.NEW if f"python -m intents new {kind} " in TEXT}
    assert shown == set(scaffold.NEW)
