"""Temporary exact finder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intents.normalize import fold


@dataclass(frozen=True, slots=True)
class Mention:
    id: str
    surface: str
    start: int
    end: int
    how: str
    others: tuple[str, ...] = ()


class NameIndex:
    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._ids = {fold(n): i for i, ns in names.items() for n in ns}
        ordered = sorted(self._ids, key=len, reverse=True)
        self._pattern = re.compile(r"(?<![^\W가-힣])(?:" + "|".join(map(re.escape, ordered)) + r")(?![^\W가-힣])")

    def find(self, text: str) -> list[Mention]:
        folded = fold(text)
        if len(folded) != len(text):
            folded = text.lower()
        return [
            Mention(self._ids[m.group()], text[m.start():m.end()], m.start(), m.end(), "exact")
            for m in self._pattern.finditer(folded)
        ]
