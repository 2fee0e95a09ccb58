"""The files of facts and catalogue as one set: read, named by a digest, packed, laid out again."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from intents import CatalogueError, Problem

# One file; the largest shipped one is a hundredth of this.
MOST_BYTES = 2_000_000
# All files together, and how many there may be.
MOST_ALL = 32_000_000
MOST_FILES = 5_000
# What the loader reads of each folder, by the name that problems give the folder.
FACTS, CATALOGUE = "seeds", "catalogue"
_PATTERNS = {
    FACTS: ("sources/*.md", "sources/*.yaml", "facts/**/*.yaml"),
    CATALOGUE: ("*.yaml", "*/*.yaml"),
}
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

    def packed(self) -> bytes:
        """The set as bytes for a database."""
        texts = {name: data.decode("latin-1") for name, data in sorted(self.content.items())}
        return zlib.compress(json.dumps(texts).encode("ascii"), 6)

    def laid_out(self, root: Path, like: Folders) -> Folders:
        """Write the files below `root`, in folders with the names that they have in `like`.

        The names count: facts say in which file they stand.
        """
        folders = Folders(
            root / "facts" / like.facts.name, root / "catalogue" / like.catalogue.name
        )
        for folder in (folders.facts, folders.catalogue):
            folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.content.items():
            if not safe(name):
                raise ValueError(f"no name of a file: {name!r}")
            path = folders.of(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folders


def unpacked(data: bytes) -> Files:
    """The set that was packed; `ValueError` if these are no such bytes."""
    try:
        texts = json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError("not a packed set of files") from error
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
    for kind, root in ((FACTS, folders.facts), (CATALOGUE, folders.catalogue)):
        for pattern in _PATTERNS[kind]:
            for path in sorted(root.glob(pattern)):
                yield f"{kind}/{path.relative_to(root).as_posix()}", path, root


def _refusal(name: str, path: Path, root: Path) -> Problem | None:
    if not safe(name):
        return Problem(name, "-", "no good name", "use letters, digits, _ and - only")
    if not path.resolve().is_relative_to(root.resolve()):
        return Problem(name, "-", "leads outside of the folder", "put the file itself there")
    if not path.is_file():
        return Problem(name, "-", "cannot be read", "put a file there, or nothing")
    if path.stat().st_size > MOST_BYTES:
        return Problem(name, "-", f"larger than {MOST_BYTES:,} bytes", "split it")
    return None


def written(folders: Folders, changed: Mapping[str, bytes]) -> None:
    """Put these files on disk, each whole or not at all. Raises `OSError`."""
    for name, data in changed.items():
        path = folders.of(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(data)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
