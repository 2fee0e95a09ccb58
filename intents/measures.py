"""Numbers with what they measure: "768 GPUs", "users 25", "over 500 billion won".

Those of a question are compared with those of its answer, so both are read alike. The words for
what is measured stand in `_measures.yaml`; whose a number is ("of_users") is a measure as well. Of
sums the measure is the currency, of the sizes of models it is the parameters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intents.concepts import Concepts
from intents.figures import LEAST, WHOLE, number
from intents.normalize import fold
from intents.numerals import sino
from intents.quantities import LESS, MORE, OF, Quantity
from intents.values import CURRENCIES, MONEY, SCALES, Amount, Values

# What a sum without a currency may measure as well.
PARAMETERS = "parameters"
# Characters a number may stand from what it measures, in a question and in an answer.
ASKED, TOLD = 30, 16
# … and from a word that makes a bound of it.
BESIDE, BEHIND = 18, 8
# … or puts the one meant only near it.
NEXT = 12
# The list of words with which a number is only near the one meant.
_NEAR = "_near"
# All of these together are a hundred.
_SHARES = frozenset({"points", "percent"})
_NUMBER = re.compile(
    rf"{MONEY}|(?<![\w.,])(?P<digits>\d+(?:[.,]\d+)*)(?P<scale>\s?[천만억조]+|\s?bn?(?![a-z\d]))?"
)
# A number said in words is only partly in digits: "7 hundred", "a hundred and 40 5".
_WORDED = re.compile(
    r"\b(?:(?:hundred|thousand|cento|mila|mille)(?:\s+(?:and|e))?|out of|su|point|virgola)\s*$"
)
_GOES_ON = re.compile(r"\s*(?:hundred|cento|point|virgola|점 만점|점만점)(?![a-z])|\s+\d")
_THOUSAND = re.compile(r"\s?(?:thousand|mila|k)(?![a-z])")
# What stands between the ends of a range, and where what is said of a number ends.
_RANGE = re.compile(r"\s?(?:-|–|~|to|a)\s?")
_END = re.compile(r"[;!?]|[.]\s")
# What may stand between a number and what is right beside it.
_ADJACENT = re.compile(r"\W{0,2}")


@dataclass(slots=True)
class _Piece:
    """A number as it was said, its scale, what stands around it, and the end of its range."""

    said: str
    scale: str
    before: str
    behind: str
    first: bool
    upto: float | None = None

    @property
    def is_size(self) -> bool:
        """Whether it is the size of a model: "750B"."""
        return self.scale.strip().startswith("b")

    @property
    def digits(self) -> str:
        """The number without its scale."""
        return self.said.removesuffix(self.scale.strip()).strip()

    @property
    def value(self) -> float:
        """What it stands for; of a size of a model the number of parameters."""
        thousand = _THOUSAND.search(self.said)
        if thousand:
            return number(self.said[: thousand.start()]) * 1000
        digits = self.digits
        if self.is_size:
            return number(digits) * SCALES["billion"]
        return sino(digits + self.scale.strip()) if self.scale else number(digits)


class MeasureReader:
    """Reads the quantities of texts in one language; holds no state between them."""

    def __init__(
        self, measures: Mapping[str, Sequence[str]], concepts: Concepts, about: Mapping[str, int]
    ) -> None:
        """`measures` holds the words for what is measured, `about` those for about so many."""
        self._about = {fold(word): str(value) for word, value in about.items()}
        ordered = sorted(map(re.escape, self._about), key=len, reverse=True)
        self._roughly = re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?![a-z])") if ordered else None
        self._measures, self._concepts = Concepts(measures), concepts
        self._names = tuple(name for name in measures if name != _NEAR)

    def read(self, values: Values, reach: int = ASKED) -> tuple[Quantity, ...]:
        """The quantities of a text whose values were read."""
        text, rough = values.masked, set[float]()
        if self._roughly:
            rough = {float(self._about[word]) for word in self._roughly.findall(text)}
            text = self._roughly.sub(lambda match: self._about[match[0]], text) if rough else text
        if not (values.amounts or any(map(str.isdigit, text))):
            return ()
        pieces, sums = _pieces(text), iter(values.amounts)
        read = (self._one(piece, sums, reach) for piece in pieces)
        return tuple(
            one.model_copy(update=self._bound(piece, rough))
            for piece, one in zip(pieces, read, strict=True)
            if one
        )

    def _one(self, piece: _Piece, sums: Iterator[Amount], reach: int) -> Quantity | None:
        """What a number of a text is, if it measures something; the next sum for a masked one."""
        if piece.said == MONEY:
            amount = next(sums, None)
            return _of_sum(amount) if amount else None
        scaled = self._scaled(piece)
        if scaled:
            return _of_sum(scaled)
        measures, words = self._beside(piece, reach)
        measures |= {PARAMETERS} if piece.is_size else set()
        if not (measures and _measures(piece.value, words, measures)):
            return None
        names, said = tuple(sorted(measures)), piece.said + words
        return Quantity(value=piece.value, measures=names, words=said, upto=piece.upto)

    def _scaled(self, piece: _Piece) -> Amount | None:
        """A number of millions or milliards that was not said in digits: "un centinaio di …"."""
        for name, scale in SCALES.items() if not piece.scale else ():
            for start, end in self._concepts.spans(name, piece.behind):
                if start <= NEXT // 2:
                    return Amount(piece.value * scale, None, piece.said + piece.behind[:end])
        return None

    def _bound(self, piece: _Piece, rough: Collection[float]) -> dict[str, str | bool]:
        """On which side of a number the one meant is, or whether it is only near it."""
        around = f"{piece.before[-BESIDE:]} … {piece.behind[:BEHIND]}"
        told = self._concepts.found([MORE, LESS], around)
        side = LESS if LESS in told else MORE if MORE in told else ""
        near = self._measures.has(_NEAR, f"{piece.before[-NEXT:]} … {piece.behind[:NEXT]}")
        near = near or (piece.said != MONEY and piece.value in rough)
        return {"side": side, "about": near}

    def _beside(self, piece: _Piece, reach: int) -> tuple[set[str], str]:
        """What a number measures by the nearest words, and the words right behind it.

        What stands right behind the number before it is measured by that one.
        """
        near: dict[bool, tuple[int, str]] = {}
        words = ""
        for name in self._names:
            of = name.startswith(OF)
            spans = self._measures.spans(name, piece.behind)
            ahead = self._measures.spans(name, piece.before)
            gaps = [start for start, _ in spans]
            gaps += [
                len(piece.before) - end
                for start, end in ahead
                if of or piece.first or not _ADJACENT.fullmatch(piece.before[:start])
            ]
            near[of] = min([near.get(of, (reach, "")), *((gap, name) for gap in gaps)])
            if spans and not of and spans[0][0] <= 1:
                words = piece.behind[: spans[0][1]]
        return {name for _, name in near.values() if name}, words


def _measures(value: float, words: str, measures: Collection[str]) -> bool:
    """Whether a number measures something: not "the second of 3", "phase 2", nor all of a sum.

    `words` are those right behind it.
    """
    least = 1 if words else LEAST
    whole = value == WHOLE and all(one in _SHARES or one.startswith(OF) for one in measures)
    return value >= least and not whole


def _of_sum(amount: Amount) -> Quantity:
    """A sum; without a currency it may be of any, or a number of parameters."""
    own = (amount.currency,) if amount.currency else (*CURRENCIES, PARAMETERS)
    return Quantity(value=amount.amount, measures=own, words=amount.words, either=True)


def _partly(piece: _Piece) -> bool:
    """Whether a number is a part of one that is said in words, or what others are counted to."""
    return bool(_WORDED.search(piece.before) or _GOES_ON.match(piece.behind))


def _pieces(text: str) -> list[_Piece]:
    """The numbers of a text, each with what stands around it in its sentence."""
    found = list(_NUMBER.finditer(text))
    edges = [0, *(edge for match in found for edge in match.span()), len(text)]
    pieces = list[_Piece]()
    for place, match in enumerate(found):
        before = _END.split(text[edges[2 * place] : match.start()])[-1]
        behind = _END.split(text[match.end() : edges[2 * place + 3]])[0]
        thousand = _THOUSAND.match(behind)
        said = match[0].strip() + (thousand[0] if thousand else "")
        behind = behind[thousand.end() :] if thousand else behind
        pieces.append(_Piece(said, match["scale"] or "", before, behind, not place))
    worded = {
        id(one)
        for pair in pairwise(pieces)
        for one in pair
        if not pair[1].before.strip() and MONEY not in {pair[0].said, pair[1].said}
    }  # "forty five" is 40 5
    pieces = [one for one in pieces if one.said == MONEY or not (id(one) in worded or _partly(one))]
    for piece, follow in pairwise(pieces):
        if _RANGE.fullmatch(piece.behind) and MONEY not in {piece.said, follow.said}:
            piece.upto, piece.behind = follow.value, follow.behind
    return pieces
