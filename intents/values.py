"""Values that a question mentions: dates, amounts of money, versions, counts.

What is found is only read, never converted: it is compared with the facts to see whether a
question assumes something else than they say. The text is also returned with every value masked,
so that the ranker learns what is asked and not which day was named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from intents.concepts import Concepts
from intents.dates import Date
from intents.numerals import COUNTED, Numerals, sino

MONTHS = (
    "january february march april may june july august september october november december"
).split()
# Words that are a month only beside a day or a year.
_ALSO_WORDS = frozenset("march may mar set gen giu".split())
PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
# The years before and after that of the newest fact, of which a month is told.
LAST_YEAR, NEXT_YEAR = "last_year", "next_year"
HALVES = ("first_half", "second_half")
# Days that are told by their names: month and day.
FEASTS = {"christmas": (12, 25), "liberation_day": (8, 15)}
CURRENCIES = ("KRW", "USD", "EUR", "JPY", "GBP", "CNY")
# Stands for a sum in a masked text.
MONEY = "xmoneyx"
SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}

_MONTHS = frozenset(MONTHS)
_DIGIT = re.compile(r"\d")
# An Italian article of several things.
_SEVERAL = re.compile(r"\b(?:i|nei|dei|ai|dai|sui|quei|questi)\s*$")
_NUMBER = r"\d+(?:[.,]\d+)*"
_VERSION = re.compile(
    r"(?<![\d.,/])(?:v\.?|ver\.?)?(1?\d[.,]\d)(?![\d]|[.,/]\d|\s*(?:mil|mld|bn|b\b|tri|조|억|%))"
)
_VERSION_WORD = re.compile(
    r"(?:version[ei]?|release|edition|edizione|generation|generazione|버전|(?<!\w)ver|(?<!\w)v)\.?\s*(\d{1,2})(?![\d%\w]|[.,]\d|\s*(?:개|번))"
)
# What a version behind it is of no model: "Apache 2.0".
_LICENCE = re.compile(r"(?:apache|아파치)\W{0,2}$")
_YEAR2 = "20[0-3][0-9]|(?<![0-9])2[0-9]"
_ISO = re.compile(
    rf"(?<![\d.,])({_YEAR2})\s?(?:[-./]|년(?:도)?)\s?(0?[1-9]|1[0-2])(?:\s?(?:[-./]|월)\s?(\d{{1,2}})일?(?!\d|{COUNTED})|월)?(?![\d%]|(?<!월){COUNTED})"
)
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})(?:[/.](20\d\d|\d\d))(?!\d)")
_DAY_MONTH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])")
_YEAR = re.compile(r"(?<![\d.,])(20[0-3]\d)(?:년도?)?(?![.,]\d|\d)|(?<!\d)'?(2[3-9])년")
_KOREAN_AMOUNT = re.compile(
    r"(?=[\d일이삼사오육칠팔구십백천])"
    r"(?:[\d,.]+|[일이삼사오육칠팔구](?=[십백천만억조]))?(?:[\d,.일이삼사오육칠팔구십백천]*\s?[만억조]\s?)+"
    r"(?:[\d,.일이삼사오육칠팔구십백천]+(?=\s*[원달불]))?"
)

# A sum in Korean words: 이천억 달러.
_WORDED_SUM = re.compile(r"[일이삼사오육칠팔구십백천][만억조]")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as it was said: number, currency if one was named, and its words."""

    amount: float
    currency: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Values:
    """Everything of these kinds that a text mentions, and the text with them masked."""

    dates: tuple[Date, ...] = ()
    amounts: tuple[Amount, ...] = ()
    versions: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    version_counts: tuple[int, ...] = ()
    # The places of versions: 6 for "its sixth version".
    version_places: tuple[int, ...] = ()
    criterion_counts: tuple[int, ...] = ()
    # How many are told as left, or as out: "the four still standing", "three were dropped".
    left_over: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    masked: str = ""


