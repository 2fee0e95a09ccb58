"""The files of facts and catalogue as one set: read, named by a digest, zipped, loaded."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from intents import CatalogueError, Problem, trees
from intents.load import Bundle, load_trees
from intents.trees import Held

# One file; the largest shipped one is a hundredth of this.
MOST_BYTES = 2_000_000
# All files together, and how many there may be.
MOST_ALL = 32_000_000
MOST_FILES = 5_000
# What the loader reads of each folder, by the name that problems give the folder.
FACTS, CATALOGUE = "seeds", "catalogue"
_PATTERNS = {FACTS: trees.FACTS, CATALOGUE: trees.CATALOGUE}
# Little is gained by compressing longer than this.
PACKED = 1
# Every file of an archive is as old as archives can be: equal content gives equal bytes.
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_PART = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
_NAME = re.compile(rf"({FACTS}|{CATALOGUE})(/{_PART}){{1,6}}\.(yaml|md)")


@dataclass(frozen=True)
class Folders:
    """Where facts and catalogue lie."""

    facts: Path
    catalogue: Path

    def of(self, name: str) -> Path:
        """The place of a file of a set, such as `seeds/facts/programme.yaml`."""
        root, _, rest = name.partition("/")
        return (self.facts if root == FACTS else self.catalogue) / rest


@dataclass(frozen=True)
class Files:
    """The content of every file by its name, `seeds/…` or `catalogue/…`, whole and immutable."""

    content: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """A name of exactly these bytes."""
        whole = hashlib.sha256()
        for name, data in sorted(self.content.items()):
            whole.update(f"{name}\0{len(data)}\0".encode())
            whole.update(data)
        return whole.hexdigest()[:16]

    def replaced(self, changed: Mapping[str, bytes]) -> Files:
        """The set with these files new or in the place of those of the same names."""
        return Files({**self.content, **changed})

    def zipped(self) -> bytes:
        """The set as a ZIP archive; equal sets give equal bytes."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKED) as archive:
            for name, data in sorted(self.content.items()):
                entry = zipfile.ZipInfo(name, _BEGINNING)
                archive.writestr(entry, data, zipfile.ZIP_DEFLATED, PACKED)
        return target.getvalue()

    def bundle(self, like: Folders) -> Bundle:
        """The records of the files, as if they lay in folders with the names of these."""
        return load_trees(
            Held(like.facts.name, self._below(FACTS)),
            Held(like.catalogue.name, self._below(CATALOGUE)),
        )

    def _below(self, root: str) -> dict[str, bytes]:
        begun = f"{root}/"
        inside = ((n, data) for n, data in self.content.items() if n.startswith(begun))
        return {name.removeprefix(begun): data for name, data in inside}


def unzipped(data: bytes) -> Files:
    """The set that was zipped, or packed by earlier releases; `ValueError` if it is neither."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return Files({name: archive.read(name) for name in archive.namelist()})
        except zipfile.BadZipFile as error:
            raise ValueError("not a zipped set of files") from error
    try:
        texts = json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError("not a zipped set of files") from error
    return Files({name: text.encode("latin-1") for name, text in texts.items()})


def safe(name: str) -> bool:
    """Whether a name can be that of a file of facts or catalogue, and of nothing outside."""
    return bool(_NAME.fullmatch(name)) and ".." not in name


def read(folders: Folders) -> Files:
    """Every file on disk that the loader would read.

    Raises `CatalogueError` for what cannot be kept: files too large, links that lead outside.
    """
    content: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, path, root in _found(folders):
        problem = _refusal(name, path, root)
        if problem is None:
            content[name] = path.read_bytes()
        else:
            problems.append(problem)
    if len(content) > MOST_FILES or sum(map(len, content.values())) > MOST_ALL:
        problems.append(Problem(FACTS, "-", "too many or too large files", "remove some"))
    if problems:
        raise CatalogueError(problems)
    return Files(content)


def _found(folders: Folders) -> Iterator[tuple[str, Path, Path]]:
    for kind, folder in ((FACTS, folders.facts), (CATALOGUE, folders.catalogue)):
        root = folder.resolve()
        for pattern in _PATTERNS[kind]:
            for path in sorted(root.glob(pattern)):
                yield f"{kind}/{path.relative_to(root).as_posix()}", path, root


def _refusal(name: str, path: Path, root: Path) -> Problem | None:
    if not safe(name):
        return Problem(name, "-", "no good name", "use letters, digits, _ and - only")
    if not path.resolve().is_relative_to(root):
        return Problem(name, "-", "leads outside of the folder", "put the file itself there")
    if not path.is_file():
        return Problem(name, "-", "cannot be read", "put a file there, or nothing")
    if path.stat().st_size > MOST_BYTES:
        return Problem(name, "-", f"larger than {MOST_BYTES:,} bytes", "split it")
    return None


def written(folders: Folders, changed: Mapping[str, bytes]) -> None:
    """Put these files on disk, each whole or not at all.

    Raises `OSError`, and `ValueError` for a name that leads elsewhere.
    """
    for name, data in changed.items():
        if not safe(name):
            raise ValueError(f"no name of a file: {name!r}")
        path = folders.of(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(data)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
