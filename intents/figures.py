"""Numbers that a question states, beside those that an answer gives.

Only intents whose `claims` hold `figures` are looked at: their answers give all the numbers that
can rightly be said of their subject.
"""

from __future__ import annotations

import re

from intents.normalize import fold
from intents.numerals import Numerals

# A smaller number may count anything: "the two who left"; from here on it states something.
LEAST = 6
# Of so many points are the points of parts, and of so many per cent all shares.
WHOLE = 100
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE = re.compile(r"(?<=[.;])\s+|\n")
_SAID = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w.,]*x\b)")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def stated(masked: str) -> tuple[str, ...]:
    """The numbers of a question as typed; dates, sums, versions and names are masked in it."""
    said = {m.group(): number(m.group()) for m in _SAID.finditer(masked)}
    return tuple(words for words, value in said.items() if value >= LEAST and value != WHOLE)


def number(words: str) -> float:
    """What a number in digits stands for: 1,000 and 1.000 are a thousand, 90.2 and 90,2 are not."""
    if _GROUPED.fullmatch(words):
        return float(re.sub("[.,]", "", words))
    parts = re.split("[.,]", words)
    return float(".".join([parts[0], "".join(parts[1:])]))


def sentences(text: str) -> list[str]:
    """The sentences of an answer; a point within a number ends none."""
    return _SENTENCE.split(text)


def standing(text: str, numerals: Numerals) -> frozenset[float]:
    """The numbers that stand by themselves in an answer, not in names: "B200"."""
    return frozenset(map(number, _SAID.findall(numerals.in_digits(fold(text)))))


def given(text: str, numerals: Numerals) -> frozenset[float]:
    """All numbers of an answer, in digits or in words, and their whole parts."""
    plain = numerals.in_digits(fold(text))
    found = [number(said) for said in NUMBER.findall(plain)]
    return frozenset([*found, *(float(int(value)) for value in found)])
