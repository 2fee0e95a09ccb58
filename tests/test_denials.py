"""What a question gets wrong, found by its words, its numbers, its names, and its clauses."""

from __future__ import annotations

import pytest

from intents import Knowledge
from intents.check import check
from intents.concepts import Concepts
from intents.contradictions import Contradictions
from intents.contrast import contrasts
from intents.details import counted
from intents.figures import given, number, stated
from intents.heard import Example, Heard
from intents.load import load
from intents.numerals import Numerals
from intents.siblings import with_siblings
from intents.weigh import sure_enough
from tests.conftest import CATALOGUE, FACTS

NOT = {"en": ["not", "never"], "it": ["non", "mai"], "ko": ["않", "아니"]}
WORDINGS = {
    "en": {
        "rose": ["soared", "went up"],
        "gloomy": ["gloomy"],
        "gloomy_unless": ["far from"],
        "_got": ["pocketed", "receiv*"],
        "_money": ["subsid*", "grant"],
        "paid": ["xcompanyx ~ <got> ~ <money>", "<money> & out of spite", "<unknown> ~ paid"],
    },
    "it": {"rose": ["salit*"], "lost": ["xcompanyx ~ e stata segata"]},
    "ko": {
        "rose": ["급등"],
        "unsold": ["팔지 않"],
        "_money": ["지원금"],
        "_got": ["받은", "챙긴"],
        "paid": ["xcompanyx ~ <money> ~ <got>"],
    },
}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "why have its shares soared", {"rose"}),
        ("en", "its shares have not soared", set()),
        ("en", "it is not out, its shares soared", {"rose"}),
        ("en", "is it gloomy", {"gloomy"}),
        ("en", "it is far from gloomy", set()),
        ("it", "il titolo e salito", {"rose"}),
        ("it", "il titolo non e salito", set()),
        ("it", "come mai xcompanyx e stata segata", {"lost"}),
        ("en", "what did xcompanyx do with the money it pocketed", set()),
        ("en", "how did xcompanyx spend, having received it, the grant", set()),
        ("en", "how xcompanyx happily received its big subsidies", {"paid"}),
        ("en", "xcompanyx never received its subsidies", set()),
        ("en", "was it out of spite that it kept the grant?", {"paid"}),
        ("en", "it paid for it all", set()),
        ("ko", "xcompanyx 가 지원금을 왜 받은 거죠", {"paid"}),
        ("ko", "주가가 급등했죠", {"rose"}),
        ("ko", "주가가 급등하지 않았죠", set()),
        ("ko", "지분을 팔지 않았죠", {"unsold"}),
    ],
)
def test_a_statement_is_found_unless_a_not_turns_it_round(
    language: str, text: str, found: set[str]
) -> None:
    concepts = Concepts({"negation": NOT[language], "why": ["come mai"]})
    assert Contradictions(WORDINGS[language], concepts).found(text) == found


def test_wordings_and_denials_belong_together() -> None:
    """What a fact denies has wordings in every language, and no wordings are left over."""
    bundle = load(FACTS, CATALOGUE)
    name = next(iter(bundle.contradictions["en"]))
    bundle.contradictions["en"]["nobody_denies_this"] = ["whatever ~ <missing>"]
    del bundle.contradictions["ko"][name]
    told = [str(problem) for problem in check(bundle)]
    assert any("nobody_denies_this" in line and "no fact denies it" in line for line in told)
    assert any("nobody_denies_this" in line and "no list '_missing'" in line for line in told)
    assert any("/ko/_contradictions.yaml" in line and name in line for line in told)


@pytest.mark.parametrize(
    ("words", "value"),
    [("1,000", 1000), ("1.000", 1000), ("90.2", 90.2), ("90,2", 90.2), ("12", 12), ("7,500", 7500)],
)
def test_a_number_means_the_same_however_it_is_grouped(words: str, value: float) -> None:
    assert number(words) == value


def test_small_numbers_state_nothing_and_masked_ones_are_no_numbers() -> None:
    assert stated("did 3 of the 40 judges of xdatex give 90.2 of 100 points") == ("40", "90.2")


def test_an_answer_gives_numbers_in_digits_and_in_words() -> None:
    found = given("Fifteen consortia, 1,024 GPUs, 99.51%", Numerals({15: "fifteen"}))
    assert {15.0, 1024.0, 99.51, 99.0} <= found


