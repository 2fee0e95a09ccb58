"""Names as people write them: seeded noise, made with tables of its own.

Nothing here is shared with the engine, so that a mistake in its tables cannot hide itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

DATA = Path(__file__).with_name("names.yaml")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, whom it names if anybody, and which noise was put on the name."""

    text: str
    owner: str | None
    kind: str


# The rows of a Latin keyboard, and what a Korean one writes for each of its keys.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KOREAN = ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ")
_SHIFTED = dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP", strict=True))
_LATIN_KEY = {**dict(zip("".join(_KOREAN), "".join(_ROWS), strict=True)), **_SHIFTED}
_HANGUL_KEY = {latin: jamo for jamo, latin in _LATIN_KEY.items()}
_PAIRS = {
    "ㅘ": "ㅗㅏ",
    "ㅙ": "ㅗㅐ",
    "ㅚ": "ㅗㅣ",
    "ㅝ": "ㅜㅓ",
    "ㅞ": "ㅜㅔ",
    "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ",
}
_LOOK_ALIKE = str.maketrans("aeopckxysABEKMOPCTX", "аеорскхуѕАВЕКМОРСТХ")
_ACCENTED = str.maketrans("aeiounAEIOUN", "áèîöùñÁÈÎÖÙÑ")
_WIDE = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)} | {" ": " "})


def hangul(name: str) -> bool:
    """Whether a name is written in Hangul alone."""
    return all("가" <= c <= "힣" or c == " " for c in name)


def _neighbours(letter: str) -> str:
    for row in _ROWS:
        place = row.find(letter.lower())
        if place >= 0:
            return row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    return letter


def _jamo(text: str) -> list[str]:
    """The letters of Hangul, as they are typed; other characters stay."""
    letters: list[str] = []
    for char in text:
        if not "가" <= char <= "힣":
            letters.append(char)
            continue
        for part in unicodedata.normalize("NFD", char):
            plain = _compatible(part)
            letters += _PAIRS.get(plain, plain)
    return letters


def _compatible(part: str) -> str:
    """A conjoining letter as the one on the keys: by their names, CHOSEONG KIYEOK and LETTER."""
    name = unicodedata.name(part).rsplit(" ", 1)[1]
    return unicodedata.lookup(f"HANGUL LETTER {name}")


# One way of writing each: they take a name and a source of chance; None where it cannot be.


def _edit(name: str, rng: Random) -> str | None:
    place = _inner(name, rng)
    return None if place is None else _put(name, place, rng.choice(_neighbours(name[place])))


def _missing(name: str, rng: Random) -> str | None:
    place = _inner(name, rng)
    return None if place is None else name[:place] + name[place + 1 :]


def _double(name: str, rng: Random) -> str | None:
    place = _inner(name, rng)
    return None if place is None else name[:place] + name[place] + name[place:]


def _swap(name: str, rng: Random) -> str | None:
    place = _inner(name, rng)
    if place is None or name[place - 1] == name[place] or not name[place - 1].isalpha():
        return None
    return name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]


def _inner(name: str, rng: Random) -> int | None:
    """A letter of a word of five letters or more, not its first."""
    places = []
    start = 0
    for word in name.split(" "):
        if len(word) > 4 and word.isascii():
            places += [n for n in range(start + 1, start + len(word)) if name[n].isalpha()]
        start += len(word) + 1
    return rng.choice(places) if places else None


def _put(name: str, place: int, letter: str) -> str:
    return name[:place] + (letter.upper() if name[place].isupper() else letter) + name[place + 1 :]


def _case(name: str, rng: Random) -> str | None:
    ways = {name.lower(), name.upper(), name.swapcase()} - {name}
    return rng.choice(sorted(ways)) if ways else None


def _spread(name: str, _: Random) -> str | None:
    return " ".join(name.replace(" ", "")) if len(name) > 2 else None


def _joined(name: str, rng: Random) -> str | None:
    if " " in name:
        return name.replace(" ", rng.choice(("", "-", "_", ".")))
    return ".".join(name) + "." if name.isupper() and name.isascii() else None


def _apart(name: str, rng: Random) -> str | None:
    if len(name) < 4 or not hangul(name) or " " in name:
        return None
    place = rng.randrange(2, len(name) - 1)
    return f"{name[:place]} {name[place:]}"


def _alike(name: str, _: Random) -> str | None:
    return changed if (changed := name.translate(_LOOK_ALIKE)) != name else None


def _accent(name: str, _: Random) -> str | None:
    return changed if (changed := name.translate(_ACCENTED)) != name else None


def _full_width(name: str, _: Random) -> str | None:
    return name.translate(_WIDE) if name.isascii() else None


def _wrong_jamo(name: str, rng: Random) -> str | None:
    """One vowel of a Hangul name of three syllables or more hit one key beside."""
    if not hangul(name) or len(name.replace(" ", "")) < 3:
        return None
    chars = list(name)
    place = rng.choice([n for n, c in enumerate(chars) if c != " "])
    parts = unicodedata.normalize("NFD", chars[place])
    vowels = {"ᅡ": "ᅥ", "ᅥ": "ᅡ", "ᅦ": "ᅢ", "ᅢ": "ᅦ", "ᅵ": "ᅡ", "ᅩ": "ᅥ", "ᅳ": "ᅮ"}
    if parts[1] not in vowels:
        return None
    chars[place] = unicodedata.normalize("NFC", parts[0] + vowels[parts[1]] + parts[2:])
    return "".join(chars)


