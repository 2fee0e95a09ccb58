"""What held when: the programme at a day, one dated fact more, sources and who says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from intents import Knowledge, build
from intents.check import check
from intents.days import first, last, meet, span
from intents.events import events
from intents.load import load

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "intents" / "catalogue"
CACHE = ROOT / ".cache"
LEFT = {
    "en": ("Who is left in the race?", "two teams", "SK Telecom and LG AI Research"),
    "it": ("Chi è rimasto in gara?", "due squadre", "SK Telecom e LG AI Research"),
    "ko": ("지금 남은 팀은?", "두 곳", "SK텔레콤과 LG AI연구원"),
}
DROPPED = (
    "facts:\n"
    "  - {attribute: held_on, value: 2026-12-21, stance: decided, valid_from: 2026-12-21, "
    "confidence: official, sources: [sbs-news-2026-02-20]}\n"
    "  - {attribute: dropped, value: upstage, stance: decided, valid_from: 2026-12-21, "
    "confidence: official, sources: [sbs-news-2026-02-20]}\n"
)


def _assert_told(knowledge: Knowledge, question: str, outcome: str, said: str) -> None:
    answer = knowledge.answer(question)
    assert answer.outcome == outcome
    assert said in answer.body


@pytest.mark.parametrize(
    ("value", "begin", "end"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2026-01-15", "2026-01-15", "2026-01-15"),
    ],
)
def test_a_partial_date_is_a_span(value: str, begin: str, end: str) -> None:
    assert (first(value), last(value)) == (begin, end)


def test_ranges_are_open_where_they_say_nothing() -> None:
    assert span("2025-08-04..") == ("2025-08-04", "9999-12-31")
    assert span("2026-01..2026-03") == ("2026-01-01", "2026-03-31")
    assert meet("2026-02", "2026-01..2026-03")
    assert not meet("2026-04-01", "2026-01..2026-03")


def test_the_store_of_a_day_knows_nothing_later(knowledge: Knowledge) -> None:
    then = knowledge.store.until("2025-12")
    assert {found.value for found in then.step("programme", "selected")} >= {"naver_cloud", "nc_ai"}
    assert not then.step("naver_cloud", "dropped_in")
    assert knowledge.store.step("naver_cloud", "dropped_in")


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("Who was in at the start?", "NC AI", "Motif"),
        ("Chi era in gara a marzo 2026?", "Motif", "NC AI,"),
        ("2026년 2월 1일에 남아 있던 팀은?", "업스테이지", "모티프"),
    ],
)
def test_who_was_in_on_a_day(knowledge: Knowledge, question: str, says: str, never: str) -> None:
    listed = knowledge.answer(question).body.split(":")[1].split(".")[0]
    assert says in listed
    assert never not in listed


def test_events_are_in_order_and_about_their_subject(knowledge: Knowledge) -> None:
    told = events(knowledge.store, ["motif"])
    assert [event.day for event in told] == sorted(event.day for event in told)
    assert {"added", "dropped"} <= {event.attribute for event in told}
    assert not [event for event in told if event.attribute == "selected"]


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The shipped content, and one more team dropped in the third evaluation."""
    seeds = tmp_path_factory.mktemp("later") / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    file = seeds / "facts" / "rounds" / "third_evaluation.yaml"
    head, facts = file.read_text(encoding="utf-8").split("facts:\n")
    file.write_text(head + DROPPED + facts, encoding="utf-8")
    assert not [*load(seeds, CATALOGUE).problems, *check(load(seeds, CATALOGUE))]
    return build(seeds, CATALOGUE, CACHE)


@pytest.mark.parametrize("language", LEFT)
def test_one_dated_fact_changes_the_list(later: Knowledge, language: str) -> None:
    question, count, left = LEFT[language]
    body = later.answer(question).body
    assert count in body
    assert left in body


def test_one_dated_fact_changes_card_timeline_and_comparison(later: Knowledge) -> None:
    for question in ("Tell me about Upstage", "Show me the timeline", "Compare Upstage and LG"):
        assert "21 December 2026" in later.answer(question).body, question
    assert "dropped" in later.answer("Is Upstage still in the race?").body


def test_every_fact_of_outside_sources_is_told_with_an_address(knowledge: Knowledge) -> None:
    answer = knowledge.answer("How did the second evaluation end?")
    assert answer.sources
    assert all(source.url for source in answer.sources)
    assert all(source.date for source in answer.sources)
    assert "as reported by" in answer.body.lower()


