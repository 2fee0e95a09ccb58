"""Hangul as keystrokes and sounds: taking syllables apart, putting them together, romanising."""

from __future__ import annotations

import re
from functools import lru_cache

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

# Letters that take two keys on a two-set keyboard.
_PAIRS = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ", "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
_JOINED = {pair: letter for letter, pair in _PAIRS.items()}
_KEYS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        strict=True,
    )
)
_TO_HANGUL = str.maketrans({**{k.upper(): v for k, v in _KEYS.items()}, **_KEYS})
_TO_LATIN = str.maketrans({jamo: key for key, jamo in reversed(_KEYS.items())})
_TO_LATIN.update({ord(jamo): key for key, jamo in _KEYS.items() if key in "QWERTOP"})

_SINGLE_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ"
_V = f"[{_SINGLE_VOWELS}]"
_SYLLABLES = re.compile("[가-힣]+")
_SYLLABLE = re.compile(
    f"([{LEADS}])"
    f"(ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ|{_V})"
    f"((?:ㄱㅅ|ㄴ[ㅈㅎ]|ㄹ[ㄱㅁㅂㅅㅌㅍㅎ]|ㅂㅅ)(?!{_V})|[{TAILS.strip()}](?!{_V}))?"
)


class _Strokes(dict[int, str]):
    """Translation table from syllables to keystrokes, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        parts = "".join(_PAIRS.get(jamo, jamo) for jamo in _jamo(chr(code)))
        self[code] = parts
        return parts


def _jamo(char: str) -> str:
    number = ord(char) - 0xAC00
    if not 0 <= number < 11172:
        return char
    return (LEADS[number // 588] + VOWELS[number % 588 // 28] + TAILS[number % 28]).rstrip()


_STROKES = _Strokes()


def decompose(text: str) -> str:
    """Every Hangul syllable as the letters that are typed for it: 과자 → ㄱㅗㅏㅈㅏ."""
    return text if text.isascii() else text.translate(_STROKES)


def compose(strokes: str) -> str:
    """The syllables that a sequence of typed letters makes: ㄱㅗㅏㅈㅏ → 과자."""
    return _SYLLABLE.sub(_syllable, strokes)


def _syllable(match: re.Match[str]) -> str:
    lead, vowel, tail = match.groups(default=" ")
    vowel, tail = _JOINED.get(vowel, vowel), _JOINED.get(tail, tail)
    return chr(0xAC00 + (LEADS.index(lead) * 21 + VOWELS.index(vowel)) * 28 + TAILS.index(tail))


def latin_to_hangul(text: str) -> str:
    """What a Korean two-set keyboard writes for these keys: spdlqj → 네이버."""
    return compose(text.translate(_TO_HANGUL))


def hangul_to_latin(text: str) -> str:
    """What a Latin keyboard writes for the keys of this Hangul: ㅏㅅ → kt."""
    return decompose(text).translate(_TO_LATIN)


def letters(syllable: str) -> tuple[str, str, str]:
    """First consonant, vowel and last consonant (or a space) of a syllable."""
    parts = _jamo(syllable).ljust(3)
    return parts[0], parts[1], parts[2]


def is_syllables(text: str) -> bool:
    """Whether every character is a complete Hangul syllable."""
    return not text.isascii() and _SYLLABLES.fullmatch(text) is not None


def initials(word: str) -> str:
    """The first letters of the syllables of a Hangul word: 네이버 → ㄴㅇㅂ."""
    return "".join(_jamo(char)[0] for char in word)


_LEAD_SOUNDS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_VOWEL_SOUNDS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_TAIL_SOUNDS = dict(
    zip(TAILS, " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" "), strict=True)
)


def romanise(word: str) -> str:
    """Revised Romanisation of a Hangul word, final consonants carried over: 엑사원 → eksawon."""
    sounds: list[str] = []
    tail = " "
    for char in word:
        jamo = _jamo(char)
        if len(jamo) < 2:
            sounds += [_TAIL_SOUNDS[tail], char]
            tail = " "
            continue
        sounds += [_onset(tail, jamo[0]), _VOWEL_SOUNDS[VOWELS.index(jamo[1])]]
        tail = jamo[2:] or " "
    return "".join([*sounds, _TAIL_SOUNDS[tail]])


def _onset(tail: str, lead: str) -> str:
    """The consonants between two vowels."""
    if lead == "ㅇ" and tail in LEADS and tail not in "ㅇㅎ":
        return _LEAD_SOUNDS[LEADS.index(tail)]
    if (tail, lead) == ("ㄹ", "ㄹ"):
        return "ll"
    return _TAIL_SOUNDS[tail] + _LEAD_SOUNDS[LEADS.index(lead)]


# What may be attached to a noun: particles, the copula, and a few suffixes; they stack.
PARTICLES = frozenset(
    """은 는 이 가 을 를 과 와 의 도 에 에서 에서는 로 으로 랑 이랑 하고 만 부터 까지 한테 한테서
    에게 에게서 께서 께 처럼 보다 이나 나 이야 야 요 이요 측 씨 님 쪽 네 들 같은 같이 조차 마저
    마다 밖에 뿐 대로 이라도 라도 이란 란 이라는 라는 이라고 라고 이라면 라면 이면 면 인가 인가요
    인지 인데 이냐 냐 이니 니 이지 지 이죠 죠 이에요 에요 예요 이예요 입니다 입니까 임 이래 래
    이랬 이었 였 이며 며 든 이든 든지 이든지 커녕 은커녕 는커녕 거 꺼 껀 건 게 로서 으로서 로써
    으로써 에선 에겐 한텐 로는 으로는 에는 에도 서 이고 고 이라서 라서 이여 여 아 에다 에다가
    으로부터 로부터 이라면서 라면서 치고 말고 말곤 이었나 였나 이었나요 였나요 이었어 였어 한 용
    이다 다 이었다 였다 이란다 란다 이랍니다 랍니다 이라는데 라는데 이라던데 라던데 이라며 라며
    이라더라 라더라 이더라 더라 이었더라 였더라 이라니 라니 이라네 라네 이라지 라지 이라죠 라죠 래
    래요 군 군요 이군 이군요 구나 이구나 인 인데요 였는데 이었는데 였죠 이었죠 였지 이었지 이셨 였던
    이었던 이라 라
    잖아 잖아요 이잖아 이잖아요 됨 때 땐
    발 제 표 판 엔 중 중에 중에서 중에는 중에선 빼고 대신 덕에 때문에
    팀 그룹 진영 컨소시엄 컨소 연합""".split()
)  # fmt: skip
_LONGEST = max(map(len, PARTICLES))


@lru_cache(maxsize=4096)
def is_particles(text: str) -> bool:
    """Whether a text is one particle or several in a row: 은요, 에서는."""
    if text in PARTICLES:
        return True
    return len(text) <= 8 and any(
        text[:cut] in PARTICLES and is_particles(text[cut:])
        for cut in range(1, min(_LONGEST + 1, len(text)))
    )


@lru_cache(maxsize=4096)
def stems(word: str) -> tuple[str, ...]:
    """A Hangul word without the particles at its end, longest first; empty if it has none."""
    first = max(1, len(word) - 8)
    cuts = range(len(word) - 1, first - 1, -1)
    return tuple(word[:cut] for cut in cuts if is_particles(word[cut:]))
