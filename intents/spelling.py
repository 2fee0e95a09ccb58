"""How names are spelt: folding, pieces, letters said aloud, and spellings that sound alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain, islice, product
from typing import NamedTuple

from intents.hangul import decompose, is_syllables, romanise
from intents.normalize import fold

# Letters of other alphabets that look like Latin ones.
_ALIKE = dict(
    zip("авекмнорстухіјѕԁԛԝһьαβεηικνορτυχ", "abekmhopctyxijsdqwhbabenikvoptux", strict=True)
)


# Capitals that look like other Latin letters than the small ones do.
_ALIKE_CAPITALS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx", strict=True))


class _Fold(dict[int, str]):
    """Translation table that keeps the length of a text, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        folded = _ALIKE_CAPITALS.get(plain) or fold(plain)
        folded = _ALIKE.get(folded, folded)
        self[code] = folded if len(folded) == 1 else folded[:1] or " "
        return self[code]


def _plain(char: str) -> str:
    """A letter or digit in a circle, in bold or in script as the plain one."""
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and plain.isascii() and plain.isalnum() else char


_FOLD = _Fold()
_CONJOINING = re.compile("[\u1100-\u11ff]")
_MARKS = re.compile("[\u0300-\u036f\u200b-\u200f\u00ad\ufeff]")
_RUNS = {
    "h": "[가-힣\u1100-\u11ff]+",
    "j": "[ㄱ-ㆎ]+",
    "d": "[0-9]+",
    "l": "[a-z](?:[a-z\u0300-\u036f\u200b-\u200d\u00ad]+)?|[^\\W\\d_]+?(?![^\\W\\d_a-z가-힣ㄱ-ㆎ])",
}
_PIECE = re.compile("|".join(f"(?P<{kind}>{run})" for kind, run in _RUNS.items()))
_RUN = re.compile("|".join(_RUNS.values()))
_ZERO = re.compile(r"(?<=[a-z])[01](?=[a-z])|(?<![0-9a-z])0(?=[a-z]{3})|(?<=[a-z]{3})0(?![0-9a-z])")


class Piece(NamedTuple):
    """A run of characters of one script in a text: where it stands, and its folded form."""

    key: str
    start: int
    end: int
    kind: str  # h: Hangul syllables, j: single jamo, d: digits, l: Latin or other letters

    @property
    def plain(self) -> bool:
        """Whether every character of the key stands for one character of the text."""
        return len(self.key) == self.end - self.start


def folded(text: str) -> str:
    """Lower case, narrow, without accents and look-alikes; as long as the given text."""
    low = text.translate(_FOLD)
    return _ZERO.sub(lambda match: "ol"[int(match.group())], low)


def pieces(text: str) -> list[Piece]:
    """The words, numbers and syllable runs of a text in order, with their places in it."""
    found = _PIECE.finditer(folded(text))
    return [Piece(_key(m.group()), m.start(), m.end(), m.lastgroup or "l") for m in found]


def _key(run: str) -> str:
    if run.isascii():
        return run
    if _CONJOINING.search(run):
        run = unicodedata.normalize("NFC", run)
    return _MARKS.sub("", run)


def shape(text: str) -> tuple[str, ...]:
    """The keys of the pieces of a text."""
    runs = _RUN.findall(folded(text))
    return tuple(runs) if text.isascii() else tuple(map(_key, runs))


def key(text: str) -> str:
    """The comparable form of a name: folded, without spaces and punctuation."""
    return "".join(shape(text))


# Names of letters as they are said and, by those who write Korean in Latin letters, typed.
_SAID = {
    "it": "a:a b:bi c:ci d:di e:e f:effe g:gi h:acca i:i j:gei k:kappa,cappa,capa l:elle m:emme "
    "n:enne o:o p:pi q:qu,cu r:erre s:esse t:ti u:u v:vu,vi w:doppiavu x:ics y:ipsilon z:zeta",
    "en": "a:ay,ei b:bee c:see,cee d:dee e:ee f:eff g:gee,jee h:aitch i:eye,i j:jay k:kay,kei "
    "l:el,ell m:em n:en o:oh p:pee q:cue r:ar s:es,ess t:tee u:you v:vee w:doubleu x:ex y:why "
    "z:zee,zed",
    "ko": "a:ei b:bi c:ssi,si d:di e:i f:epeu g:ji h:eichi i:ai j:jei k:kei l:el m:em n:en o:o "
    "p:pi q:kyu r:al s:es,eseu t:ti u:yu v:beui w:deobeulyu x:ekseu y:wai z:jeu",
    "hangul": "a:에이 b:비 c:씨,시 d:디 e:이 f:에프 g:지 h:에이치 i:아이 j:제이 k:케이 l:엘 m:엠 "
    "n:엔 o:오 p:피 q:큐 r:알 s:에스 t:티 u:유 v:브이 w:더블유 x:엑스 y:와이 z:제트",
}
_LETTERS = [{entry[0]: entry[2:].split(",") for entry in table.split()} for table in _SAID.values()]
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{2,4}(?![A-Za-z])")
_WAYS = 8
_RUNS_SAID = 2  # runs of capitals of a name that people may spell out
_SPELT = 3  # letters of a run that is spelt out though it could be read
_VOWELS = frozenset("AEIOU")


