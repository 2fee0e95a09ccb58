"""The shipped content with few utterances and few wordings: fitted and checked in a second."""

from __future__ import annotations

import itertools
from pathlib import Path

import yaml

from bot.editing import files
from bot.editing.files import Files, Folders
from bot.settings import ROOT
from intents import Knowledge, from_bundle
from intents.load import sound

SHIPPED = Folders(ROOT / "seeds", ROOT / "intents" / "catalogue")
FEW_UTTERANCES, FEW_WORDINGS = 2, 3
DENIED, STATED = "_contradictions.yaml", "_statements.yaml"


def thinned() -> Files:
    """All files that are shipped, with the first utterances of each intent and language."""
    shipped = files.read(SHIPPED).content
    return Files({name: _thinned(name, data) for name, data in shipped.items()})


def laid_out(content: Files, root: Path) -> Folders:
    """Write a set of files below `root`, in folders with the names of those that are shipped."""
    folders = Folders(
        root / "facts" / SHIPPED.facts.name, root / "catalogue" / SHIPPED.catalogue.name
    )
    for place in {folders.of(name).parent for name in content.content}:
        place.mkdir(parents=True, exist_ok=True)
    for name, data in content.content.items():
        folders.of(name).write_bytes(data)
    return folders


def known(content: Files, cache: Path | None = None) -> Knowledge:
    """A set of files as knowledge."""
    return from_bundle(sound(content.bundle(SHIPPED)), cache)


def _thinned(name: str, data: bytes) -> bytes:
    if name.endswith(DENIED):
        wordings = yaml.load(data, yaml.CSafeLoader)
        few = {key: some[:FEW_WORDINGS] for key, some in wordings.items()}
        return yaml.dump(few, Dumper=yaml.CSafeDumper).encode()
    if name.endswith(STATED):
        table = yaml.load(data, yaml.CSafeLoader)
        first = {
            key: {what: lines.splitlines()[0] for what, lines in words.items()}
            for key, words in table.items()
        }
        return yaml.dump(first, Dumper=yaml.CSafeDumper).encode()
    head, mark, rest = data.decode().partition("utterances: |")
    if not mark or name.rsplit("/", 1)[-1].startswith("_"):
        return data
    first, *lines = rest.splitlines()
    said = list(itertools.takewhile(_indented, lines))
    return "\n".join(
        [head + mark + first, *said[:FEW_UTTERANCES], *lines[len(said) :], ""]
    ).encode()


def _indented(line: str) -> bool:
    return line.startswith("  ") or not line
