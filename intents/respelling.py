"""Words written as the catalogue has them: 떨어졌대유 → 떨어졌대요, "punto di domanda" → ?.

The table of a language maps words, beginnings of words (`우예-`) and endings (`-대유`) to the usual
ones: of dialects, and signs that are dictated by their names. It is read for every language, so it
holds no word that is another one elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

PART = "-"
_NOTHING = "(?!)"
# A sign stands right behind the word before it.
_BEFORE_SIGN = re.compile(r" +(?=[?,](?:\s|$))")


class Respeller:
    """Respells the words of texts; holds no state between them."""

    def __init__(self, tables: Iterable[Mapping[str, str]]) -> None:
        """Take the table of each language."""
        self._usual = {k.casefold(): usual for table in tables for k, usual in table.items()}
        self._any = _pattern(self._usual)
        self._latin = _pattern(key for key in self._usual if key.isascii())

    def respelt(self, text: str) -> str:
        """The text as it is usually written."""
        pattern = self._latin if text.isascii() else self._any
        respelt = pattern.sub(self._usually, text)
        return text if respelt == text else _BEFORE_SIGN.sub("", respelt)

    def _usually(self, match: re.Match[str]) -> str:
        part = match[0].casefold()
        keys = {"ending": PART + part, "beginning": part + PART}
        return self._usual[keys.get(match.lastgroup or "", part)]


def _pattern(keys: Iterable[str]) -> re.Pattern[str]:
    """What finds the words, beginnings and endings of a table, the longest first."""
    ordered = sorted(keys, key=lambda key: (-len(key), key))
    endings = "|".join(re.escape(key[1:]) for key in ordered if key.startswith(PART))
    beginnings = "|".join(re.escape(key[:-1]) for key in ordered if key.endswith(PART))
    words = "|".join(re.escape(key) for key in ordered if PART not in {key[0], key[-1]})
    return re.compile(
        rf"(?<!\w)(?P<word>{words or _NOTHING})(?!\w)"
        rf"|(?<!\w)(?P<beginning>{beginnings or _NOTHING})"
        rf"|(?<=\w)(?P<ending>{endings or _NOTHING})(?!\w)",
        re.IGNORECASE,
    )
