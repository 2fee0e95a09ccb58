"""Word lists of a language as searchable concepts: `esclus*`, "per quale motivo", 이유."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from intents.normalize import fold

HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")


class Concepts:
    """The concepts of one language. Texts are given folded (see `normalize.fold`)."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._entries = {name: tuple(map(fold, entries)) for name, entries in lists.items()}
        self._patterns: dict[str, re.Pattern[str] | None] = {}

    def has(self, name: str, text: str) -> bool:
        """Whether any word of the concept stands in the text."""
        pattern = self._pattern(name)
        return bool(pattern and pattern.search(text))

    def spans(self, name: str, text: str) -> list[tuple[int, int]]:
        """Where the words of the concept stand, in order."""
        pattern = self._pattern(name)
        return [match.span() for match in pattern.finditer(text)] if pattern else []

    def stands_outside(self, name: str, others: Iterable[str], text: str) -> bool:
        """Whether the concept stands anywhere but within a word of the others."""
        around = [span for other in others for span in self.spans(other, text)]
        spans = self.spans(name, text)
        return any(not any(a <= start and end <= b for a, b in around) for start, end in spans)

    def found(self, names: Iterable[str], text: str) -> set[str]:
        """Those of the named concepts that stand in the text."""
        return {name for name in names if self.has(name, text)}

    def words(self, name: str) -> frozenset[str]:
        """The single words of a concept, for tests of membership."""
        return frozenset(self._entries.get(name, ()))

    def _pattern(self, name: str) -> re.Pattern[str] | None:
        """The pattern of a concept, compiled when it is first looked for."""
        if name not in self._patterns:
            entries = self._entries.get(name)
            self._patterns[name] = pattern(entries) if entries else None
        return self._patterns[name]

    @cached_property
    def fillers(self) -> frozenset[str]:
        """Words that carry no content of their own."""
        return self.words("filler") | self.words("ellipsis")


def pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these folded entries, the longest first."""
    ordered = sorted(entries, key=len, reverse=True)
    return re.compile("|".join(map(_entry, ordered)))


def _entry(entry: str) -> str:
    body = r"\w*".join(re.escape(part) for part in entry.split("*"))
    if HANGUL.search(entry):
        # Korean words carry endings on both sides; 1월 is not the end of 11월.
        return rf"(?<!\d){body}" if entry[:1].isdigit() else body
    # A digit may stand right beside a word: aug25.
    left = r"(?<![^\W\d])" if entry[:1].isalpha() else r"(?<!\w)" if entry[:1].isalnum() else ""
    right = r"(?![^\W\d])" if entry[-1:].isalpha() else r"(?!\w)" if entry[-1:].isalnum() else ""
    return f"{left}{body}{right}"
