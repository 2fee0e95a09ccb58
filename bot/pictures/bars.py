"""Charts of bars: the models by size, and the counts that admins look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel

from bot.pictures.lettering import LATIN, family, width, wrapped
from bot.pictures.sheet import BLUE, GROUND, INK, MARGIN, MUTED, SMALL, WIDTH, Sheet, sheet_of

# The part that is active, told apart by lightness, too.
ORANGE, PALE = "#c2611f", "#9dbbdd"
_ROW, _AROUND = 68, 2 * 10
# Around the bars, and between them and what is said of them.
_EDGE, _SPACING = 10, 14
_LONGEST_NAME, _LIBRARY_WIDTH = 500, 0.6
_BEHIND_BARS = ".text-overlay text.value { text-anchor: start }"
_LYING = {
    "show_legend": False,
    "print_values": True,
    "print_values_position": "top",
    "show_x_labels": False,
    "css": ["file://style.css", "file://graph.css", f"inline:{_BEHIND_BARS}"],
    "truncate_label": -1,
    "js": [],
}
_COUNT_WIDTH, _COUNT_ROW, _COUNT_AROUND = 900, 34, 110


class Bar(BaseModel):
    """A name with a number and how that is written, and a second number that is a part of it."""

    name: str
    size: float
    said: str
    part: float = 0
    part_said: str = ""


class Bars(BaseModel):
    """Bars in order, the first on top; `whole` and `part` say what their numbers are."""

    kind: Literal["bars"] = "bars"
    title: str
    subtitle: str = ""
    whole: str
    part: str
    bars: Sequence[Bar]
    foot: Sequence[str] = ()

    def svg(self) -> str:
        """The drawing."""
        sheet = sheet_of(self.title)
        sheet.head(self.title, self.subtitle)
        self._legend(sheet)
        height = _AROUND + _ROW * len(self.bars)
        sheet.inset(self._plot(height), WIDTH, height)
        sheet.foot(self.foot)
        return sheet.svg()

    def _legend(self, sheet: Sheet) -> None:
        for ink, words in ((PALE, self.whole), (ORANGE, self.part)):
            sheet.bar(MARGIN, sheet.y + 12, 44, SMALL, ink)
            sheet.block(words, SMALL, INK, x=MARGIN + 62)
        sheet.y += 16

    def _names(self) -> float:
        """The room that the names need."""
        return max(width(_named(bar), SMALL) for bar in self.bars)

    def _reach(self) -> float:
        """Up to which number the plot reaches, so that the words behind the longest bar fit."""
        numbers = max(width(_said(bar), SMALL) for bar in self.bars)
        room = WIDTH - 2 * MARGIN - self._names() - 2 * _SPACING
        bars = max(room - numbers - 2 * _SPACING, room / 4)
        return max(bar.size for bar in self.bars) * room / bars

    def _plot(self, height: int) -> str:
        """The bars, the active part of each in an ink of its own, with the numbers behind."""
        import pygal  # noqa: PLC0415 — imported here: who only hands a drawing on does not need it

        plot = pygal.HorizontalStackedBar(
            style=_style(family(self.title), (ORANGE, PALE), SMALL, "transparent"),
            width=WIDTH,
            height=height,
            range=(0, self._reach()),
            margin=MARGIN,
            # The library takes all letters for narrow ones.
            margin_left=MARGIN + max(self._names() - _taken([_named(b) for b in self.bars]), 0),
            margin_top=_EDGE,
            margin_bottom=_EDGE,
            spacing=_SPACING,
            **_LYING,
        )
        # The library draws from below.
        rows = list(reversed(self.bars))
        plot.x_labels = [_named(bar) for bar in rows]
        plot.add(self.part, [_value(bar.part, "") for bar in rows])
        plot.add(self.whole, [_value(bar.size - bar.part, _said(bar)) for bar in rows])
        return str(plot.render(is_unicode=True))


class Chart(BaseModel):
    """Bars with names, the longest first."""

    kind: Literal["chart"] = "chart"
    title: str
    bars: Sequence[tuple[str, int]]

    def svg(self) -> str:
        """The drawing."""
        import pygal  # noqa: PLC0415 — imported here: who only hands a drawing on does not need it

        plot = pygal.HorizontalBar(
            style=_style(LATIN, (BLUE,), 13, GROUND),
            title=self.title,
            width=_COUNT_WIDTH,
            height=_COUNT_AROUND + _COUNT_ROW * len(self.bars),
            **_LYING,
        )
        rows = list(reversed(self.bars))
        plot.x_labels = [name for name, _ in rows]
        plot.add("", [count for _, count in rows])
        return str(plot.render(is_unicode=True))


def _value(number: float, said: str) -> dict[str, Any]:
    return {"value": number, "formatter": lambda _: said}


def _named(bar: Bar) -> str:
    """The name as far as there is room for it."""
    return next(iter(wrapped(bar.name, SMALL, _LONGEST_NAME)), "")


def _taken(labels: Sequence[str]) -> float:
    """The room that the library leaves for labels."""
    return max(map(len, labels)) * SMALL * _LIBRARY_WIDTH


def _said(bar: Bar) -> str:
    return f"{bar.said} · {bar.part_said}" if bar.part_said else bar.said


def _style(font: str, colors: Sequence[str], letters: int, ground: str) -> Any:
    """Inks and letters of a chart."""
    from pygal.style import Style  # noqa: PLC0415

    return Style(
        font_family=font,
        background=ground,
        plot_background=ground,
        foreground=INK,
        foreground_strong=INK,
        foreground_subtle=MUTED,
        colors=colors,
        opacity=1,
        value_font_size=letters,
        label_font_size=letters,
        major_label_font_size=letters,
        title_font_size=letters + 4,
    )
