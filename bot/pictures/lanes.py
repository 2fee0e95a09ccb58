"""Teams through rounds: a lane for each team, a column for each round, a sign where they meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel

from bot.pictures.lettering import width, wrapped
from bot.pictures.sheet import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    LEADING,
    MARGIN,
    MUTED,
    NAME,
    RED,
    SMALL,
    WIDTH,
    Sheet,
    sheet_of,
)

# What a team did in a round: it came in, it went on, it was put out; or nothing.
Step = Literal["in", "on", "out", ""]

_INKS: Mapping[str, str] = {"in": BLUE, "on": GREEN, "out": RED}
_RADIUS = 23
# No column is narrower: with many rounds the sheet grows wider.
_NARROWEST = 205
_LANE = 132
_WHITE = "#ffffff"


class Column(BaseModel):
    """A round: its day and its name in words."""

    day: str
    name: str


class Lane(BaseModel):
    """A team, how it stands in words, whether it is still in, and a step for each column."""

    name: str
    state: str
    racing: bool
    steps: Sequence[Step]


class Lanes(BaseModel):
    """Teams in order of their entry. `legend` gives the words of the steps."""

    kind: Literal["lanes"] = "lanes"
    title: str
    subtitle: str = ""
    columns: Sequence[Column]
    lanes: Sequence[Lane]
    legend: Mapping[Step, str]
    foot: Sequence[str] = ()

    def svg(self) -> str:
        """The drawing."""
        sheet = sheet_of(self.title, max(WIDTH, 2 * MARGIN + _NARROWEST * len(self.columns)))
        sheet.head(self.title, self.subtitle)
        self._columns(sheet)
        for lane in self.lanes:
            _lane(sheet, lane, self._middles(sheet))
        self._legend(sheet)
        sheet.foot(self.foot)
        return sheet.svg()

    def _middles(self, sheet: Sheet) -> list[float]:
        """Where the columns have their middle."""
        each = sheet.room / len(self.columns)
        return [MARGIN + each * (number + 0.5) for number in range(len(self.columns))]

    def _columns(self, sheet: Sheet) -> None:
        room = sheet.room / len(self.columns) - 12
        heads = [
            [*((line, MUTED, False) for line in wrapped(column.day, SMALL, room))]
            + [(line, INK, True) for line in wrapped(column.name, SMALL, room)]
            for column in self.columns
        ]
        top, most = sheet.y, max(map(len, heads))
        for middle, head in zip(self._middles(sheet), heads, strict=True):
            for number, (line, ink, bold) in enumerate(head, 1 + most - len(head)):
                y = top + number * SMALL * LEADING
                sheet.words(middle, y, line, SMALL, ink, bold=bold, anchor="middle")
        sheet.y = top + most * SMALL * LEADING + 26

    def _legend(self, sheet: Sheet) -> None:
        sheet.y += 8
        shown = [(step, word) for step, word in self.legend.items() if step]
        each = sheet.room / len(shown)
        for number, (step, word) in enumerate(shown):
            x = MARGIN + each * number
            _sign(sheet, step, x + _RADIUS, sheet.y + 22)
            sheet.words(x + 2 * _RADIUS + 14, sheet.y + 32, word, SMALL, MUTED)
        sheet.y += 44


def _lane(sheet: Sheet, lane: Lane, middles: Sequence[float]) -> None:
    top = sheet.y
    sheet.line(MARGIN, top, sheet.width - MARGIN, top, FAINT, 2)
    room = sheet.room - width(lane.state, SMALL) - 24
    size = max(SMALL, min(NAME, NAME * room / width(lane.name, NAME)))
    sheet.words(MARGIN, top + 46, wrapped(lane.name, size, room)[0], size, bold=True)
    ink = GREEN if lane.racing else RED
    sheet.words(sheet.width - MARGIN, top + 44, lane.state, SMALL, ink, anchor="end")
    y = top + 92
    met = [x for x, step in zip(middles, lane.steps, strict=True) if step]
    end = sheet.width - MARGIN - 18 if lane.racing else met[-1]
    sheet.line(met[0], y, end, y, ink if lane.racing else MUTED, 10)
    if lane.racing:
        sheet.line(end - 14, y - 16, end, y, ink, 10)
        sheet.line(end - 14, y + 16, end, y, ink, 10)
    for x, step in zip(middles, lane.steps, strict=True):
        if step:
            _sign(sheet, step, x, y)
    sheet.y = top + _LANE


def _sign(sheet: Sheet, step: Step, x: float, y: float) -> None:
    sheet.dot(x, y, _RADIUS, _INKS[step])
    if step == "in":
        sheet.cross(x, y, 10, _WHITE)
    elif step == "out":
        sheet.crossed(x, y, 8, _WHITE)
    else:
        sheet.ticked(x, y, 9, _WHITE)