def test_who_says_so_is_said_of_a_single_source(knowledge: Knowledge) -> None:
    single = [f for f in knowledge.store.facts if f.confidence == "single_source"]
    assert single
    assert not [f for f in single if knowledge.store.sources[f.source].relayed and not f.also]
    assert "according to" in knowledge.answer("What did Naver's stock do that day?").body


def test_no_answer_names_a_source_older_than_what_it_is_named_for(knowledge: Knowledge) -> None:
    sources = knowledge.store.sources
    told = ((f, sources[f.source].published) for f in knowledge.store.facts)
    assert not [f.id for f, day in told if day and last(day) < first(f.valid_from)]


def test_still_in_the_race_rests_on_the_results_that_say_so(knowledge: Knowledge) -> None:
    answer = knowledge.answer("Is Upstage still in the race?")
    assert "second_evaluation.advanced.upstage" in answer.facts
    assert all(source.url for source in answer.sources)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Was Motif selected in August 2025?", "lost in the presentation round"),
        ("Lunit è stata selezionata?", "Si era candidata"),
        ("크래프톤도 선정됐나요?", "SK텔레콤 컨소시엄의 구성원"),
    ],
)
def test_what_is_known_of_those_not_selected_is_said(
    knowledge: Knowledge, question: str, said: str
) -> None:
    assert said in knowledge.answer(question).body


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("LG팀엔 어떤 회사들 있어?", "lg_ai_research"),
        ("SKT팀이랑 비교", "sk_telecom"),
        ("list motif's partners", "motif"),
        ("did konan try again", "konan"),
    ],
)
def test_teams_are_found_as_people_write_them(knowledge: Knowledge, text: str, entity: str) -> None:
    assert [mention.id for mention in knowledge.reader.names.find(text)] == [entity]


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Timeline since January 2026", "18 August 2026"),
        ("cosa è successo da febbraio 2026 in poi", "18 agosto 2026"),
        ("2026년 3월부터 무슨 일이 있었어", "2026년 8월 18일"),
        ("처음 공모부터 오늘까지 연표", "2026년 8월 18일"),
    ],
)
def test_a_time_from_which_on_is_open(knowledge: Knowledge, question: str, day: str) -> None:
    assert day in knowledge.answer(question).body


def test_a_time_that_is_over_has_an_end(knowledge: Knowledge) -> None:
    assert "August" not in knowledge.answer("What happened in January 2026?").body


# At the selection a later fate is none.
AT_THE_SELECTION = [
    ("Since NC AI was cut on 4 August 2025, what did its parent say?", "was not excluded"),
    ("Perché NC AI non è passata nell'agosto 2025?", "non è stata esclusa"),
    ("NC AI 왜 떨어졌어? 2025.8", "제외되지 않았습니다"),
]
# A false turn of the course is denied.
FALSE_TURNS = [
    ("Trillion Labs became the fourth team in 2026, so what model did they bring?", "Motif"),
    ("Come se la cava Trillion Labs da quando è la quarta squadra?", "Motif"),
    ("KT가 추가 공모에 또 지원했다가 떨어졌다면서?", "참여하지 않"),
    ("So Naver Cloud applied again in the extra call, right?", "not apply"),
    ("Motif came through the second evaluation, didn't it?", "was dropped"),
]
# A date that only places a question claims nothing.
PLACED = [
    ("Since when had Kakao worked with OpenAI, in the August 2025 document?", "February 2025"),
    ("Nell'agosto 2025, da quando Kakao collaborava con OpenAI?", "febbraio 2025"),
    ("2025년 8월 자료에 카카오와 오픈AI 협력은 언제부터예요?", "2025년 2월"),
]


@pytest.mark.parametrize(
    ("question", "said", "outcome"),
    [
        *((*case, "corrected") for case in (*AT_THE_SELECTION, *FALSE_TURNS)),
        *((*case, "answered") for case in PLACED),
    ],
)
def test_what_is_claimed_of_a_time(
    knowledge: Knowledge, question: str, said: str, outcome: str
) -> None:
    _assert_told(knowledge, question, outcome, said)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("At which version is EXAONE?", "and Kakao's model?"),
        ("A che versione è EXAONE?", "e il modello di Kakao?"),
        ("엑사원은 몇 버전이야?", "그럼 카카오 모델은?"),
    ],
)
def test_a_question_on_a_model_goes_on_with_that_of_another(
    knowledge: Knowledge, first: str, second: str
) -> None:
    answer = knowledge.answer(second, knowledge.answer(first).memory)
    assert "1.5" in answer.body
