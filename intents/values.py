"""Values that a question mentions: dates, amounts of money, versions, counts.

What is found is only read, never converted: it is compared with the facts to see whether a
question assumes something else than they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intents.concepts import Concepts

MONTHS = (
    "january february march april may june july august september october november december"
).split()
CURRENCIES = ("KRW", "USD", "EUR", "JPY", "GBP", "CNY")
_SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}

_NUMBER = r"\d+(?:[.,]\d+)*"
_VERSION = re.compile(
    r"(?<![\d.,/])(\d{1,2}[.,]\d)(?![\d]|[.,/]\d|\s*(?:mil|mld|bn|b\b|tri|조|억))"
)
_VERSION_WORD = re.compile(
    r"(?:version[ei]?|release|edition|v\.?|generation)\s*(\d{1,2})(?![\d%]|\s*\w)"
)
_ISO = re.compile(r"(?<!\d)(20\d\d)[-./년]\s*(\d{1,2})(?:[-./월]\s*(\d{1,2}))?(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](20\d\d|\d\d)(?!\d)")
_YEAR = re.compile(r"(?<![\d.,])(20\d\d)(?![\d.,]\d|\d)")
_KOREAN_DIGITS = {c: i for i, c in enumerate("영일이삼사오육칠팔구")}
_KOREAN_UNITS = {"십": 10, "백": 100, "천": 1000}
_KOREAN_LARGE = {"만": 10**4, "억": 10**8, "조": 10**12}
_KOREAN_AMOUNT = re.compile(
    r"(?:[\d,.]+|[일이삼사오육칠팔구](?=[십백천만억조]))?(?:[\d,.일이삼사오육칠팔구십백천]*\s?[만억조]\s?)+"
    r"(?:[\d,.일이삼사오육칠팔구십백천]+(?=\s*[원달불]))?"
)
_KOREAN_NUMBER = re.compile(
    r"[영일이삼사오육칠팔구십백천]{2,}(?=년|월|일)|[일이삼사오육칠팔구](?=일)"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it was said; parts that were not said are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as it was said: number, currency if one was named, and its words."""

    amount: float
    currency: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Values:
    """Everything of these kinds that a text mentions."""

    dates: tuple[Date, ...] = ()
    amounts: tuple[Amount, ...] = ()
    versions: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()


