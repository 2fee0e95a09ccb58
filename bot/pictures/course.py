"""A course of events, drawn as a line with a dot for each and its words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel

from bot.pictures.sheet import BLUE, FAINT, GREEN, INK, MARGIN, MUTED, RED, SMALL, Sheet, sheet_of

# What an event was to the race; each has an ink and a shape of its own.
Turn = Literal["in", "out", "new", "other"]

_INKS = {"in": GREEN, "out": RED, "new": BLUE, "other": MUTED}
# From the margin to the line, and from there to the words.
_AXIS, _BESIDE = MARGIN + 14, MARGIN + 60
_RADIUS = 15


class Happening(BaseModel):
    """What happened, who says so where that must be said, and what it was to the race."""

    text: str
    note: str = ""
    turn: Turn = "other"


class Day(BaseModel):
    """A day in words with what happened on it."""

    day: str
    events: Sequence[Happening]


class Course(BaseModel):
    """Days in order of time. `left_out` says how much more there is."""

    kind: Literal["course"] = "course"
    title: str
    left_out: str = ""
    days: Sequence[Day]
    foot: Sequence[str] = ()

    def svg(self) -> str:
        """The drawing."""
        sheet = sheet_of(self.title)
        sheet.head(self.title)
        below = sheet.y + height(self.days)
        sheet.line(_AXIS, sheet.y + 40, _AXIS, below, FAINT, 8)
        for day in self.days:
            _day(sheet, day)
        sheet.foot([self.left_out, *self.foot] if self.left_out else self.foot)
        return sheet.svg()


def height(days: Sequence[Day]) -> float:
    """How high these days are when they are drawn."""
    trial = Sheet()
    begun = trial.y
    for day in days:
        _day(trial, day)
    return trial.y - begun


def _day(sheet: Sheet, day: Day) -> None:
    sheet.y += 18
    sheet.block(day.day, SMALL, MUTED, x=_BESIDE, bold=True)
    for event in day.events:
        _event(sheet, event)


def _event(sheet: Sheet, event: Happening) -> None:
    sheet.y += 4
    _sign(sheet, event.turn, sheet.y + 32)
    sheet.block(event.text, ink=INK, x=_BESIDE)
    if event.note:
        sheet.block(event.note, SMALL, MUTED, x=_BESIDE)


def _sign(sheet: Sheet, turn: Turn, y: float) -> None:
    sheet.dot(_AXIS, y, _RADIUS if turn != "other" else _RADIUS * 0.7, _INKS[turn])
    if turn == "in":
        sheet.cross(_AXIS, y, 7, "#ffffff")
    elif turn == "out":
        sheet.crossed(_AXIS, y, 6, "#ffffff")
