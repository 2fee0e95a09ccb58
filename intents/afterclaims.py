"""What a question takes for granted of the course after the selection, compared with the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from intents import bounds, presume, sizes, times
from intents.callclaims import CallClaims
from intents.claiming import Claims
from intents.concepts import Concepts
from intents.days import meet
from intents.events import concerns, owners, released
from intents.facts import FactStore
from intents.licenceclaims import LicenceClaims
from intents.models import Contract, Text
from intents.moves import Claim
from intents.normalize import fold
from intents.placeclaims import PlaceClaims
from intents.reading import Reading, behind_each
from intents.say import resolve

# Characters behind a name in which a size is its own: "K-EXAONE, at 236B, …", 2.0이 236B라서.
_RIGHT_BEHIND = 10
# The path to the teams that are in the race.
_IN_RACE = "programme.selected + kind:round.added - kind:round.dropped"
# With one of these nobody is said to have rejoiced: "failed to get through".
_NO_TRIUMPH = frozenset("negation index_word alternative compare doubt excluded".split())
# The intents that tell whether a team is still there.
_STILL_IN = frozenset({"in_race", "deny_still_in"})
# Intents that say themselves what became of a team.
_SAYING = frozenset("in_race dropped_reason deny_back_in deny_still_in extra_declined".split())
# … and tell of one dropped also where it is said to have advanced.
_OF_FATES = frozenset({"in_race", "dropped_reason"})


class LaterClaims(Claims):
    """Finds the false claims on rounds, teams and their models against one store."""

    def __init__(self, store: FactStore, concepts: Mapping[str, Concepts]) -> None:
        super().__init__(store, concepts)
        self.places, self.licences = PlaceClaims(store, concepts), LicenceClaims(store, concepts)
        self.calls = CallClaims(store, concepts)

    def check(self, reading: Reading, intent: str, contract: Contract) -> Iterator[Claim]:
        """All false claims that an intent's `claims` let look for, and those on a team's fate."""
        checks: dict[str, Callable[[Reading], Iterator[Claim]]] = {
            "member": self.members,
            "remaining": self._remaining,
            "dropped": self._dropped,
            "operator": self._operators,
            "added": self.calls.added,
            "declined": self.calls.entered,
            "applied": self._applied,
            "entrant": self.calls.entrants,
        }
        for name in contract.claims:
            if name in checks:
                yield from checks[name](reading)
        run = {"selected", "was_chosen", "runs_it"} & reading.tags or presume.presumes(reading)
        if "operator" not in contract.claims and run:
            yield from self._operators_of(reading)
        if "team_word" in reading.tags and "fourth_team" not in reading.tags:
            yield from self._outsiders(reading)
            yield from self.members(reading)
        elif "tag" in reading.tags and "compare" not in reading.tags:
            yield from self.members(reading)
        if contract.afterwards or not contract.answers:
            yield from self._sizes(reading, contract)
        yield from self.places.first(reading, intent, contract)
        checks_of_all = (self._numbers_of, self.places.last, self.licences.told, self._triumphs)
        for of_all in checks_of_all:
            yield from of_all(reading)
        yield from self._stayed_out(reading)
        if not contract.denies:
            yield from self.calls.lost(reading)
            yield from self.calls.not_added(reading)
        if contract.afterwards:
            yield from self._of_fates(reading, intent, contract)

    def _of_fates(self, reading: Reading, intent: str, contract: Contract) -> Iterator[Claim]:
        """The false claims on what became of teams, where that is asked of the time afterwards."""
        kinds = contract.slot.kinds if contract.slot else ("company",)
        apart = {"party", "parties"} & {*contract.claims} or not {"company", "round"} & {*kinds}
        told = intent in _SAYING and not (intent in _OF_FATES and "advanced" in reading.tags)
        if intent == "extra_declined":
            companies = self.named(reading, "company")
            told = told and any(self.store.values(one, "declined") for one in companies)
        # Of whom an intent tells by name, a round or its day says that a fate is meant.
        own = not contract.roots.isdisjoint(self.named(reading, "company"))
        dated = own and bool(times.rounds_of(reading, self.store))
        if not told and (dated or not apart):
            yield from self._fates(reading, intent if intent in _OF_FATES else "in_race")
        yield from self._number_dropped(reading)
        yield from self._of_round(reading)
        yield from self.calls.told(reading, contract)
        if intent == "dropped_reason":
            yield from self._still_in(reading)
        else:
            yield from self._left_out(reading, contract)

    def makers(self, reading: Reading) -> Iterator[Claim]:
        """A model that came out, given to another company."""
        releases, companies = self.named(reading, "release"), self.named(reading, "company")
        if len(releases) != 1 or len(companies) != 1 or "compare" in reading.tags:
            return
        makers = owners(self.store, releases[0])
        wrong = makers and companies[0] not in makers
        if wrong and not self._had_to_do(releases, companies):
            yield Claim(
                denial="no_maker",
                subject=releases,
                claimed=companies[0],
                intent="release_card",
                subjects=releases,
                also="model_of",
                also_of=companies,
            )

    def _had_to_do(self, releases: Sequence[str], companies: Sequence[str]) -> bool:
        """Whether a fact speaks of a model and a company: of who said that it was copied, say."""
        return any(concerns(fact, companies) for fact in self.store.on(releases))

    def _sizes(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        releases, companies = self.named(reading, "release"), self.named(reading, "company")
        kinds = contract.slot.kinds if contract.slot else ()
        if reading.tags & {"borrowed_parts", "bound"}:
            yield from self._sizes_beside(reading, _RIGHT_BEHIND)
            return
        if len(releases) > 1:
            yield from self._sizes_beside(reading)
            return
        if not (releases or companies):
            yield from self.sizes(reading)
            return
        of_one = len(companies) == 1 and not releases
        releases = tuple(released(self.store, companies[0])) if of_one else releases
        if len(releases) == 1 or of_one:
            yield from self._wrong_size(reading, _without_sums(reading, kinds), releases)

    def sizes(self, reading: Reading) -> Iterator[Claim]:
        """A size that the model spoken of does not have, in a question on whatever it may be."""
        releases = self.spoken_of(reading, "release")
        if len(releases) == 1 and "specs" in reading.tags and "bound" not in reading.tags:
            yield from self._wrong_size(reading, reading.named, releases)

    def _sizes_beside(self, reading: Reading, reach: int | None = None) -> Iterator[Claim]:
        """Of several models a size behind one of them, before the next name, within a `reach`."""
        for mention, text in behind_each(reading.mentions, reading.text):
            if self.store.entities[mention.id].kind == "release":
                yield from self._wrong_size(reading, fold(text)[:reach], (mention.id,))

    def _wrong_size(self, reading: Reading, text: str, releases: Sequence[str]) -> Iterator[Claim]:
        """A size in a text that none of these models has."""
        said = sizes.told(text)
        if not said:
            return  # the facts are asked only for a size
        whole, active = (
            {sizes.billions(v) for r in releases for v in self.store.values(r, attribute)}
            for attribute in ("parameters", "active_parameters")
        )
        whole |= self._noted(releases)
        right = any(
            size in whole | active or bounds.fits(reading.tags, size, whole) for size, _ in said
        )
        if whole and not right:
            yield self._wrong(said[0][1], "release_size", releases)

    def _noted(self, releases: Sequence[str]) -> set[float]:
        """The sizes in what is noted of models: of one that is still being trained, say."""
        notes = (end.value for r in releases for end in self.store.step(r, "note"))
        texts = (text for note in notes if isinstance(note, Text) for text in note.said.values())
        return {size for text in texts for size, _ in sizes.told(fold(text))}

    @staticmethod
    def _wrong(words: str, intent: str, subjects: Sequence[str]) -> Claim:
        told = {"claimed": words.strip(), "type": "text"}
        return Claim(denial="no_amount", intent=intent, subjects=tuple(subjects), **told)

    def members(self, reading: Reading) -> Iterator[Claim]:
        """A company said to be in the team of another than it is."""
        companies = self.named(reading, "company")
        members = [c for c in companies if self.store.values(c, "member_of")]
        teams = [c for c in companies if self.store.values(c, "member") and c not in members]
        for member in members[:1]:
            wrong = [team for team in teams if team not in self.store.values(member, "member_of")]
            if wrong and len(wrong) == len(teams):
                yield Claim(
                    denial="no_member",
                    subject=(member,),
                    claimed=wrong[0],
                    intent="member_team",
                    subjects=(member,),
                )

    def _applied(self, reading: Reading) -> Iterator[Claim]:
        """A wrong number of those that applied for the selection."""
        known = {*self.before_selection(), self.how_many_chosen()}
        counts = reading.values.counts
        if counts and known.isdisjoint(counts):
            yield Claim(
                denial="no_count", claimed=str(max(counts)), type="number", intent="applicants"
            )

    def before_selection(self) -> tuple[int, int]:
        """How many applied for the selection, and how many of them were looked at closely."""
        shortlisted = self.store.values("programme", "shortlisted")
        return len({*self.store.values("programme", "applied"), *shortlisted}), len(shortlisted)

    def _operators(self, reading: Reading) -> Iterator[Claim]:
        """Companies said to run the sister programme that do not."""
        companies = self.named(reading, "company")
        apart = [c for c in companies if not self.store.values(c, "operator_of")]
        concepts = self.concepts[reading.language]
        clauses = [one for one in reading.named.split(",") if "xcompanyx" in one]
        negated = "negation" in reading.tags
        out = any(concepts.has("excluded", one) for one in clauses)  # "Naver was left out of it"
        if not apart or out or (negated and any(concepts.has("negation", one) for one in clauses)):
            return
        wrong = tuple(c for c in apart if not self.store.values(c, "afa_member_of"))
        if wrong:
            yield Claim(denial="not_these", subject=wrong, intent="ai_for_all_winners")

    def _operators_of(self, reading: Reading) -> Iterator[Claim]:
        """Companies said to be chosen for a sister programme that is named."""
        named = self.named(reading, "initiative")
        if any(self.store.values(one, "operator") for one in named):
            yield from self._operators(reading)

    def _stayed_out(self, reading: Reading) -> Iterator[Claim]:
        """A company that runs a sister programme, said to have no part in it."""
        companies, named = self.named(reading, "company"), self.named(reading, "initiative")
        run = [c for c in companies if set(self.store.values(c, "operator_of")) & set(named)]
        concepts = self.concepts[reading.language]
        negated = concepts.stands_outside("negation", ["stays_out"], reading.named)
        apart = negated or reading.tags & {"alternative", "compare"}
        if "stays_out" in reading.tags and len(companies) == len(run) == 1 and not apart:
            yield Claim(denial="takes_part", subject=companies, intent="ai_for_all_winners")

    def _of_round(self, reading: Reading) -> Iterator[Claim]:
        """A team said to have been dropped in a round that it passed, or was not in."""
        companies, rounds = self.named(reading, "company"), self.named(reading, "round")
        if len(companies) != 1 or len(rounds) != 1 or "excluded" not in reading.tags:
            return
        if self.store.values(rounds[0], "applied") and self.calls.refused(companies):
            return  # of a call it is told who entered it
        dropped = self.store.values(companies[0], "dropped_in")
        if dropped and rounds[0] not in {*dropped, *self.store.values(companies[0], "added_in")}:
            yield Claim(
                denial="not_in_round", claimed=rounds[0], intent="in_race", subjects=companies
            )

    def _outsiders(self, reading: Reading) -> Iterator[Claim]:
        """A company said to be in a team that is in none, nor leads one."""
        companies = self.named(reading, "company")
        if len(companies) != 2 or "compare" in reading.tags:
            return
        leads = [c for c in companies if self.store.values(c, "member")]
        others = [c for c in companies if c not in leads]
        known = ("member_of", "selected_by", "excluded_by")
        if len(leads) == 1 and not any(self.store.values(others[0], name) for name in known):
            yield Claim(
                denial="no_member",
                subject=(others[0],),
                claimed=leads[0],
                intent="team_members",
                subjects=(leads[0],),
            )

    def _remaining(self, reading: Reading) -> Iterator[Claim]:
        """A team said to be still there, or a wrong number of them: today, or on days named."""
        yield from self._still_in(reading)
        counts = reading.values.counts
        of_chosen = "part_of" in reading.tags and self.how_many_chosen() in counts  # "of the five"
        if not counts or of_chosen or "among_first" in reading.tags:
            return
        days = times.said(reading.values.dates, self.store)
        days += [d for r in self.named(reading, "round") for d in self.store.values(r, "held_on")]
        if not any(n in counts for day in days or [""] for n in self._in_race(day)):
            yield Claim(
                denial="no_count", claimed=str(counts[0]), type="number", intent="remaining_teams"
            )

    def _still_in(self, reading: Reading) -> Iterator[Claim]:
        """A team that was dropped, told among those that are left: "Naver still leads them"."""
        companies = self.named(reading, "company")
        apart = reading.tags & {"negation", "excluded", "compare", "leaves_race"}
        if "still_word" not in reading.tags or len(companies) != 1 or apart:
            return
        said = presume.states(reading) or reading.ranking[0][0] in _STILL_IN
        if said and self.store.values(companies[0], "dropped_in"):
            told = {"subject": companies, "intent": "in_race", "subjects": companies}
            yield Claim(denial="no_advanced", **told)

    def _in_race(self, day: str) -> set[int]:
        """How many teams were left before a partial date and by its end; today without one."""
        ends = (times.day_before(day), day) if day else ("",)
        stores = (self.store.until(end) if end else self.store for end in ends)
        return {len({end.value for end in resolve(store, _IN_RACE, ())}) for store in stores}

    def _dropped(self, reading: Reading) -> Iterator[Claim]:
        """A day on which a team is said to have been dropped, and was not."""
        said = times.said(reading.values.dates, self.store)
        begin = self.store.values("programme", "announced_on")
        said = [day for day in said if not any(meet(known, day) for known in begin)]
        for company in self.named(reading, "company"):
            known = self.store.values(company, "dropped_in", "held_on")
            if known and said and not any(meet(day, s) for day in known for s in said):
                told = {"claimed": said[0], "type": "date"}
                yield Claim(denial="no_date", intent="in_race", subjects=(company,), **told)

    def _number_dropped(self, reading: Reading) -> Iterator[Claim]:
        """A wrong number of teams said to have been dropped in a round, or to have advanced."""
        rounds, counts = times.rounds_of(reading, self.store), reading.values.counts
        if len(rounds) != 1 or not counts or reading.tags & {"negation", "among_first"}:
            return
        # Those of whom it is told: "last of the five, Naver was dropped".
        held = self.store.values(rounds[0], "held_on")
        if any(n in counts for day in held for n in self._in_race(day)):
            return
        if self._of_selection(reading, counts):
            return
        for name, concept in (("dropped", "excluded"), ("advanced", "advanced")):
            known = len(self.store.values(rounds[0], name))
            only = not reading.tags & ({"excluded", "advanced"} - {concept})
            if known and concept in reading.tags and only and known not in counts:
                told = {"claimed": str(counts[0]), "type": "number"}
                yield Claim(denial="no_count", intent="round_result", subjects=rounds, **told)

    def _of_selection(self, reading: Reading, counts: Sequence[int]) -> bool:
        """Whether a month without a year is that of the selection, as its numbers are."""
        begin = self.store.values("programme", "announced_on")
        months = {int(day[5:7]) for day in begin if len(day) > times.YEAR}
        said = [date for date in reading.values.dates if date.month in months and not date.year]
        numbers = {self.how_many_chosen(), len(self.store.values("programme", "excluded"))}
        return bool(said) and numbers.issuperset(counts)

    def _numbers_of(self, reading: Reading) -> Iterator[Claim]:
        """A wrong number of teams told right beside what became of them in a round."""
        rounds, values = times.rounds_of(reading, self.store), reading.values
        if len(rounds) != 1 or reading.tags & {"negation", "earlier_than"}:
            return
        counted = (*values.left_over, *values.left_out)
        if not counted or self._of_selection(reading, counted):
            return
        dropped = len(self.store.values(rounds[0], "dropped"))
        for day in self.store.values(rounds[0], "held_on") if dropped else ():
            left = len(resolve(self.store.until(day), _IN_RACE, ()))
            if dropped in values.left_over:  # "two left in January": they went
                return
            stated = () if "excluded" in reading.tags else values.left_over
            over, out = (
                [str(number) for number in numbers if number != right]
                for numbers, right in ((stated, left), (values.left_out, dropped))
            )
            if over and self._in_race("") == {left}:
                yield Claim(
                    denial="no_count", claimed=over[0], type="number", intent="remaining_teams"
                )
            elif over or out:
                told = {"claimed": (over or out)[0], "type": "number"}
                yield Claim(denial="no_count", intent="round_result", subjects=rounds, **told)

    def _fates(self, reading: Reading, intent: str) -> Iterator[Claim]:
        """A team said to have advanced that was dropped, or the other way round."""
        companies, said = self.named(reading, "company"), reading.tags & {"advanced", "excluded"}
        if not said and "kept_out" in reading.states and times.rounds_of(reading, self.store):
            said = frozenset({"excluded"})
        if len(companies) != 1 or len(said) != 1 or "negation" in reading.tags:
            return
        if "advanced" in said and self._by_its_call(reading, companies[0]):
            return
        out, through = (self.store.values(companies[0], f"{x}_in") for x in ("dropped", "advanced"))
        if ("advanced" in said and out) or ("excluded" in said and through and not out):
            rounds = [one for one in times.rounds_of(reading, self.store) if one in through]
            yield _otherwise(companies, intent, rounds, out=bool(out))

    def fate_in_round(self, reading: Reading, company: str, *, chosen: bool) -> Iterator[Claim]:
        """A team said to have passed the round that is told of, or not, as it was otherwise."""
        spoken_of = times.rounds_of(reading, self.store)
        rounds = {one for one in spoken_of if self.store.values(one, "held_on")}
        if not rounds or times.at_selection(reading, self.store):
            return
        out, through = (set(self.store.values(company, f"{x}_in")) for x in ("dropped", "advanced"))
        if rounds <= (out if chosen else through):
            yield _otherwise((company,), "in_race", sorted(rounds), out=chosen)

    def out_of_round(self, reading: Reading) -> Iterator[Claim]:
        """A team said in passing to have been dropped in a round that it passed."""
        companies, plain = self.named(reading, "company"), "negation" not in reading.tags
        if "excluded" in reading.tags and len(companies) == 1 and plain:
            yield from self.fate_in_round(reading, companies[0], chosen=False)

    def _left_out(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A team said, beside what is asked of a model, to have been dropped in a round."""
        companies = self.named(reading, "company")
        closed = {"party", "parties"} & {*contract.claims}
        if "kept_out" in reading.states and len(companies) == 1 and not closed:
            yield from self.fate_in_round(reading, companies[0], chosen=False)

    def _triumphs(self, reading: Reading) -> Iterator[Claim]:
        """A team said to have rejoiced over a round in which it was dropped."""
        companies = self.named(reading, "company")
        apart = reading.tags & _NO_TRIUMPH
        if "triumph" in reading.tags and len(companies) == 1 and not apart:
            yield from self.fate_in_round(reading, companies[0], chosen=True)

    def _by_its_call(self, reading: Reading, company: str) -> bool:
        """Whether a team came through the call by which it was added, as far as rounds are told."""
        added = set(self.store.values(company, "added_in"))
        dated = times.rounds_on(reading.values.dates, self.store) if added else ()
        return bool(added) and {*self.named(reading, "round"), *dated} <= added


def _without_sums(reading: Reading, kinds: Sequence[str]) -> str:
    """The question without sums of money: those in a currency, or all where no model is meant."""
    text = reading.named
    of_models = "release" in kinds or "specs" in reading.tags
    for amount in reading.values.amounts:
        if amount.currency or not of_models:
            text = text.replace(amount.words.strip(), " ")
    return text


def _otherwise(teams: Sequence[str], intent: str, rounds: Sequence[str], *, out: bool) -> Claim:
    """That teams fared otherwise than said: they were dropped, or passed the rounds spoken of."""
    also = {"also": "round_result", "also_of": tuple(rounds)} if rounds and not out else {}
    return Claim(
        denial="no_advanced" if out else "no_dropped",
        subject=tuple(teams),
        intent=intent,
        subjects=tuple(teams),
        **also,
    )
