"""The names that these tests look for: an index of its own, without the shipped facts."""

from __future__ import annotations

import pytest

from intents.names import NameIndex

NAMES = {
    "naver": ["Naver", "Naver Cloud", "네이버", "네이버 클라우드"],
    "upstage": ["Upstage", "업스테이지"],
    "sk_telecom": ["SK Telecom", "SKT", "SK텔레콤", "에스케이텔레콤"],
    "nc_ai": ["NC AI", "NCSoft", "엔씨소프트"],
    "lg": ["LG", "LG AI Research", "LG AI연구원", "엘지"],
    "kt": ["KT", "Korea Telecom", "케이티"],
    "kakao": ["Kakao", "카카오"],
    "kakaotalk": ["KakaoTalk", "카카오톡", "카톡", "cacao tok"],
    "openai": ["OpenAI", "오픈AI"],
    "microsoft": ["Microsoft", "MS", "마이크로소프트"],
    "midm": ["Mi:dm", "믿음", "믿:음"],
    "kanana": ["Kanana", "카나나"],
    "exaone": ["EXAONE", "엑사원"],
    "hyperclova": ["HyperCLOVA", "하이퍼클로바"],
}


@pytest.fixture(scope="session")
def index() -> NameIndex:
    """An index of fourteen ids; the everyday words are those of the three languages."""
    return NameIndex(NAMES)