def said(name: str) -> list[str]:
    """A name with its runs of capitals as they are said: NC AI → enne ci AI, 엔씨 AI, …

    Names written in capitals throughout are read as words.
    """
    runs = _CAPITALS.findall(name)
    if len(runs) > _RUNS_SAID or any(map(_word_like, runs)):
        return []
    return [way for letters in _LETTERS for way in _said(name, runs, letters)] if runs else []


def _word_like(run: str) -> bool:
    return len(run) > _SPELT and not _VOWELS.isdisjoint(run)


def _said(name: str, runs: list[str], letters: dict[str, list[str]]) -> list[str]:
    """The ways of one language; a run after the first may also stay as it is."""
    space = " " if letters["b"][0].isascii() else ""
    ways = [
        [space.join(way) for way in islice(product(*(letters[c.lower()] for c in run)), 4)]
        for run in runs
    ]
    ways = [ways[0], *([*way, run] for way, run in zip(ways[1:], runs[1:], strict=True))]
    return [_filled(name, way) for way in islice(product(*ways), _WAYS)]


def _filled(name: str, ways: tuple[str, ...]) -> str:
    values = iter(ways)
    return _CAPITALS.sub(lambda _: next(values), name)


_HANGUL_LETTER = re.compile("|".join(sorted(chain(*_LETTERS[-1].values()), key=len, reverse=True)))


def spelt(hangul: str) -> int:
    """How many letters a Hangul word says aloud, 0 if it is no such word: 케이티 → 2."""
    return 0 if _HANGUL_LETTER.sub("", hangul) else len(_HANGUL_LETTER.findall(hangul))


_SOFT = re.compile("tsch|tch|ch(?=[eiy])")
_HARD = re.compile("ck|ch|kh|qu?|c(?![eiy])|gh")
_SINGLE = str.maketrans({"c": "s", "x": "ks", "z": "s"})
_VOWEL_SOUNDS = (
    *((pair, "a") for pair in ("ei", "ey", "ai", "ay")),
    *((pair, "i") for pair in ("ee", "ea", "ie", "y")),
    *((pair, "u") for pair in ("oo", "ou", "w")),
    ("eo", "o"),
    ("eu", "u"),
)
_ENDING = 8  # letters of a word whose -er is said like an a
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def sound(text: str) -> str:
    """What a Latin or Hangul key sounds like, roughly: cacao and kakao are the same."""
    if not text.isascii():
        return hangul_sound(text) if is_syllables(text) else ""
    text = _HARD.sub("k", _SOFT.sub("ʃ", text.replace("ph", "f"))).translate(_SINGLE)
    for pair, by in _VOWEL_SOUNDS:
        text = text.replace(pair, by)
    text = text[:1] + text[1:].replace("h", "")
    if len(text) >= _ENDING and text.endswith("er"):
        text = text[:-2] + "a"
    return _DOUBLED.sub(r"\1", text)


_HANGUL_SOUNDS = str.maketrans("ㄲㄸㅃㅆㅉㅐㅒㅖ", "ㄱㄷㅂㅅㅈㅔㅔㅔ")
_GLIDES = re.compile("ㅜㅣ|ㅡㅣ")


def hangul_sound(text: str) -> str:
    """Hangul keystrokes with the letters merged that Koreans mix up: 앤씨 and 엔시 are the same."""
    strokes = decompose(text).translate(_HANGUL_SOUNDS)
    return _GLIDES.sub("ㅣ", strokes).replace("ㅗㅔ", "ㅜㅔ").replace("ㅗㅣ", "ㅜㅔ")


def spoken(text: str) -> str:
    """The romanised form of a Hangul name, for people who write Korean in Latin letters."""
    return romanise(text) if is_syllables(text) else ""