@dataclass(slots=True)
class _Text:
    """A text whose parts are blanked out as they are understood, each once."""

    rest: str
    masked: list[str]
    # As it was before number words were turned into digits.
    said: str

    @classmethod
    def of(cls, text: str, said: str) -> _Text:
        return cls(text, list(text), said)

    def take(self, start: int, end: int, mask: str) -> None:
        """Mark a span as understood; `mask` stands for it in the masked text."""
        while end > start and self.rest[end - 1] == " ":
            end -= 1
        blank = " " * (end - start)
        self.rest = self.rest[:start] + blank + self.rest[end:]
        self.masked[start:end] = [f" {mask} ", *[""] * (end - start - 1)]


class ValueReader:
    """Reads values out of folded text of one language."""

    def __init__(
        self, concepts: Concepts, numbers: Mapping[int, str], begun: str = "", newest: str = ""
    ) -> None:
        """Dates after `begun`, a partial date, are masked as later ones; `newest` ends on today."""
        self.concepts = concepts
        self._year = int(newest[:4]) if newest else None
        self._begun = tuple(int(part) for part in begun.split("-")[:2]) if begun else None
        self._numerals = Numerals(numbers)

    def read(self, text: str, found: Collection[str]) -> Values:
        """All values in the text, which may have its names masked.

        `found` are the concepts that stand in it (see `Lexicon.found`): others are not looked for.
        """
        plain = self._numerals.in_digits(text)
        named = _MONTHS.isdisjoint(found) and FEASTS.keys().isdisjoint(found)
        if named and not (_DIGIT.search(plain) or _WORDED_SUM.search(plain)):
            places = tuple(self._version_places(plain, found))
            return Values(masked=" ".join(plain.split()), version_places=places)
        part = _Text.of(plain, text)
        amounts = tuple(self._amounts(part, found))
        versions = tuple(dict.fromkeys(self._versions(part, _VERSION_WORD)))
        feasts = [Date(None, *FEASTS[name]) for name in FEASTS if name in found]
        told = (*self._dates(part, found), *feasts)
        dates = _halved(_joined(dict.fromkeys(told)), found)
        dates = self._of_year_beside(dates, found)
        versions = (*versions, *dict.fromkeys(self._versions(part, _VERSION)))
        return Values(
            dates=dates,
            amounts=amounts,
            versions=versions,
            counts=tuple(dict.fromkeys(self._counts(part.rest, "teams"))),
            criterion_counts=tuple(dict.fromkeys(self._counts(part.rest, "criteria_words"))),
            version_counts=tuple(dict.fromkeys(self._version_counts(part.rest))),
            left_over=tuple(dict.fromkeys(self._told_of(part.rest, "left_over"))),
            left_out=tuple(dict.fromkeys(self._told_of(part.rest, "excluded"))),
            version_places=tuple(dict.fromkeys(self._version_places(part.rest, found))),
            masked=" ".join("".join(part.masked).split()),
        )

    def _dates(self, part: _Text, found: Collection[str]) -> Iterator[Date]:
        for match in list(_ISO.finditer(part.rest)):
            year, month, day = (int(piece) if piece else None for piece in match.groups())
            yield self._taken(part, match.span(), Date(_century(year), month, day))
        for match in list(_SLASHED.finditer(part.rest)):
            date = _slashed(*map(int, match.groups()))
            if date:
                yield self._taken(part, match.span(), date)
        for match in list(_DAY_MONTH.finditer(part.rest)):
            day, month = map(int, match.groups())
            if day <= 31 and month <= 12:
                part.take(*match.span(), "xdatex")
                yield Date(None, month, day)
        for number, name in enumerate(MONTHS, 1):
            for start, end in self.concepts.spans(name, part.rest) if name in found else ():
                date, span = self._around_month(part.rest, start, end, number, part.said)
                if part.rest[start:end] in _ALSO_WORDS and date.day is None and date.year is None:
                    continue
                yield self._taken(part, span, date)
        for match in list(_YEAR.finditer(part.rest)):
            date = Date(year=_century(int(match[1] or match[2])))
            yield self._taken(part, match.span(), date, "xyearx")

    def _of_year_beside(self, dates: tuple[Date, ...], found: Collection[str]) -> tuple[Date, ...]:
        """The dates; a month without a year is of the one told: "last year in August"."""
        away = (LAST_YEAR in found and -1) or (NEXT_YEAR in found and 1)
        if not away or self._year is None or any(date.year for date in dates):
            return dates
        return tuple(replace(d, year=self._year + away) if d.month else d for d in dates)

    def _taken(self, part: _Text, span: tuple[int, int], date: Date, mask: str = "xdatex") -> Date:
        """A date whose words are masked, by what it is and whether it is a later one."""
        part.take(*span, "xlaterx" if self._later(date) else mask)
        return date

    def _later(self, date: Date) -> bool:
        if self._begun is None or date.year is None:
            return False
        told = (date.year,) if date.month is None else (date.year, date.month)
        return told > self._begun[: len(told)]

    @staticmethod
    def _around_month(
        text: str, start: int, end: int, month: int, said: str
    ) -> tuple[Date, tuple[int, int]]:
        """The date around a month's name, and where it stands; `said`: with number words."""
        first, last = start, end
        before = re.search(
            r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|°|º)?\s*(of|di)?\s*$",
            text[max(0, start - 14) : start],
        )
        if before and before[2] and before[1] not in re.findall(r"\d+", said):
            ahead = text[: max(0, start - 14) + before.start()]
            # "The five of August", "i cinque di agosto": so many, and no day.
            before = None if before[2] == "of" or _SEVERAL.search(ahead) else before
        after = re.match(
            rf"\.?\s*(\d{{1,2}})(?:st|nd|rd|th|일)?(?![\d월년.,:]|{COUNTED})", text[end : end + 16]
        )
        day, year = None, None
        if "월" in text[start:end]:
            before = None
            back = re.search(r"(20\d\d|2\d)년?\s*$", text[max(0, start - 8) : start])
            if back:
                first, year = (
                    start - (len(text[max(0, start - 8) : start]) - back.start()),
                    int(back[1]),
                )
        if before and not _counted(
            text[: first - len(before[0])] if first >= len(before[0]) else ""
        ):
            day, first = (
                int(before[1]),
                first - (len(text[max(0, start - 14) : start]) - before.start()),
            )
        elif after and not _two_digit_year(after[1], text[end:]):
            day, last = int(after[1]), end + after.end()
        follow = re.match(
            r"[\s,.']*(?:of|del|de|nel)?\s*'?(20\d\d|2[3-9])(?!\d|[.,]\d|%)", text[last : last + 12]
        )
        if year is None and follow:
            year, last = int(follow[1]), last + follow.end()
        return Date(_century(year), month, day if day and day <= 31 else None), (first, last)

    def _amounts(self, part: _Text, found: Collection[str]) -> Iterator[Amount]:
        korean = [self._korean_amounts] if re.search("[가-힣]", part.rest) else []
        latin = [] if SCALES.keys().isdisjoint(found) else [self._latin_amounts]
        for reader in (*korean, *latin):
            for amount, span in list(reader(part.rest)):
                part.take(*span, MONEY)
                yield amount

    def _latin_amounts(self, text: str) -> Iterator[tuple[Amount, tuple[int, int]]]:
        for match in re.finditer(rf"([$€£₩]\s*)?({_NUMBER})[\s-]*", text):
            scale = self._at(SCALES, text, match.end())
            if scale is None or _WORDED.search(text[: match.start()]):
                continue
            name, end = scale
            number = (
                float(match.group(2).replace(",", ".").rstrip("."))
                if match[2].count(".") + match[2].count(",") < 2
                else 0.0
            )
            rest = re.match(
                r"[\s-]*(?:(?:di|of|american|us|u\.s\.|south korean|korean)(?![a-z]))?\s*",
                text[end:],
            )
            start = end + (rest.end() if rest else 0)
            named = self._at(CURRENCIES, text, start)
            sign = self._at(CURRENCIES, text, match.start()) if match.group(1) else None
            currency = (named or sign or (None, 0))[0]
            stop = named[1] if named else end
            yield (
                Amount(number * SCALES[name], currency, text[match.start() : stop]),
                (match.start(), stop),
            )

    def _at(self, names: Iterable[str], text: str, start: int) -> tuple[str, int] | None:
        for name in names:
            for begin, end in self.concepts.spans(name, text):
                if begin == start:
                    return name, end
        return None

    def _korean_amounts(self, text: str) -> Iterator[tuple[Amount, tuple[int, int]]]:
        for match in _KOREAN_AMOUNT.finditer(text):
            end = match.end()
            while end < len(text) and text[end] == " ":
                end += 1
            named = self._at(CURRENCIES, text, end)
            if named is None and match.group().strip()[-1:] not in {"억", "조"}:
                continue
            stop = named[1] if named else match.end()
            currency = named[0] if named else None
            words = text[match.start() : stop].strip()
            first, *others = match.group().split()
            # Said twice it is no sum: "2천억 2천억 하는데".
            number = first if others == [first] else match.group()
            yield Amount(sino(number), currency, words), (match.start(), stop)

    @staticmethod
    def _versions(part: _Text, pattern: re.Pattern[str]) -> Iterator[str]:
        for match in list(pattern.finditer(part.rest)):
            of_licence = _LICENCE.search(part.rest, 0, match.start())
            part.take(*match.span(1), "xversionx")
            said = match[1].replace(",", ".")
            if not of_licence:
                yield said if "." in said else f"{said}.0"

    def _counts(self, text: str, counted: str) -> Iterator[int]:
        """The numbers of things counted: "five teams", "the teams were five"."""
        for _, end in self.concepts.spans(counted, text):
            told = _TOLD.match(text, end)
            if told:
                yield int(told[1] or told["is"])
        # A number behind a letter is part of a name: "the B200 team".
        for match in re.finditer(r"(?<![a-z\d.,/])(\d{1,3})(?![.,/%]\d|\d|%)", text):
            after = text[match.end() : match.end() + 24]
            # At most one word between the number and what it counts, none in Korean.
            korean = "가" <= after.lstrip()[:1] <= "힣"
            near = re.match(r"\s*(?:개의?\s*|ai\s)?" if korean else r"\W?(?:[^\W\d]+\s)?\s*", after)
            starts = {0, near.end() if near else 0, len(after) - len(after.lstrip())}
            if any(start in starts for start, _ in self.concepts.spans(counted, after)):
                yield int(match.group(1))

    def _told_of(self, text: str, fate: str) -> Iterator[int]:
        """The numbers of those whose fate is told right beside: "the four that survived".

        None of those among whom some had it: "which of the four survived?".
        """
        numbers = list(_FEW.finditer(text))
        spans = self.concepts.spans(fate, text) if numbers else ()
        for number in numbers if spans else ():
            start, end = number.span()
            gaps = [text[end:told] for told, _ in spans if _NEAR.fullmatch(text, end, told)]
            ahead = any(_ENDING.fullmatch(text, told, start) for _, told in spans)
            within = self.concepts.spans("part_of", text[max(0, start - AHEAD) : start])
            parted = any(
                _ARTICLE.match(text, start - min(AHEAD, start) + till, start) for _, till in within
            )
            parted = parted or any(self.concepts.has("part_of", gap) for gap in gaps)
            if (gaps or ahead) and not parted:
                yield int(number[0])

    def _version_counts(self, text: str) -> Iterator[int]:
        for start, end in self.concepts.spans("versions", text):
            before = re.search(
                r"(?<![\d.,])(\d{1,2})(?:개의?)?\s+(?:[^\W\d]+\s)?$",
                text[max(0, start - 16) : start],
            )
            after = re.match(
                r"[가-힣]{0,2}\s?(\d{1,2})\s?(?:개|번|차례|가지)", text[end : end + 10]
            )
            found = before or after
            if found:
                yield int(found[1])

    def _version_places(self, text: str, found: Collection[str]) -> Iterator[int]:
        """The places of versions that are told by an ordinal right before: "the sixth edition"."""
        told = [(place, name) for place, name in enumerate(PLACES, 1) if name in found]
        for start, _ in self.concepts.spans("versions", text) if "versions" in found else ():
            before = text[:start].rstrip()
            digits = _ORDINAL.search(before)
            if digits:
                yield int(digits[1])
            for place, name in told:
                if any(end == len(before) for _, end in self.concepts.spans(name, before)):
                    yield place


