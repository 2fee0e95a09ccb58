"""The keyboard under an answer, and what a pressed button asks for.

Callback data is `<version>:<kind>:<value>`, at most 64 bytes, and carries no content: the answer
it belongs to is looked up by chat and message, so a button works after any restart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from bot.pictures.answers import PICTURED
from bot.telegram.pages import clean
from bot.telegram.texts import Texts

VERSION = "1"
LONGEST_LABEL = 64
# Bytes that Telegram takes.
LONGEST_DATA = 64

Kind = Literal["ask", "choose", "other", "reading", "back", "rate", "tell", "speak", "show"]
_DATA = re.compile(rf"{VERSION}:({'|'.join(get_args(Kind))}):([a-z0-9]{{0,16}})")

Button = dict[str, str]
Rows = list[list[Button]]
# A keyboard as Telegram takes it: JSON.
Keyboard = str


class Offered(Protocol):
    """What a keyboard is made of: an answer, or the record of one that was sent."""

    @property
    def outcome(self) -> str: ...
    @property
    def intent(self) -> str | None: ...
    @property
    def suggestions(self) -> Sequence[str]: ...
    @property
    def choices(self) -> Sequence[str]: ...


class Labelled(Protocol):
    """Another reading of a question, by its label."""

    @property
    def label(self) -> str: ...


@dataclass(frozen=True)
class Press:
    """A pressed button: its kind and its value (an index, a language, a rating)."""

    kind: Kind
    value: str

    @property
    def index(self) -> int:
        """The value as a position; -1 if it is none."""
        return int(self.value) if self.value.isdigit() else -1


def parse(data: str | None) -> Press | None:
    """What callback data means; nothing if it is of another version or not ours."""
    found = _DATA.fullmatch(data or "")
    return Press(found[1], found[2]) if found else None  # type: ignore[arg-type]


def under(answer: Offered, texts: Texts, languages: Sequence[str]) -> Keyboard:
    """The keyboard of an answer: what to ask next, its picture, how it was, other languages."""
    kind: Kind = "choose" if answer.outcome == "clarify" else "ask"
    asked = answer.choices or answer.suggestions if kind == "choose" else answer.suggestions
    rows = _column(kind, asked[:3])
    if answer.intent in PICTURED and answer.outcome in {"answered", "corrected"}:
        rows.append([_button(texts.buttons.picture, "show")])
    if answer.outcome not in {"clarify", "smalltalk"}:
        rows.append(
            [
                _button(texts.buttons.other, "other"),
                _button("👍", "rate", "up"),
                _button("👎", "rate", "down"),
            ]
        )
    rows.append([_button(code.upper(), "tell", code) for code in languages])
    return _keyboard(rows)


def readings(offers: Sequence[Labelled], texts: Texts) -> Keyboard:
    """The other readings of a question, and the way back."""
    labels = [offer.label for offer in offers]
    return _keyboard([*_column("reading", labels), [_button(texts.buttons.back, "back")]])


def speaking(languages: Sequence[tuple[str, str]]) -> Keyboard:
    """The languages to choose from, by code and name."""
    return _keyboard([[_button(name, "speak", code) for code, name in languages]])


def listed(choices: Iterable[tuple[str, str]]) -> Keyboard | None:
    """Buttons below each other by label and the rest of their data; nothing without any.

    One whose data Telegram would not take is left out.
    """
    made = [
        {"text": _shown(label), "callback_data": f"{VERSION}:{rest}"} for label, rest in choices
    ]
    rows = [[button] for button in made if len(button["callback_data"].encode()) <= LONGEST_DATA]
    return _keyboard(rows) if rows else None


def _keyboard(rows: Rows) -> Keyboard:
    return json.dumps({"inline_keyboard": rows}, ensure_ascii=False)


def _column(kind: Kind, labels: Sequence[str]) -> Rows:
    return [[_button(label, kind, str(index))] for index, label in enumerate(labels)]


def _button(label: str, kind: Kind, value: str = "") -> Button:
    return {"text": _shown(label), "callback_data": f"{VERSION}:{kind}:{value}"}


def _shown(label: str) -> str:
    shown = clean(label)
    if len(shown) > LONGEST_LABEL:
        shown = shown[: LONGEST_LABEL - 1] + "…"
    return shown or "…"
