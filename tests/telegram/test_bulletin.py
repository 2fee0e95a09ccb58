"""News of a follower: one message, however much has changed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.telegram.bulletin import bulletin
from bot.telegram.pages import LIMIT, units
from bot.telegram.texts import library
from tests.telegram.stub.rules import read_html


@dataclass(frozen=True)
class Line:
    id: str
    text: str
    source: str = "a document, 4 August 2025"
    url: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.id,)


class Lines:
    """Changes as written here."""

    def __init__(self, **lines: list[Line]) -> None:
        self.lines = lines

    def told(self, subject: str, _language: str) -> list[Line]:
        return self.lines.get(subject, [])

    def name(self, subject: str, _language: str) -> str:
        return f"<{subject}>"


def shown(changes: Lines, *subjects: str, language: str = "en", limit: int = LIMIT) -> str:
    page = bulletin(changes, subjects, language, library().of(language).following, limit)
    assert page is not None
    assert read_html(page.html) == page.plain
    assert units(page.plain) <= limit
    return page.plain


def test_each_subject_has_its_heading_and_each_change_stands_once() -> None:
    both = Line("1", "Partner: A & B")
    text = shown(Lines(kt=[both], kakao=[both, Line("2", "Mood")], upstage=[]), "kt", "kakao")
    assert text.count("Partner") == 1
    assert text.index("<kt>") < text.index("Partner") < text.index("<kakao>") < text.index("Mood")
    assert text.count("Source: a document, 4 August 2025") == 2
    assert "more" not in text
    assert "<kakao>" not in shown(Lines(kt=[both], kakao=[both]), "kt", "kakao")


def test_nothing_changed_is_no_message() -> None:
    words = library().of("en").following
    assert bulletin(Lines(kt=[]), ["kt", "x"], "en", words) is None


@pytest.mark.parametrize("language", ["it", "en", "ko"])
@pytest.mark.parametrize("piece", ["word ", "한글 문장 ", "🇰🇷🚀", "a" * 900])
def test_what_does_not_fit_is_counted(language: str, piece: str) -> None:
    lines = [Line(f"{n}", piece * 20, url="https://x.example/?a=1&b=2") for n in range(200)]
    text = shown(Lines(kt=lines[:150], kakao=lines[150:]), "kt", "kakao", language=language)
    told = text.count("•")
    assert 0 < told < 200
    assert f"{200 - told}" in text.rpartition("•")[2]
    assert text.endswith(library().of(language).following.tail)


def test_a_source_with_an_address_is_a_link_and_nothing_else_is() -> None:
    words = library().of("en").following
    lines = [Line("1", "A", url='https://x.example/"<&'), Line("2", "B", url="javascript:x")]
    page = bulletin(Lines(kt=lines), ["kt"], "en", words)
    assert page is not None
    assert page.html.count("<a ") == 1
    assert '<a href="https://x.example/&quot;&lt;&amp;">a document, 4 August 2025</a>' in page.html
