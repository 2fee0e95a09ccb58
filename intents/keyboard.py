"""Questions typed with the wrong keyboard layout switched on."""

from __future__ import annotations

import re
from collections.abc import Callable

from intents.hangul import hangul_to_latin, is_syllables, latin_to_hangul, stems

_LATIN = re.compile(r"[A-Za-z]+")
_HANGUL = re.compile(r"[가-힣ㄱ-ㅣ]+")
_BARE_VOWEL = re.compile(r"[ㅏ-ㅣ]")


def undo_layout(text: str, knows: Callable[[str], bool]) -> str | None:
    """The question as it was meant, if all of it was typed in the wrong layout, else None.

    `knows` tells whether a lower-case word is one of the languages that people write here. A
    text is turned round only when that makes most of its words known ones and before few were.
    """
    latin = _LATIN.findall(text)
    hangul = [run for run in _HANGUL.findall(text) if len(set(run)) > 1]  # not ㅋㅋㅋ
    if sum(map(len, latin)) > 2 * sum(map(len, hangul)):
        return _as_hangul(text, latin, knows)
    if hangul and any(map(_BARE_VOWEL.search, hangul)):
        return _as_latin(text, hangul, knows)
    return None


def _as_hangul(text: str, runs: list[str], knows: Callable[[str], bool]) -> str | None:
    before = sum(knows(run.lower()) for run in runs)
    # Two words at least: a single one may be a name of any language.
    if len(runs) < 2 or before * 3 > len(runs):
        return None
    turned = [latin_to_hangul(run) for run in runs]
    whole = sum(map(is_syllables, turned))
    after = sum(_known_korean(word, knows) for word in turned)
    if whole * 4 < len(runs) * 3 or after <= before:
        return None
    return _LATIN.sub(lambda match: latin_to_hangul(match.group()), text)


def _known_korean(word: str, knows: Callable[[str], bool]) -> bool:
    """Whether a word or the beginning of it is Korean: its end may be any verb ending."""
    if not is_syllables(word):
        return False
    return knows(word) or any(map(knows, stems(word))) or (len(word) > 2 and knows(word[:2]))


def _as_latin(text: str, runs: list[str], knows: Callable[[str], bool]) -> str | None:
    turned = [hangul_to_latin(run).lower() for run in runs]
    before = sum(_known_korean(run, knows) for run in runs)
    after = sum(map(knows, turned))
    if len(runs) < 2 or after * 3 < len(runs) * 2 or after <= before:
        return None
    return _HANGUL.sub(lambda match: hangul_to_latin(match.group()), text)
