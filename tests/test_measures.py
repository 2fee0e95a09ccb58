"""Numbers with what they measure, and dates, as far as they were said."""

from __future__ import annotations

import pytest

from intents import Knowledge, dates, quantities
from intents.dates import Date
from intents.figures import standing
from intents.numerals import Numerals


@pytest.mark.parametrize(
    ("language", "text", "value", "measures"),
    [
        ("en", "a team had 512 gpus", 512, {"gpus"}),
        ("en", "the users count for 40 points", 40, {"points", "of_users"}),
        ("it", "una squadra ogni tre mesi", 3, {"months"}),
        ("it", "la terza fase ha circa cinquemila gpu", 5000, {"gpus"}),
        ("ko", "파라미터 5천억개 모델", 5e11, {"parameters"}),
        ("ko", "전문가 배점이 35점", 35, {"points", "of_experts"}),
        ("en", "a 750B model", 750e9, {"parameters"}),
        ("it", "un pacchetto da 56 miliardi di won", 56e9, {"KRW"}),
    ],
)
def test_a_number_is_read_with_what_it_measures(
    knowledge: Knowledge, language: str, text: str, value: float, measures: set[str]
) -> None:
    _, found = knowledge.reader.told(language, text)
    assert [one for one in found if one.value == value and measures <= {*one.measures}]


@pytest.mark.parametrize(
    "text", ["the second of 3", "100 points are shared out", "4 models", "B200 and H100"]
)
def test_numbers_that_measure_nothing_are_left(knowledge: Knowledge, text: str) -> None:
    _, found = knowledge.reader.told("en", text)
    assert not found


@pytest.mark.parametrize(
    ("language", "said", "told", "fits"),
    [
        ("en", "over 500 gpus", "512 to 1,024 GPUs", True),
        ("en", "fewer than 500 gpus", "512 to 1,024 GPUs", False),
        ("en", "700 gpus", "512 to 1,024 GPUs", True),
        ("en", "100 gpus", "512 to 1,024 GPUs", False),
        ("en", "about 95 gpus", "100 GPUs", True),
        ("it", "un centinaio di miliardi di parametri", "102B parametri", True),
        ("it", "ogni tre mesi", "ogni sei mesi circa", False),
        ("it", "28,6 punti", "28,56 punti", True),
        ("ko", "사용자 40점", "벤치마크 40점, 전문가 35점, 사용자 25점", False),
        ("ko", "사용자 25점", "벤치마크 40점, 전문가 35점, 사용자 25점", True),
        ("en", "12 months", "512 GPUs", True),
    ],
)
def test_a_number_fits_what_is_told_of_the_same(
    knowledge: Knowledge, language: str, said: str, told: str, *, fits: bool
) -> None:
    read = knowledge.reader.told
    wrong = quantities.wrong(read(language, said)[1], read(language, told)[1], ())
    assert (wrong is None) == fits


def test_dates_agree_as_far_as_both_go() -> None:
    assert dates.agree(Date(2026, 8), dates.of("2026-08-18"))
    assert dates.agree(Date(None, 9), dates.of("2025-H2"))
    assert not dates.agree(Date(2027), Date(None, 8)), "a month says nothing of a year"
    assert not dates.agree(Date(None, 6), dates.of("2025-H2"))
    assert dates.iso(Date(None, 3, 20), 2026) == "2026-03-20"


def test_a_year_beside_today_is_read(knowledge: Knowledge) -> None:
    year = int(knowledge.store.newest[:4])
    for language, text in (("en", "in june next year"), ("it", "a giugno l'anno prossimo")):
        found, _ = knowledge.reader.told(language, text)
        assert found == (Date(year + 1, 6),)


@pytest.mark.parametrize(
    ("said", "told", "fits"),
    [
        ("AAII was worth 25 points", "benchmarks 40 points (AAII 25 + NIA 15)", True),
        ("the users had 40 points", "benchmarks 40 points, users 25", False),
        ("Base has 11.5B and Mini 2.3B", "11.5B parameters", True),
        ("a team had 100 gpus", "512 GPUs of the kind H100", False),
    ],
)
def test_a_number_of_something_else_is_not_denied(
    knowledge: Knowledge, said: str, told: str, *, fits: bool
) -> None:
    read = knowledge.reader.told
    figures = standing(told, Numerals({}))
    assert (quantities.wrong(read("en", said)[1], read("en", told)[1], figures) is None) == fits


@pytest.mark.parametrize(
    "text", ["LG got the best expert score, 29.5", "모두의 AI는 8월 28일에 뽑았죠?"]
)
def test_a_score_or_a_day_is_no_month_of_a_year(knowledge: Knowledge, text: str) -> None:
    assert not any(part.move.dates for part in knowledge.explain(text))
