"""Numbers in words → digits, as questions use them: duemilaventicinque, 이천억, two point oh."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DIGITS = {c: i for i, c in enumerate("영일이삼사오육칠팔구")} | {"공": 0}
_UNITS = {"십": 10, "백": 100, "천": 1000}
_LARGE = {"만": 10**4, "억": 10**8, "조": 10**12}
_SINO = re.compile(
    r"[영일이삼사오육칠팔구십백천]{2,}(?=\s?[년월일])|(?<![가-힣])[일이삼사오육칠팔구십](?=월|\s일|일)"
    r"|(?<![가-힣])[일이삼사오육칠팔구]?[백천](?=\s?명)"
)
_SINO_POINT = re.compile(
    r"(?<![가-힣])([일이삼사오육칠팔구])\s*(?:점|쩜)\s*([영공일이삼사오육칠팔구])"
)
# Native numbers of one syllable also begin words: they count only before what they count.
COUNTED = (
    r"\s*(?:개|곳|팀|군데|업체|기업|회사|컨소시엄|번|차례|가지|명|버전|배|데|대 |자리|석|축|대열)"
)
_POINT = re.compile(r"(?<![\d.,])(\d{1,2})\s+(?:point|dot|punto|virgola)\s+(\d)(?!\d)")
_POINT_OH = re.compile(r"(?<![\d.,])(\d{1,2})\s+(?:point|dot)\s+(?:oh|o)(?!\w)")


class Numerals:
    """Writes the number words of one language as digits in folded text."""

    def __init__(self, numbers: Mapping[int, str]) -> None:
        self._words = {word: str(number) for number, word in numbers.items()}
        self._plain = _alternatives(w for n, w in numbers.items() if n > 1 and not _hangul(w))
        self._pointed = _alternatives(w for n, w in numbers.items() if n < 10 and not _hangul(w))
        native = [(n, w) for n, w in numbers.items() if n > 1 and _hangul(w)]
        small = "|".join(w for n, w in native if len(w) == 1)
        large = "|".join(sorted((w for n, w in native if len(w) > 1), key=len, reverse=True))
        self._native = (
            re.compile(rf"(?<![가-힣])(?:(?:{small})(?={COUNTED})|(?:{large}))") if native else None
        )

    def in_digits(self, text: str) -> str:
        """The text with number words in digits. Lengths change: places in it are its own."""
        if self._native:
            text = _SINO_POINT.sub(lambda m: f"{_DIGITS[m[1]]}.{_DIGITS[m[2]]}", text)
            text = _SINO.sub(lambda m: str(sino(m.group())), text)
            return self._native.sub(lambda m: self._words[m.group()], text)
        if self._pointed and (
            "point" in text or "punto" in text or "dot" in text or "virgola" in text
        ):
            text = self._pointed.sub(lambda m: self._words[m.group()], text)
            text = _POINT_OH.sub(r"\1.0", _POINT.sub(r"\1.\2", text))
        return self._plain.sub(lambda m: self._words[m.group()], text) if self._plain else text


def _hangul(word: str) -> bool:
    return "가" <= word[:1] <= "힣"


def _alternatives(words: object) -> re.Pattern[str] | None:
    ordered = sorted(map(re.escape, words), key=len, reverse=True)  # type: ignore[call-overload]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)") if ordered else None


def sino(text: str) -> float:
    """이천억, 2천억, 1억 4,500만, 2025 … as a number."""
    total, section, digits = 0.0, 0.0, ""
    for char in text:
        if char.isdigit() or char in ",.":
            digits += "" if char == "," else char
        elif char in _DIGITS:
            digits += str(_DIGITS[char])
        elif char in _UNITS:
            section += _float(digits, 1) * _UNITS[char]
            digits = ""
        elif char in _LARGE:
            total += ((section + _float(digits, 0)) or 1) * _LARGE[char]
            section, digits = 0.0, ""
    value = total + section + _float(digits, 0)
    return int(value) if value == int(value) else value


def _float(digits: str, default: float) -> float:
    try:
        return float(digits.strip(".")) if digits.strip(".") else default
    except ValueError:
        return default
