"""When something is said to have been: announced, launched, released, begun.

A date is compared with the known partial date as far as both go: a month with a month, a half of a
year with a half. Told as a bound ("before 2024"), it is false only where the fact lies beyond it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intents import dates, times
from intents.claiming import Claims
from intents.dates import Date
from intents.events import owners
from intents.models import Contract
from intents.moves import Claim
from intents.reading import FROM_THEN, Reading
from intents.values import FEASTS

# The attributes that are dates, and which intent tells each.
_DATED = {
    "announced_on": "announcement_date",
    "launched": "launch_date",
    "planned_for": "planned_version",
    "partner_since": "partner_since",
    "services_from": "kakaotalk_when",
    "held_on": "round_date",
    "released": "release_date",
}
# Words of the selection: a day beside them may be its day.
_FATES = frozenset({"excluded", "selected", "was_chosen", "announce", "unveiled"})
_VERSION_OF = re.compile(r"xmodelx\s+v?\d")
# A year behind a word for coming out, or before one: "born in 2023", 2023년에 나온.
_YEAR_BEHIND = re.compile(r"\W{1,3}(?:(?:back )?in|nel|around|verso il)?\s*(20\d\d)(?!\d)")
_YEAR_BEFORE = re.compile(r"(?<!\d)(20\d\d)\s?년?(?:도)?에?\s?(?:처음\s)?$")
# A masked date right behind or before what bounds it.
_DATE_BEHIND = re.compile(r"(?:\W+\w{1,5}){0,2}\W*x(?:date|later|year)x")
_DATE_AHEAD = re.compile(r"x(?:date|later|year)x\W?(?:\w{1,2}\W)?$")


class DateClaims(Claims):
    """Finds the false dates of a question."""

    def told(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A date of what an intent asks when it was, or of what its claims let look for."""
        if not reading.values.dates:
            return
        apps = self.named(reading, "app")
        owners = (owner for app in apps for owner in self.store.values(app, "services_of"))
        rounds = self._rounds(reading, contract)
        told_of = self.named(reading, "company", "model", "release")
        told_of = told_of or self.spoken_of(reading, "company")
        subject = (*told_of, *rounds, *owners, "programme")
        claimed = self._looked_for(reading, contract, subject)
        for attribute, intent in _DATED.items():
            if attribute not in claimed or self._of_something_else(reading, attribute):
                continue
            known = [d for s in subject for d in self.store.values(s, attribute)]
            known += self._of_namesakes(subject) if attribute == "released" and known else []
            wrong = self._wrong(reading, attribute, known) if known else []
            if wrong:
                having = [s for s in subject if self.store.values(s, attribute)]
                owner = having[0] if len(having) == 1 or having[0] not in rounds else "programme"
                yield Claim(
                    denial="no_date",
                    claimed=_written(wrong[0], known[0]),
                    type="date",
                    intent=intent,
                    subjects=() if owner == "programme" else (owner,),
                )

    def _of_namesakes(self, named: Sequence[str]) -> list[str]:
        """When models came out whose names begin with the whole name of one named."""
        of_kind = [one for one in named if self.store.entities[one].kind == "release"]
        same = [
            other
            for one in of_kind
            for owner in owners(self.store, one)
            for other in self.store.values(owner, "release")
            if self._begins_like(other, one)
        ]
        return [day for one in same for day in self.store.values(one, "released")]

    def _begins_like(self, other: str, one: str) -> bool:
        """Whether a name begins with the whole name of another, in some language."""
        names, whole = (self.store.entities[of].names for of in (other, one))
        return any(names.get(code, "").startswith(name) for code, name in whole.items())

    def _looked_for(self, reading: Reading, contract: Contract, subject: Sequence[str]) -> set[str]:
        """The attributes whose dates a question may claim.

        Of two that work together a day is that of their work, not of the selection: where no fate
        is told beside it, or the day is before the selection.
        """
        claimed, kinds = {*contract.claims}, ("partner", "company")
        if not all(self.spoken_of(reading, kind) for kind in kinds):
            return claimed
        services = [day for one in subject for day in self.store.values(one, "services_from")]
        planned = any(_fits(date, day) for date in reading.values.dates for day in services)
        apart = reading.tags.isdisjoint(_FATES) or self._before_selection(reading)
        if apart and not planned:
            return claimed - {"announced_on"} | {"partner_since"}
        return claimed if contract.answers else claimed | {"partner_since"}

    def _before_selection(self, reading: Reading) -> bool:
        """Whether all dates of a question lie before the selection."""
        begin = self.store.values("programme", "announced_on")
        return all(
            date.year and _written(date, day) < day[: len(_written(date, day))]
            for date in reading.values.dates
            for day in begin
        )

    def _of_something_else(self, reading: Reading, attribute: str) -> bool:
        """Whether a date is rather that of a round, or is only one of those to choose from."""
        if attribute == "announced_on":
            return self._later_day(reading) or bool(self.named(reading, "round"))
        of_fate = attribute == "released" and ("when" in reading.shapes or self._of_fate(reading))
        return of_fate or "alternative" in reading.tags

    def _wrong(self, reading: Reading, attribute: str, known: Sequence[str]) -> list[Date]:
        """The dates that a question claims, if none of them agrees with a known one."""
        said = reading.values.dates
        halves = tuple(date for date in said if date.half)
        claimed = said if attribute == "announced_on" else halves or self._claimed(reading)
        wrong = [d for d in claimed if not any(_fits(d, value) for value in known)]
        if self._bounded(reading):
            wrong = [d for d in wrong if not any(_after(d, value) for value in known)]
        return wrong if len(wrong) == len(claimed) else []

    def announced(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """The day of the announcement, told wrongly beside something else."""
        months = [date for date in reading.values.dates if date.month]
        if not months:
            return
        known = self.store.values("programme", "announced_on")
        days = [
            d
            for d in months
            if (d.year and any(_fits(Date(d.year), day) for day in known))
            or (d.day and any(_fits(Date(None, d.month), day) for day in known))
        ]
        five = self.counts_chosen(reading)
        of_others = (reading.values.counts and not five) or "model_word" in reading.tags
        whole = five and "authority" in reading.tags and not reading.tags & {"what", "which"}
        dated = bool(days and days[0].day)
        teams = reading.tags & {"teams", "consortium"} if dated or whole else ()
        chosen = teams or "was_chosen" in reading.tags
        # Beside it only what is told without its year: "…, so why did Kakao wait until August?".
        alone = len([date for date in reading.values.dates if date.year or date.day]) == 1
        told = chosen and "unveiled" in reading.tags and alone
        one = len(reading.values.dates) == 1
        asked = "announced_on" in contract.claims and one
        apart = contract.afterwards or asked or of_others or self._bounded(reading)
        if told and not apart and len(days) == 1 and not any(_fits(days[0], d) for d in known):
            claimed = _written(days[0], known[0])
            yield Claim(denial="no_date", claimed=claimed, type="date", intent="announcement_date")

    def launches(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """The year in which a model came out, told wrongly beside something else."""
        models, releases = self.named(reading, "model"), self.named(reading, "release")
        own = models and _VERSION_OF.search(reading.named)
        if len(models) != 1 or releases or own or "launched" in contract.claims:
            return
        concepts, text = self.concepts[reading.language], reading.named
        for start, end in concepts.spans("came_out", text):
            year = _YEAR_BEHIND.match(text, end) or _YEAR_BEFORE.search(text[:start])
            known = self.store.values(models[0], "launched") if year else []
            if year and known and not known[0].startswith(year[1]):
                told = {"claimed": year[1], "type": "date", "subjects": models}
                yield Claim(denial="no_date", intent="launch_date", **told)

    def _of_fate(self, reading: Reading) -> bool:
        """Whether a date is that of a round in which a fate is told: "eliminated in August"."""
        fates = reading.tags & {"excluded", "advanced"}
        return bool(fates and times.rounds_on(reading.values.dates, self.store))

    def _bounded(self, reading: Reading) -> bool:
        """Whether a date is told as one before which something was: "before 2024"."""
        concepts, text = self.concepts[reading.language], reading.masked
        spans = concepts.spans("earlier_than", text) if "earlier_than" in reading.tags else ()
        beside = any(_DATE_BEHIND.match(text, e) or _DATE_AHEAD.search(text[:s]) for s, e in spans)
        return beside or (reading.tags >= {"earlier_than"} and not reading.tags.isdisjoint(FEASTS))

    def _claimed(self, reading: Reading) -> tuple[Date, ...]:
        """The dates that a question claims: beside "since when", the selection's only places it."""
        if FROM_THEN in reading.tags or not (
            reading.shapes or times.at_selection(reading, self.store)
        ):
            return reading.values.dates
        begin = self.store.values("programme", "announced_on")
        placed = "chosen" in reading.tags  # "when the 2025 selection came"
        return tuple(
            d
            for d in reading.values.dates
            if not ((d.month or placed) and any(_fits(d, day) for day in begin))
        )

    def _rounds(self, reading: Reading, contract: Contract) -> tuple[str, ...]:
        """The rounds that a question speaks of: those named, or all where none is."""
        named = self.named(reading, "round")
        if named or not contract.slot or "round" not in contract.slot.kinds:
            return named
        return tuple(self.store.of_kind("round"))

    def _later_day(self, reading: Reading) -> bool:
        """Whether a date is that of the round in which a named team was dropped or added."""
        held = times.rounds_on(reading.values.dates, self.store)
        fates = (
            r
            for company in self.named(reading, "company")
            for name in ("dropped_in", "added_in", "advanced_in")
            for r in self.store.values(company, name)
        )
        return not set(held).isdisjoint(fates)


def _fits(said: Date, known: str) -> bool:
    """Whether a date as said agrees with a known partial date as far as both go."""
    return dates.fits(said, dates.of(known))


def _after(said: Date, known: str) -> bool:
    """Whether a date as said comes after a known one: it was so "before 2024"."""
    return bool(said.year) and _written(said, known) > known


def _written(said: Date, known: str) -> str:
    """A date as said, as a partial date; a year that was not said is the known one's."""
    return dates.iso(said, int(known[:4]))
