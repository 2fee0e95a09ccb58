"""What Telegram refuses, and with which words."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

LIMIT = 4096
TAGS = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"})


class Refused(Exception):  # noqa: N818 — an answer, not a fault
    """An answer of the API other than 200."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


def bad(description: str) -> Refused:
    return Refused(400, f"Bad Request: {description}")


class _Html(HTMLParser):
    """Reads Telegram's HTML: every tag known, closed, and nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}"')
        if tag == "a" and not dict(attrs).get("href"):
            raise bad("can't parse entities: link without address")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad(f'can\'t parse entities: Unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise bad("can't parse entities: comment")


def read_html(source: str) -> str:
    """The text that a reader sees."""
    if re.search(r"&(?!(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)", source):
        raise bad("can't parse entities: unescaped &")
    if re.search(r"<(?![a-z/])", source):
        raise bad("can't parse entities: unescaped <")
    parser = _Html()
    parser.feed(source)
    parser.close()
    if parser.open:
        raise bad(f"can't parse entities: Can't find end tag of \"{parser.open[-1]}\"")
    return parser.text


def shown(params: dict[str, Any]) -> str:
    """The text of a message as a reader sees it; refused if it cannot be a message."""
    source = params.get("text") or params.get("message_text") or ""
    mode = params.get("parse_mode")
    if mode not in {None, "", "HTML"}:
        raise bad("unsupported parse_mode")
    text = read_html(source) if mode == "HTML" else source
    if "\0" in text or any(0xD800 <= ord(char) <= 0xDFFF for char in text):
        raise bad("strings must be encoded in UTF-8")
    if not text.strip():
        raise bad("message text is empty")
    if len(text.encode("utf-16-le")) // 2 > LIMIT:
        raise bad("message is too long")
    return text


def keyboard(markup: Any) -> list[list[dict[str, Any]]]:
    """The buttons of a message."""
    if not markup:
        return []
    rows = as_object(markup).get("inline_keyboard")
    if not isinstance(rows, list):
        raise bad("can't parse reply keyboard markup JSON object")
    for button in (button for row in rows for button in row):
        if not button.get("text"):
            raise bad("BUTTON_TEXT_EMPTY")
        data = button.get("callback_data")
        if data is not None and not 1 <= len(data.encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if not data and not button.get("url"):
            raise bad("BUTTON_TYPE_INVALID")
    return rows


def as_object(value: Any) -> Any:
    """Nested objects come as JSON text in forms."""
    return json.loads(value) if isinstance(value, str) else value


def commands(value: Any) -> list[dict[str, str]]:
    """A menu: short lower-case names, each described."""
    found = as_object(value)
    for command in found:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(found) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return found


def article(result: dict[str, Any]) -> str:
    """The text that choosing an inline result sends."""
    if not 1 <= len(result["id"].encode()) <= 64:
        raise bad("RESULT_ID_INVALID")
    if result["type"] != "article" or not result.get("title"):
        raise bad("ARTICLE_TITLE_EMPTY")
    return shown(result["input_message_content"])