class ValueReader:
    """Reads values out of folded text of one language."""

    def __init__(self, concepts: Concepts, numbers: Mapping[int, str]) -> None:
        self.concepts = concepts
        words = {word: str(number) for number, word in numbers.items() if number > 1}
        spoken = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        self._words = words
        self._spoken = re.compile(rf"(?<!\w)(?:{spoken})(?!\w)") if spoken else None
        # 다섯 stands before its counter without a space as well: 다섯팀
        self._attached = re.compile(rf"(?:{spoken})(?=\s*[가-힣])") if spoken else None

    def read(self, text: str) -> Values:
        """All values in the text."""
        text = self._in_digits(text)
        return Values(
            dates=tuple(dict.fromkeys(self._dates(text))),
            amounts=tuple(self._amounts(text)),
            versions=tuple(dict.fromkeys(self._versions(text))),
            counts=tuple(dict.fromkeys(self._counts(text))),
        )

    def _in_digits(self, text: str) -> str:
        text = _KOREAN_NUMBER.sub(lambda m: str(_korean_number(m.group())), text)
        pattern = self._attached if re.search("[가-힣]", text) else self._spoken
        if pattern is None:
            return text
        return pattern.sub(lambda match: self._words[match.group()], text)

    def _dates(self, text: str) -> Iterator[Date]:
        for match in _ISO.finditer(text):
            year, month, day = (int(part) if part else None for part in match.groups())
            if month and month <= 12:
                yield Date(year, month, day)
        for match in _SLASHED.finditer(text):
            day, month, year = map(int, match.groups())
            yield Date(year if year > 99 else 2000 + year, month, day)
        for number, name in enumerate(MONTHS, 1):
            for start, end in self.concepts.spans(name, text):
                yield self._around_month(text, start, end, number)
        if not any(True for _ in _ISO.finditer(text)):
            for match in _YEAR.finditer(text):
                yield Date(year=int(match.group(1)))

    @staticmethod
    def _around_month(text: str, start: int, end: int, month: int) -> Date:
        before, after = text[max(0, start - 14) : start], text[end : end + 16]
        day = re.search(r"(\d{1,2})(?:st|nd|rd|th|°|º)?\s*(?:of|di)?\s*$", before)
        if day is None:
            day = re.match(r"\s*(\d{1,2})(?:st|nd|rd|th|일)?(?![\d월년])", after)
        year = re.search(r"(20\d\d|\d\d)년?\s*$", before) if "월" in text[start:end] else None
        year = year or re.search(r"(20\d\d)", after)
        said = int(year.group(1)) if year else None
        if said is not None and said < 100:
            said += 2000
        number = int(day.group(1)) if day else None
        return Date(said, month, number if number and number <= 31 else None)

    def _amounts(self, text: str) -> Iterator[Amount]:
        if re.search("[가-힣]", text):
            yield from self._korean_amounts(text)
            return
        for match in re.finditer(rf"([$€£₩]\s*)?({_NUMBER})\s*", text):
            scale = self._at(_SCALES, text, match.end())
            if scale is None:
                continue
            name, end = scale
            number = float(match.group(2).replace(",", ".")) if match.group(2) else 0.0
            rest = re.match(r"\s*(?:di|of|american|us|u\.s\.|south korean|korean)?\s*", text[end:])
            start = end + (rest.end() if rest else 0)
            named = self._at(CURRENCIES, text, start)
            sign = self._at(CURRENCIES, text, match.start()) if match.group(1) else None
            currency = (named or sign or (None, 0))[0]
            yield Amount(
                number * _SCALES[name], currency, text[match.start() : named[1] if named else end]
            )

    def _at(self, names: object, text: str, start: int) -> tuple[str, int] | None:
        for name in names:  # type: ignore[attr-defined]
            for begin, end in self.concepts.spans(name, text):
                if begin == start:
                    return name, end
        return None

    def _korean_amounts(self, text: str) -> Iterator[Amount]:
        for match in _KOREAN_AMOUNT.finditer(text):
            rest = text[match.end() :].lstrip()
            skipped = len(text) - match.end() - len(rest)
            currency = next(
                (c for c in CURRENCIES if any(s == 0 for s, _ in self.concepts.spans(c, rest))),
                None,
            )
            if currency is None and not match.group().strip()[-1:] in "억조":
                continue
            end = match.end() + skipped
            width = (
                next((e for s, e in self.concepts.spans(currency, rest) if s == 0), 0)
                if (currency)
                else 0
            )
            yield Amount(
                _korean_number(match.group()), currency, text[match.start() : end + width].strip()
            )

    @staticmethod
    def _versions(text: str) -> Iterator[str]:
        for match in _VERSION.finditer(text):
            yield match.group(1).replace(",", ".")
        for match in _VERSION_WORD.finditer(text):
            yield f"{match.group(1)}.0"

    def _counts(self, text: str) -> Iterator[int]:
        for match in re.finditer(r"(?<![\d.,/])(\d{1,3})(?![\d.,/%]\d|\d)", text):
            after = text[match.end() : match.end() + 24]
            # At most one word between the number and what it counts, none in Korean.
            near = re.match(
                r"\s*(?:개의?\s*|ai\s)?"
                if "가" <= after.lstrip()[:1]
                else r"\W?(?:[^\W\d]+\s)?\s*",
                after,
            )
            starts = {0, near.end() if near else 0, len(after) - len(after.lstrip())}
            if any(start in starts for start, _ in self.concepts.spans("teams", after)):
                yield int(match.group(1))


def _korean_number(text: str) -> float:
    """이천억, 2천억, 1억 4,500만, 2025 … as a number."""
    total, section, digits = 0.0, 0.0, ""
    for char in text:
        if char.isdigit() or char in ",.":
            digits += "" if char == "," else char
        elif char in _KOREAN_DIGITS:
            digits += str(_KOREAN_DIGITS[char])
        elif char in _KOREAN_UNITS:
            section += _float(digits, 1) * _KOREAN_UNITS[char]
            digits = ""
        elif char in _KOREAN_LARGE:
            total += ((section + _float(digits, 0)) or 1) * _KOREAN_LARGE[char]
            section, digits = 0.0, ""
    value = total + section + _float(digits, 0)
    return int(value) if value == int(value) else value


def _float(digits: str, default: float) -> float:
    try:
        return float(digits.strip(".")) if digits.strip(".") else default
    except ValueError:
        return default
