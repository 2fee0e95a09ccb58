"""Every word on a picture that no fact and no catalogue holds, one file per language."""

from __future__ import annotations

from functools import cache

from bot import words
from bot.words import FALLBACK, Words

PACKAGE, FOLDER = "bot.pictures", "words"


class TimelineWords(Words):
    """Words of a timeline."""

    programme: str
    of: str
    during: str
    seen: str
    row: str
    left_out: str


class SizesWords(Words):
    """Words of the models by size."""

    title: str
    scale: str
    whole: str
    part: str
    seen: str
    row: str
    row_part: str
    smaller: str


class RoundsWords(Words):
    """Words of the rounds."""

    title: str
    standing: str
    selection: str
    racing: str
    dropped: str
    came: str
    went_on: str
    left: str
    seen: str
    row: str


class PictureWords(Words):
    """All words of one language."""

    # Names of the programme as a whole, with commas between them.
    whole: str
    more: str
    note: str
    timeline: TimelineWords
    sizes: SizesWords
    rounds: RoundsWords


@cache
def names_of_the_whole() -> frozenset[str]:
    """What the programme as a whole is called, in all languages, without capitals."""
    said = (words_of(code).whole for code in words.codes(PACKAGE, FOLDER))
    return frozenset(name.strip().casefold() for names in said for name in names.split(","))


@cache
def words_of(language: str) -> PictureWords:
    """The words in a language, or in English where there are none."""
    known = language if language in words.codes(PACKAGE, FOLDER) else FALLBACK
    return words.load(PACKAGE, FOLDER, known, PictureWords)