_ORDINAL = re.compile(r"(?<![\d.,])(\d{1,2})\s?(?:번째|st|nd|rd|th|ª|º|°)$")
# A number that ends what is said of things: "i consorzi scelti sono tre".
_TOLD = re.compile(
    r"[가-힣]{0,2}(?:\s+[^\W\d]+){0,4}\s+(\d{1,2})(?=\s*[,?!.]|\s*$|\s?(?:가지|개(?!월)|곳|팀))"
    r"|(?:\s+[^\W\d]+){0,2}\s(?:sono|erano|siano|fossero|furono|stati|state|were|are|being)\s(?P<is>\d{1,2})(?!\S)"
)
# How many teams there may be, and no number of anything else: a place, a part of a larger one.
_FEW = re.compile(r"(?<![\w.,/])\d(?![\d.,/%]|[a-z])")
# At most two words between a number and what is told of so many.
_NEAR = re.compile(r"(?:(?:[^\w.,;:?!]+|(?=[가-힣]))[^\W\d][\w'’-]*){0,2}[^\w.,;:?!]+")
# The rest of a Korean word in front of a number; nothing elsewhere.
_ENDING = re.compile(r"[가-힣]{0,2}\s+")
# Characters in front of a number in which it is told that some of so many are meant.
AHEAD = 20
_ARTICLE = re.compile(r"\s*(?:\w{2,5}\s)?\s*$")
# Number words before digits: "a hundred and 45 million" was said in words that are not read.
_WORDED = re.compile(r"\b(?:hundred|thousand|cento|mila|mille)(?:\s+(?:and|e))?[\s-]*$|\d[\s-]+$")
_PLURAL = re.compile(r"(?:\b(?:nei|dei|ai|i|quei|sui)|of the|those|among the|in the)\s*$")


