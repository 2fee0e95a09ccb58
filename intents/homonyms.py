"""Names that are everyday words too, and what shows that the everyday word is meant.

Frequency lists cannot tell these apart: 카카오 is a company and the cacao in chocolate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from intents.hangul import stems
from intents.spelling import Piece, key

_REACH = 8  # pieces of text to either side


@dataclass(frozen=True, slots=True)
class Homonym:
    """The everyday meaning of a spelling: words somewhere near, just before or just after it.

    A word that ends with * stands for every word that begins so. A `weak` name needs another name
    or a word of the subject near it even where none of these words stand.
    """

    near: str = ""
    before: str = ""
    after: str = ""
    weak: bool = False


_CACAO = Homonym(
    near="""cocoa chocolat* cioccolat* beans nibs powder butter brownie* pod pods fave burro
    polvere tazza 초콜릿* 초콜렛* 초코* 다크* 코코아* 함량* 열매* 닙스* 파우더* 버터* 콩* 원두*
    농장* 농부* 가루* 나무* 디저트* 쿠키* 재배* 씨앗* 원산지* 케이크* 과자* 라떼* 우유* 항산화*
    폴리페놀* 달콤* 쌉쌀*"""
)
HOMONYMS = {
    "카카오": _CACAO,
    "kakao": _CACAO,
    "cacao": _CACAO,
    "kakaopay": Homonym(  # "what did Kakao pay?"
        before="""did didn does doesn do don will won would wouldn could couldn can must should
        shall might may to had has have""",
        after="for openai microsoft upstage naver them",
    ),
    "naverpay": Homonym(  # "does Naver pay for its own chips?"
        before="""did didn does doesn do don will won would wouldn could couldn can must should
        shall might may to had has have""",
        after="for kakao them its their upstage",
    ),
    "upstage": Homonym(
        near="""theatre theater stagehand* actor* actress* curtain* audience bride groom dancer*
        singer* orchestra teatro attor* attric* palco sipario regista""",
        before="walk* step* move* moving cross* stand* stood went ran turned turn strode further",
        after="me him them us everyone everybody anyone anybody nobody center centre",
    ),
    "motif": Homonym(
        near="""music* melod* song* decorat* floral recurring pattern* theme* tattoo* dream* poem*
        novel* symbol* wallpaper* fabric* textile* dna protein* sequence* musical* decorativ*""",
        before="recurring a the this common central",
    ),
    "nc": Homonym(
        near="carolina raleigh charlotte duke university football basketball licence license",
        weak=True,
    ),
    "meta": Homonym(  # "metà"
        before="oltre piu una la alla sulla",
        after="di del dei degli dello della delle dell prezzo strada anno",
    ),
    "nota": Homonym(
        near="music* stampa ufficiale",
        weak=True,
        before="""mia tua sua nostra vostra reso resa resi rese rende rendono rendere renda una la
        in prende prendere preso presa presi prendo ben meglio poco gia più piu era e""",
        after="ufficiale stampa bene che dolente",
    ),
    "믿음": Homonym(
        near="""하나님* 예수* 교회* 종교* 신앙* 소망* 사랑* 친구* 부모* 부부* 연인* 신뢰* 성경*
        기도* 목사* 불신* 배신*""",
        before="대한 향한 굳은 강한 깊은 서로의 서로 신에 간의 잘못된 절대적인",
    ),
    "kt": Homonym(
        near="""wind winds gust* knot* vento nodi raffich* 풍속* 노트 boltzmann thermal
        termica bomb* hiroshima nuclear* atomic* megaton* kiloton* chiloton* 히로시마*
        원자폭탄* 핵폭탄* mph miles nautical""",
        after="tape tapes 테이프 tunstall",
    ),
    "케이티": Homonym(after="페리 홈즈 홈스 턴스털 턴스톨"),
    "ms": Homonym(near="degree* master* sclerosis sclerosi thesis laurea", weak=True),
    "redmond": Homonym(weak=True),
    "현대": Homonym(near="미술* 사회* 시대* 사람* 소설* 무용* 음악* 문학*", weak=True),
    "기아": Homonym(near="굶* 난민* 식량* 아동* 빈곤*", weak=True),
    "아마존": Homonym(near="강* 정글* 열대* 밀림* 우림*"),
}


class Words:
    """Some words to look for, folded; those that end with * stand for all that begin so."""

    def __init__(self, words: Iterable[str]) -> None:
        folded = [(key(word), word.endswith("*")) for word in words if key(word)]
        self._whole = frozenset(word for word, begun in folded if not begun)
        self._begun = tuple(word for word, begun in folded if begun)

    def __contains__(self, piece: Piece) -> bool:
        """Whether a piece, or what is left of it without particles, is one of the words."""
        word = piece.key
        if word in self._whole or word.startswith(self._begun):
            return True
        return piece.kind == "h" and any(stem in self._whole for stem in stems(word))


Homonyms = dict[str, tuple[Words, Words, Words]]


def prepared(homonyms: Mapping[str, Homonym]) -> Homonyms:
    """Homonyms by key."""
    return {
        key(name): (Words(h.near.split()), Words(h.before.split()), Words(h.after.split()))
        for name, h in homonyms.items()
    }


def everyday(homonyms: Homonyms, name: str, parts: Sequence[Piece], first: int, last: int) -> bool:
    """Whether the pieces from first to last are, by what surrounds them, the everyday word."""
    words = homonyms.get(name)
    if words is None:
        return False
    near, before, after = words
    around = (*parts[max(0, first - _REACH) : first], *parts[last + 1 : last + 1 + _REACH])
    return (
        any(piece in near for piece in around)
        or (first > 0 and parts[first - 1] in before)
        or (last + 1 < len(parts) and parts[last + 1] in after)
    )
