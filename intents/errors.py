"""What can be wrong with facts or catalogue, said so that an editor can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding: the file it is in, the key, what is wrong and how to mend it."""

    file: str
    key: str
    what: str
    hint: str

    def __str__(self) -> str:
        return f"{self.file} · {self.key} · {self.what} · {self.hint}"


class CatalogueError(Exception):
    """Facts or catalogue cannot be used; `problems` lists every reason at once."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
