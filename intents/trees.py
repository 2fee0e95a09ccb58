"""Where facts and catalogue are read from: a folder on disk, or files held in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

SIZE_LIMIT = 2_000_000  # bytes; the largest shipped file is a quarter of this

# The files that are read of each folder.
FACTS = ("sources/*.md", "sources/*.yaml", "facts/**/*.yaml")
CATALOGUE = ("*.yaml", "*/*.yaml")


class Tree(Protocol):
    """Files by their paths below a root, whose name problems and facts give."""

    @property
    def name(self) -> str:
        """The name of the root."""

    def paths(self) -> list[PurePosixPath]:
        """The path of every file, sorted."""

    def read(self, path: PurePosixPath) -> bytes:
        """One file. Raises `OSError` if it cannot be read, `ValueError` if it is too large."""


@dataclass(frozen=True)
class Disk:
    """The files in a folder that match some patterns."""

    root: Path
    patterns: Iterable[str]

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.root.name

    def paths(self) -> list[PurePosixPath]:
        """The path of every file below the folder, sorted."""
        found = {path for pattern in self.patterns for path in self.root.glob(pattern)}
        return sorted(PurePosixPath(path.relative_to(self.root)) for path in found)

    def read(self, path: PurePosixPath) -> bytes:
        """One file. Raises `OSError` if it cannot be read, `ValueError` if it is too large."""
        place = self.root / path
        _allowed(place.stat().st_size)
        return place.read_bytes()


@dataclass(frozen=True)
class Held:
    """Files in memory, by their paths below a root that is only a name."""

    name: str
    content: Mapping[str, bytes]

    def paths(self) -> list[PurePosixPath]:
        """The path of every file, sorted."""
        return sorted(map(PurePosixPath, self.content))

    def read(self, path: PurePosixPath) -> bytes:
        """One file. Raises `FileNotFoundError` or, if it is too large, `ValueError`."""
        try:
            data = self.content[str(path)]
        except KeyError:
            raise FileNotFoundError(str(path)) from None
        _allowed(len(data))
        return data


def _allowed(size: int) -> None:
    if size > SIZE_LIMIT:
        raise ValueError(f"larger than {SIZE_LIMIT:,} bytes")