def _on_latin_keys(name: str, _: Random) -> str | None:
    if not hangul(name):
        return None
    return "".join(_LATIN_KEY.get(letter, letter) for letter in _jamo(name))


def _on_korean_keys(name: str, _: Random) -> str | None:
    """As a Korean input method shows it: syllables where the keys make some."""
    if not name.isascii() or " " in name:
        return None
    return syllables([_HANGUL_KEY.get(c, _HANGUL_KEY.get(c.lower(), c)) for c in name.lower()])


def syllables(letters: Sequence[str]) -> str:
    """Typed letters as the input method puts them together."""
    out: list[str] = []
    at = 0
    while at < len(letters):
        size, made = _syllable(letters[at : at + 5])
        out.append(made)
        at += size
    return "".join(out)


def _syllable(letters: Sequence[str]) -> tuple[int, str]:
    lead = _conjoining(letters[0], "CHOSEONG")
    vowel, used = _vowel(letters[1:3])
    if not lead or not vowel:
        return 1, letters[0]
    rest = letters[1 + used :]
    tail = _conjoining(rest[0], "JONGSEONG") if rest else ""
    if tail and not (len(rest) > 1 and _conjoining(rest[1], "JUNGSEONG")):
        return 2 + used, unicodedata.normalize("NFC", lead + vowel + tail)
    return 1 + used, unicodedata.normalize("NFC", lead + vowel)


def _vowel(letters: Sequence[str]) -> tuple[str, int]:
    joined = {pair: vowel for vowel, pair in _PAIRS.items()}.get("".join(letters[:2]))
    if joined:
        return _conjoining(joined, "JUNGSEONG"), 2
    return (_conjoining(letters[0], "JUNGSEONG"), 1) if letters else ("", 0)


def _conjoining(letter: str, place: str) -> str:
    """A typed letter as a part of a syllable, or nothing."""
    name = unicodedata.name(letter, "").rsplit(" ", 1)[-1]
    try:
        return unicodedata.lookup(f"HANGUL {place} {name}")
    except KeyError:
        return ""


NOISES: dict[str, Callable[[str, Random], str | None]] = {
    "exact": lambda name, _: name,
    "case": _case,
    "accent": _accent,
    "look-alike letters": _alike,
    "full width": _full_width,
    "letters spread": _spread,
    "joined or dotted": _joined,
    "Hangul spacing": _apart,
    "wrong letter": _edit,
    "missing letter": _missing,
    "doubled letter": _double,
    "swapped letters": _swap,
    "wrong jamo": _wrong_jamo,
    "Hangul on Latin keys": _on_latin_keys,
    "Latin on Korean keys": _on_korean_keys,
}


class Noise:
    """Makes sentences that name somebody, the same ones for the same seed."""

    def __init__(self, seed: int = 20250804) -> None:
        """Read the sentences; `seed` fixes every choice."""
        self._data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
        self._rng = Random(seed)

    @property
    def names(self) -> dict[str, list[str]]:
        """The names of the benchmark by owner."""
        names: dict[str, list[str]] = self._data["names"]
        return names

    def cases(self, names: dict[str, list[str]], each: int) -> Iterator[Case]:
        """For every spelling `each` sentences of every noise that can be put on it."""
        for owner, spellings in names.items():
            for name in spellings:
                for kind, noise in NOISES.items():
                    written = {noise(name, self._rng) for _ in range(each)} - {None}
                    if kind not in {"exact", "case"}:
                        written -= {name}
                    for way in sorted(filter(None, written)):
                        yield Case(self._said(way, name), owner, kind)
                yield from self._grammar(owner, name)

    def heard(self) -> Iterator[Case]:
        """The spellings by ear."""
        for owner, ways in self._data["by_ear"].items():
            for way in ways:
                yield Case(self._said(way, way), owner, "by ear")

    def negatives(self) -> Iterator[Case]:
        """Sentences that name nobody."""
        for texts in self._data["others"].values():
            yield from (Case(text, None, "look-alike word") for text in texts)

    def _said(self, way: str, name: str) -> str:
        language = "ko" if not name.isascii() else self._rng.choice(("it", "en", "ko"))
        return str(self._rng.choice(self._data["carriers"][language])).format(way)

    def _grammar(self, owner: str, name: str) -> Iterator[Case]:
        if name.isascii():
            carriers = self._data["carriers"]
            article = self._rng.choice(self._data["articles"]).format(name)
            yield Case(self._rng.choice(carriers["it"][3:]).format(article), owner, "article")
            genitive = self._rng.choice(self._data["possessives"]).format(name)
            yield Case(f"what is {genitive} plan", owner, "possessive")
        for _ in range(3):
            text = self._rng.choice(self._data["carriers"]["ko"])
            yield Case(text.format(self._attached(name, name)), owner, "particle")
            if typo := _wrong_jamo(name, self._rng):
                yield Case(text.format(self._attached(typo, name)), owner, "particle + wrong jamo")

    def _attached(self, written: str, name: str) -> str:
        kinds = self._data["particles"]
        closed = "closed" if (ord(name[-1]) - 0xAC00) % 28 and hangul(name) else "open"
        return written + str(self._rng.choice([*kinds[closed], *kinds["both"]]))