def _counted(before: str) -> bool:
    """Whether a number before a month counts things: "one of the 5 in august"."""
    return bool(_PLURAL.search(before))


def _slashed(day: int, month: int, year: int) -> Date | None:
    """A date in figures, its month first where it can only be so; nothing without a month."""
    if month > len(MONTHS):
        day, month = month, day
    return Date(_century(year), month, day) if 1 <= month <= len(MONTHS) else None


def _joined(dates: Iterable[Date]) -> tuple[Date, ...]:
    """The dates; a month and a year apart are one: "august fourth twenty twenty five"."""
    found = tuple(dates)
    years = [date.year for date in found if date.month is None]
    months = [date for date in found if date.month is not None]
    if len(years) != 1 or len(months) != 1 or months[0].year is not None:
        return found
    return (replace(months[0], year=years[0]),)


def _halved(dates: tuple[Date, ...], found: Collection[str]) -> tuple[Date, ...]:
    """The dates, the only year among them with its half if one was said."""
    halves = [number for number, name in enumerate(HALVES, 1) if name in found]
    years = [date for date in dates if date.year is not None and date.month is None]
    if len(halves) != 1 or len(years) != 1:
        return dates
    return tuple(replace(d, half=halves[0]) if d is years[0] else d for d in dates)


def _century(year: int | None) -> int | None:
    return year if year is None or year > 99 else 2000 + year


def _two_digit_year(number: str, after: str) -> bool:
    """Whether the number behind a month is its year: "aug 25" without one, but not "aug 4 2025"."""
    return int(number) in range(23, 30) and not re.match(
        rf"\.?\s*{number}(?:st|nd|rd|th)?[,\s]+(?:20)?2\d", after
    )
