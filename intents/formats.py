"""Values as each language writes them: dates, money, numbers, lists, agreement, particles.

Tables come from CLDR (through Babel) and from the language file; only Korean particles, which
follow the sound of the word before them, are worked out here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from intents.models import LanguageRecord, Money

# Korean readings of what is written in digits or Latin letters: do they end in a consonant?
_DIGIT_READINGS = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))
_LETTER_FINALS = frozenset("lmnrLMNR")  # 엘 엠 엔 알
_PAIRS = {
    "은는": ("은", "는"),
    "이가": ("이", "가"),
    "을를": ("을", "를"),
    "과와": ("과", "와"),
    "으로": ("으로", "로"),
    "이": ("이", ""),
}


def date(value: str, language: LanguageRecord) -> str:
    """A partial date in words: a day, a month, a half year or a year."""
    year, _, rest = value.partition("-")
    if not rest:
        return language.units["year"].format(year=year)
    if rest.startswith("H"):
        return language.units[f"half{rest[1]}"].format(year=year)
    return _calendar(value, language.locale)


@lru_cache(maxsize=1024)
def _calendar(value: str, locale: str) -> str:
    if value.count("-") == 1:
        day = dt.date.fromisoformat(f"{value}-01")
        return str(format_skeleton("yMMMM", day, locale=locale))
    return str(format_date(dt.date.fromisoformat(value), "long", locale=locale))


def on(value: str, language: LanguageRecord) -> str:
    """A date with the word before it that its precision asks for, where the language has one."""
    written, kind = date(value, language), {4: "year", 7: "month"}.get(len(value), "day")
    return language.units.get(f"on_{kind}", "{date}").format(date=written)


def since(value: str, language: LanguageRecord) -> str:
    """Say "since" or "from" that date, with the preposition that its precision asks for."""
    precision = "half" if "H" in value else {4: "year", 7: "month", 10: "day"}[len(value)]
    return language.units[f"since_{precision}"].format(date=date(value, language))


def money(value: Money, language: LanguageRecord) -> str:
    """An amount in scale words (200 miliardi di won, 2,000억 원), never converted or rounded."""
    text = language.units[value.currency].format(amount=_scaled(value.amount, language))
    return language.units["about"].format(amount=text) if value.approximate else text


def _scaled(amount: int, language: LanguageRecord) -> str:
    parts, rest = [], amount
    for size, word in sorted(language.scales.items(), reverse=True):
        count, rest = divmod(rest, size)
        if count:
            parts.append(word.format(count=f"{count:,}".replace(",", language.units["group"])))
    if rest:
        parts.append(f"{rest:,}".replace(",", language.units["group"]))
    return " ".join(parts)


def number(value: int, language: LanguageRecord) -> str:
    """A small number in words where the language has one, else in digits."""
    return language.numbers.get(value, str(value))


def choice(items: Sequence[str], language: LanguageRecord) -> str:
    """Items of which one is to be chosen: A, B or C."""
    return _joined(tuple(dict.fromkeys(items)), language.locale, "or")


def listing(items: Sequence[str], language: LanguageRecord) -> str:
    """Items joined as the language joins them; a repeated item is said once."""
    unique = list(dict.fromkeys(items))
    if len(unique) == 2 and "pair" in language.units:
        first, second = unique
        return language.units["pair"].format(
            first=first, second=second, and_=particle(first, "과와")
        )
    return _joined(tuple(unique), language.locale, "standard")


@lru_cache(maxsize=1024)
def _joined(items: tuple[str, ...], locale: str, style: Literal["standard", "or"]) -> str:
    return str(format_list(items, style=style, locale=locale))


def particle(reading: str, pair: str) -> str:
    """The Korean particle that follows a word read as `reading`: 은 or 는, 으로 or 로 …"""
    with_final, without = _PAIRS[pair]
    final = _final(reading)
    if pair == "으로" and final == "ㄹ":
        return without
    return with_final if final else without


def _final(reading: str) -> str:
    """The final consonant of a reading: '' for none, 'ㄹ', or any other as 'x'."""
    last = next((char for char in reversed(reading) if char.isalnum()), "")
    last = _DIGIT_READINGS.get(last, last)
    if "가" <= last <= "힣":
        index = (ord(last) - ord("가")) % 28
        return "" if index == 0 else "ㄹ" if index == 8 else "x"
    if last in _LETTER_FINALS:
        return "ㄹ" if last in "lrLR" else "x"
    return ""
