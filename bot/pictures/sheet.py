"""A sheet to draw on: an SVG of a phone's width that grows downwards, with a ground of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from bot.pictures.lettering import LATIN, family, fit, wrapped

WIDTH, MARGIN = 1080, 56
# Sizes of letters: nothing is smaller than what can be read on a phone.
TITLE, NAME, TEXT, SMALL = 46, 36, 32, 28
LEADING = 1.32

# Read the same on a light and on a dark chat. Every ink stands out from the ground by 4.5 to 1.
GROUND = "#fbfaf7"
INK, MUTED, BLUE, GREEN, RED = "#1b1f24", "#565e68", "#1f5fae", "#1d7a4c", "#b3372b"
FAINT = "#d8d6cf"
INKS = (INK, MUTED, BLUE, GREEN, RED)

_SPACE = "http://www.w3.org/2000/svg"
# The fonts have one weight; letters are made bolder by their edge.
_EDGE = 0.03

Anchor = Literal["start", "middle", "end"]


class Sheet:
    """Elements of a drawing. `y` is where the next line stands; all lengths are pixels."""

    def __init__(self, width: int = WIDTH, font: str = LATIN) -> None:
        self.width, self._font = width, font
        self.y = float(MARGIN)
        self._root = Element("svg", {"xmlns": _SPACE})
        self._ground = SubElement(self._root, "rect", {"fill": GROUND})

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    def svg(self) -> str:
        """The drawing, as high as what was drawn."""
        size = {"width": str(self.width), "height": f"{self.y + MARGIN:.0f}"}
        for element in (self._root, self._ground):
            element.attrib.update(size)
        self._root.set("font-family", self._font)
        return tostring(self._root, encoding="unicode")

    # Words

    def words(  # noqa: PLR0913 — where, how large, in which ink
        self,
        x: float,
        y: float,
        text: str,
        size: float = TEXT,
        ink: str = INK,
        *,
        bold: bool = False,
        anchor: Anchor = "start",
    ) -> None:
        """One line of words, its foot at `y`."""
        edge = {"stroke": ink, "stroke-width": f"{size * _EDGE:.2f}"} if bold else {}
        place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{size:g}", "text-anchor": anchor}
        line = SubElement(self._root, "text", {**place, "fill": ink, **edge})
        line.text = fit(text)

    def block(
        self,
        text: str,
        size: float = TEXT,
        ink: str = INK,
        *,
        x: float = MARGIN,
        bold: bool = False,
    ) -> None:
        """Words in as many lines as they need, from `x` to the margin; moves `y` below them."""
        for line in wrapped(text, size, self.width - MARGIN - x):
            self.y += size * LEADING
            self.words(x, self.y, line, size, ink, bold=bold)

    def head(self, title: str, subtitle: str = "") -> None:
        """The title on top, and a smaller line below it."""
        self.block(title, TITLE, bold=True)
        if subtitle:
            self.y += 4
            self.block(subtitle, SMALL, MUTED)
        self.y += 16

    def foot(self, lines: Sequence[str]) -> None:
        """What stands below a picture: notes, sources, and of which day they speak."""
        self.y += 28
        self.line(MARGIN, self.y, self.width - MARGIN, self.y, FAINT, 2)
        for line in lines:
            self.y += 6
            self.block(line, SMALL, MUTED)

    # Shapes

    def line(self, x1: float, y1: float, x2: float, y2: float, ink: str, thick: float) -> None:  # noqa: PLR0913, PLR0917
        """A straight line."""
        ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        look = {"stroke": ink, "stroke-width": f"{thick:g}", "stroke-linecap": "round"}
        SubElement(self._root, "line", {**{k: f"{v:.1f}" for k, v in ends.items()}, **look})

    def dot(self, x: float, y: float, radius: float, ink: str) -> None:
        """A round dot with a ring of the ground around it."""
        place = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:g}"}
        SubElement(
            self._root, "circle", {**place, "fill": ink, "stroke": GROUND, "stroke-width": "4"}
        )

    def cross(self, x: float, y: float, size: float, ink: str) -> None:
        """An upright cross of two strokes: a plus."""
        self.line(x - size, y, x + size, y, ink, size * 0.5)
        self.line(x, y - size, x, y + size, ink, size * 0.5)

    def crossed(self, x: float, y: float, size: float, ink: str) -> None:
        """A slanting cross of two strokes."""
        self.line(x - size, y - size, x + size, y + size, ink, size * 0.5)
        self.line(x - size, y + size, x + size, y - size, ink, size * 0.5)

    def ticked(self, x: float, y: float, size: float, ink: str) -> None:
        """A tick of two strokes."""
        self.line(x - size, y, x - size * 0.2, y + size * 0.8, ink, size * 0.5)
        self.line(x - size * 0.2, y + size * 0.8, x + size, y - size * 0.8, ink, size * 0.5)

    def bar(self, x: float, y: float, width: float, height: float, ink: str) -> None:
        """A filled bar with its upper left corner at `x`, `y`."""
        place = {"x": x, "y": y, "width": width, "height": height}
        SubElement(self._root, "rect", {**{k: f"{v:.1f}" for k, v in place.items()}, "fill": ink})

    def inset(self, svg: str, width: float, height: float) -> None:
        """Another drawing over the whole width; moves `y` below it."""
        inner = fromstring(svg)  # noqa: S314 — drawn here, not fetched
        inner.attrib.update(x="0", y=f"{self.y:.1f}", width=f"{width:g}", height=f"{height:g}")
        self._root.append(inner)
        self.y += height


def sheet_of(text: str, width: int = WIDTH) -> Sheet:
    """An empty sheet in the font that has the letters of a text."""
    return Sheet(width, family(text))
