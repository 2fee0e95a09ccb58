"""Answers as Telegram HTML: the same words, nothing unescaped, no page too long."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pages import LIMIT, Mark, clean, pages, units
from bot.telegram.render import plain, render
from intents import Answer
from intents.models import SourceRef
from tests.telegram.stub.rules import shown

FAMILY = "👨‍👩‍👧‍👦"
URL = 'https://example.org/?a=1&b="2"'


def _answer(body: str, title: str = "Title", url: str | None = None) -> Answer:
    source = SourceRef(id="s", title=title, date=None, url=url)
    named = f"{title} ({url})" if url else title
    return Answer(
        text=f"{body}\n\nSource: {named}. As of today.",
        body=body,
        language="en",
        outcome="answered",
        intent="x",
        sources=(source,),
    )


def _seen(source: str) -> str:
    return shown({"text": source, "parse_mode": "HTML"})


def test_the_first_sentence_is_bold_and_the_source_in_italics() -> None:
    (page,) = render(_answer("KT was left out. The reasons are two.\nKakao: also."))
    assert page.html.startswith("<b>KT was left out.</b> The reasons")
    assert "<b>Kakao:</b> also" in page.html
    assert page.html.endswith("<i>Source: Title. As of today.</i>")


def test_a_version_number_does_not_end_the_bold() -> None:
    assert render(_answer("Mi:dm 2.0 was planned for 2025."))[0].html.startswith(
        "<b>Mi:dm 2.0 was planned for 2025.</b>"
    )


def test_names_and_sources_are_escaped() -> None:
    (page,) = render(_answer("<b>KT</b> & Co", 'A <i>"title"</i> & more', URL))
    assert _seen(page.html) == page.plain
    assert f'href="{html.escape(URL)}"' in page.html
    assert "&lt;b&gt;KT&lt;/b&gt; &amp; Co" in page.html


def test_only_web_addresses_are_linked() -> None:
    assert "href" not in render(_answer("KT", url="javascript:alert(1)"))[0].html


def test_title_and_note_stand_above() -> None:
    (page,) = render(_answer("KT."), title="Why?", note="Late.")
    assert page.html.startswith("<b>Why?</b>\n\n<i>Late.</i>\n\n<b>KT.</b>")


def test_long_answers_are_cut_at_paragraphs_with_tags_closed() -> None:
    body = "\n\n".join(f"{i}. " + "한국어 & <tags> " * 20 for i in range(40))
    found = render(_answer(body))
    assert len(found) > 2
    for page in found:
        assert _seen(page.html) == page.plain
        assert units(page.plain) <= LIMIT
    assert all(re.match(r"\d+\. |Source", page.plain) for page in found)


@pytest.mark.parametrize("text", [FAMILY * 2000, "🇰🇷" * 3000, "한국어" * 3000, "각" * 4000])
def test_what_a_reader_sees_as_one_character_stays_whole(text: str) -> None:
    found = pages(text, [Mark(0, len(text), "b")])
    same = "".join(page.plain for page in found) == text
    assert same
    assert all(units(page.plain) <= LIMIT for page in found)
    whole = {FAMILY[0]: FAMILY, "🇰": "🇰🇷"}.get(text[0])
    if whole:
        assert all(len(page.plain) % len(whole) == 0 for page in found)


@given(st.text(max_size=400), st.text(max_size=60), st.integers(40, 90))
def test_any_text_is_readable_and_short_enough(body: str, title: str, limit: int) -> None:
    answer = _answer(body or "x", title or "x", "https://example.org/?a&b")
    for page in render(answer, limit=limit):
        assert _seen(page.html) == page.plain
        assert units(page.plain) <= limit


def test_controls_and_lone_surrogates_are_dropped() -> None:
    assert clean("a\x00b\ud800c\n\td") == "abc\n\td"
    assert plain("<\x07>")[0].html == "&lt;&gt;"
