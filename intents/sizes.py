"""Sizes of models in texts: 750B, 750 billion, 7,500억."""

from __future__ import annotations

import re

_SIZE = re.compile(
    r"(?<![\w.,])(\d{1,4}(?:[.,]\d{1,3})?)[\s-]*(bn?(?![a-z0-9])|billion|miliard\w*|억|trillion|trilion\w*|조)"
)
_HUNDRED_MILLIONS = "억"
_THOUSANDS = ("trillion", "trilion", "조")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def told(text: str) -> list[tuple[float, str]]:
    """The numbers of billions in a folded text, with their words."""
    return [(_of_match(match), match[0]) for match in _SIZE.finditer(text)]


def billions(value: str) -> float:
    """The number of billions of a size as facts write it: "750B"."""
    digits = _NUMBER.match(value)
    return float(digits[0]) if digits else 0.0


def _of_match(match: re.Match[str]) -> float:
    if match[2] == _HUNDRED_MILLIONS:
        return float(match[1].replace(",", "")) / 10
    thousands = 1000 if match[2].startswith(_THOUSANDS) else 1
    return float(match[1].replace(",", ".")) * thousands
