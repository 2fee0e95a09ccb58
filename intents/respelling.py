"""Dialect written as the catalogue is: 떨어졌대유 → 떨어졌대요, 우째 → 어째.

The table of a language maps words, beginnings of words (`우예-`) and endings (`-대유`) to the usual
ones. Only Hangul has them: there a word of one dialect is hardly ever a word of another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

PART = "-"
_SYLLABLE = "[가-힣]"


class Respeller:
    """Respells the words of texts; holds no state between them."""

    def __init__(self, tables: Iterable[Mapping[str, str]]) -> None:
        """Take the table of each language."""
        self._usual = {key: usual for table in tables for key, usual in table.items()}
        keys = sorted(self._usual, key=lambda key: (-len(key), key))
        endings = "|".join(re.escape(k[1:]) for k in keys if k.startswith(PART))
        beginnings = "|".join(re.escape(k[:-1]) for k in keys if k.endswith(PART))
        words = "|".join(re.escape(k) for k in keys if PART not in {k[0], k[-1]})
        nothing = "(?!)"
        self._pattern = re.compile(
            rf"(?<!{_SYLLABLE})(?P<word>{words or nothing})(?!{_SYLLABLE})"
            rf"|(?<!{_SYLLABLE})(?P<beginning>{beginnings or nothing})"
            rf"|(?<=\w)(?P<ending>{endings or nothing})(?!{_SYLLABLE})"
        )

    def respelt(self, text: str) -> str:
        """The text as it is usually written."""
        return text if text.isascii() else self._pattern.sub(self._usually, text)

    def _usually(self, match: re.Match[str]) -> str:
        part = match[0]
        key = {"ending": PART + part, "beginning": part + PART}.get(match.lastgroup or "", part)
        return self._usual[key]
