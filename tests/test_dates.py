"""Dates in figures, possible and impossible: every message is answered."""

from __future__ import annotations

import pytest

from intents import Knowledge
from intents.values import Date


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("what happened on 4/8/2025?", (Date(2025, 8, 4),)),
        ("what happened on 12/25/2025?", (Date(2025, 12, 25),)),
        ("what happened on 30/13/2025?", (Date(2025),)),
        ("40/35/25 what is that", ()),
        ("what happened on 10/0/2025?", (Date(2025),)),
    ],
)
def test_figures_are_a_date_where_they_have_a_month(
    knowledge: Knowledge, text: str, dates: tuple[Date, ...]
) -> None:
    (reading,) = knowledge.reader.parts(text, "en")
    assert reading.values.dates == dates


@pytest.mark.parametrize("day", ["31/2/2025", "45/12/2025", "0/0/2025", "2025-02-31", "99/99/99"])
def test_days_that_are_in_no_calendar_do_no_harm(knowledge: Knowledge, day: str) -> None:
    for text in (f"what happened on {day}?", f"cosa succede il {day}?", f"{day}에 뭐가 있었어?"):
        assert knowledge.answer(text).text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("picked on august fourth twenty twenty five", "en"),
        ("hyperclova versioni ago 2025", "it"),
        ("NC AI 왜 떨어졌어? 2025.8", "ko"),
        ("who was picked last year in august", "en"),
        ("chi fu scelto nell'agosto dell'anno scorso", "it"),
        ("작년 8월에 뽑힌 곳", "ko"),
    ],
)
def test_a_date_is_one_however_it_is_written(
    knowledge: Knowledge, text: str, language: str
) -> None:
    (reading,) = knowledge.reader.parts(text, language)
    assert [(date.year, date.month) for date in reading.values.dates] == [(2025, 8)]