@pytest.mark.parametrize(
    ("text", "language", "against"),
    [
        (
            "the Ministry of Science and ICT, not the Ministry of Industry",
            "en",
            "ministry_industry",
        ),
        ("il Ministero della Scienza, non il Ministero dell'Industria", "it", "ministry_industry"),
        ("산업통상자원부가 아니라 과학기술정보통신부", "ko", "ministry_industry"),
        ("KT rather than SK Telecom", "en", "sk_telecom"),
        ("KT 말고 SK텔레콤", "ko", "kt"),
        ("KT and SK Telecom", "en", None),
        ("was it not KT", "en", None),
    ],
)
def test_a_name_may_only_be_set_against_another(
    knowledge: Knowledge, text: str, language: str, against: str | None
) -> None:
    reader = knowledge.reader
    mentions = reader.names.find(text)
    found = contrasts(text, mentions, reader.entities, reader.concepts[language])
    assert found == ({against} if against else set())


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("A.X K1 or K2", ["ax_k1", "ax_k2"]),
        ("A.X K1이랑 K2", ["ax_k1", "ax_k2"]),
        ("Solar Pro 2 e 3", ["solar_pro_2", "solar_pro_3"]),
        ("Mi:dm 2.0 Base vs Mini", ["midm_2_base", "midm_2_mini"]),
        ("A.X K1 or whatever", ["ax_k1"]),
        ("Naver or K2", ["naver_cloud"]),
    ],
)
def test_a_second_name_may_leave_out_what_it_shares(
    knowledge: Knowledge, text: str, ids: list[str]
) -> None:
    reader = knowledge.reader
    found = with_siblings(text, reader.names.find(text), reader.entities, reader.names)
    assert [mention.id for mention in found] == ids
    assert all(text[m.start : m.end] == m.surface for m in found)


def test_words_are_known_by_their_stems_in_one_language_and_intent() -> None:
    heard = Heard.fit(
        [
            Example("en", "show", ["who", "showed", "the", "models"], []),
            Example("en", "won", ["who", "won"], []),
            Example("ko", "show", ["모델", "공개"], []),
        ]
    )
    assert heard.unheard("en", "show", ("showed", "models")) == 0
    assert heard.unheard("en", "show", ("showed", "hotel")) == pytest.approx(1 / 3)
    assert heard.unheard("en", "won", ("models",)) == pytest.approx(1 / 2)
    assert heard.unheard("ko", "show", ("모델이",)) == 0
    assert heard.unheard("en", "show", ()) == 0


def test_what_is_counted_and_details_are_known_where_they_were_asked_for() -> None:
    heard = Heard.fit(
        [
            Example("en", "show", ["visitors"], []),
            Example("ko", "show", ["#명"], ["detail_place"]),
            Example("en", "won", ["who"], ["detail_rank"]),
            *[Example("en", "won", ["who"], [])] * 100,
        ]
    )
    assert not heard.strange("en", "show", ["visitors"], ["detail_place"])
    assert heard.strange("en", "show", ["spectators"], [])
    assert heard.strange("ko", "won", ["#명"], [])
    assert heard.strange("en", "show", [], ["detail_rank"])
    # Asked for once in a hundred times, it is not told.
    assert heard.strange("en", "won", [], ["detail_rank"])


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "how many of the spectators came", ["spectators"]),
        ("en", "the number of xcompanyx models", []),
        ("en", "how many teams are left", []),
        ("it", "quanti spettatori c'erano", ["spettatori"]),
        ("it", "numero di squadre", []),
        ("ko", "사람이 몇 명 왔나요", ["#명"]),
        ("ko", "몇 팀이 남았나요", []),
    ],
)
def test_what_a_question_counts(language: str, text: str, found: list[str]) -> None:
    concepts = Concepts(load(FACTS, CATALOGUE).concepts[language])
    assert list(counted(text, concepts)) == found


def test_strange_words_ask_for_a_surer_question() -> None:
    assert sure_enough(0.7, 0.0, named=False, subject=False)
    assert not sure_enough(0.7, 0.5, named=False, subject=False)
    assert sure_enough(0.7, 0.5, named=True, subject=True)
