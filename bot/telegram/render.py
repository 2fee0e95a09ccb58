"""Answer → pages of Telegram HTML: the words of the terminal, with bold, italics and links."""

from __future__ import annotations

import re

from bot.telegram.pages import LIMIT, Mark, Page, clean, pages
from intents import Answer

# The first sentence of an answer is what was asked for; a longer one ends at its first clause.
_LEAD = re.compile(r".+?(?:[.!?。](?=\s|$)|[:;](?=\s|$)|(?=\n|$))")
_CLAUSE = re.compile(r".{8,}?(?=[,–—(]\s?|$)")
# In a comparison every line begins with the name it is about.
_LABEL = re.compile(r"(?<=\n)[^\n.:•]{1,40}:(?= )")
LONGEST_LEAD = 110


def render(
    answer: Answer, *, title: str = "", note: str = "", more: str = "", limit: int = LIMIT
) -> tuple[Page, ...]:
    """The pages of an answer.

    `title` is the question where the chat does not show it (a button was pressed); `note` is
    said in italics before the answer, `more` as it is after it.
    """
    text, marks = "", []
    for piece, tag in ((title, "b"), (note, "i")):
        if piece := clean(piece).strip():
            marks.append(Mark(len(text), len(text) + len(piece), tag))
            text += f"{piece}\n\n"
    body, tail = clean(answer.body), _linked(answer, clean(answer.text[len(answer.body) :]))
    marks.extend(_bold(body, len(text)))
    marks.extend(_source_marks(answer, tail, len(text) + len(body)))
    after = f"\n\n{clean(more)}" if more else ""
    return pages(text + body + tail + after, marks, limit)


def plain(text: str, limit: int = LIMIT) -> tuple[Page, ...]:
    """Pages of a text without marks; everything in it is escaped."""
    return pages(clean(text), (), limit)


def _bold(body: str, offset: int) -> list[Mark]:
    """What a reader looks at first: the first sentence or clause, and the label of every line."""
    spans = [(0, _lead(body)), *(found.span() for found in _LABEL.finditer(body))]
    return [Mark(offset + start, offset + end, "b") for start, end in spans if end > start]


def _lead(body: str) -> int:
    found = _LEAD.match(body)
    end = found.end() if found else 0
    if end > LONGEST_LEAD:
        clause = _CLAUSE.match(body, 0, end)
        end = clause.end() if clause else 0
    return end if end <= LONGEST_LEAD else 0


def _linked(answer: Answer, tail: str) -> str:
    """The source line without the addresses that its titles will link to."""
    for source in answer.sources:
        if link(source.url):
            tail = tail.replace(f" ({clean(str(source.url))})", "", 1)
    return tail


def _source_marks(answer: Answer, tail: str, offset: int) -> list[Mark]:
    """The source line in italics, its titles linked where the source has an address."""
    line = tail.strip()
    if not line:
        return []
    start = offset + tail.index(line)
    marks = [Mark(start, start + len(line), "i")]
    behind = 0
    for source in answer.sources:
        title = clean(source.title)
        at = tail.find(title, behind)
        if at >= 0 and (attribute := link(source.url)):
            behind = at + len(title)
            marks.append(Mark(offset + at, offset + behind, "a", attribute))
    return marks


def link(url: str | None) -> str:
    """An address as the attribute of a mark; empty for what is no address of a page."""
    if not url or not url.startswith(("https://", "http://")):
        return ""
    safe = clean(url).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return f' href="{safe}"'
