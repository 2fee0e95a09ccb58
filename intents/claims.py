"""What a question takes for granted, compared with the facts.

Each check looks at one kind of claim (who makes a model, who works with whom, a version, a sum,
a count, a date, a ministry, a company's fate) and, where the facts say otherwise, returns what is
denied and which intent says the truth. Nothing is claimed by a question that merely asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from intents import bounds, presume, times
from intents.afterclaims import LaterClaims
from intents.aside import points_at_programme
from intents.concepts import Concepts
from intents.contradictions import FATES_TOLD
from intents.deeds import Deeds
from intents.events import versions
from intents.facts import FactStore
from intents.models import Contract, Money
from intents.moves import Claim
from intents.normalize import fold
from intents.reading import FROM_THEN, Reading
from intents.values import CURRENCIES, PLACES, Amount, Date


class ClaimChecker:
    """Finds the false claims of a question against one store."""

    def __init__(self, store: FactStore, concepts: Mapping[str, Concepts]) -> None:
        self.store, self.concepts = store, concepts
        self.later, self.deeds = LaterClaims(store, concepts), Deeds(store, concepts)

    def check(self, reading: Reading, intent: str, contract: Contract) -> tuple[Claim, ...]:
        """All false claims, in order of importance, one for each intent that says the truth."""
        checks = (
            self._makers(reading, contract),
            self.later.makers(reading),
            self._apps(reading),
            self._partners(reading, contract),
            self._versions(reading, contract),
            self._version_places(reading, contract),
            self._launches(reading, contract),
            self.deeds.takeovers(reading),
            self._ministries(reading, contract),
            self._countries(reading, contract),
            self._amounts(reading, contract),
            self._currencies(reading),
            self._counts(reading, contract),
            self._dates(reading, contract),
            self._announced(reading, contract),
            self._fates(reading, intent, contract),
            self._line_up(reading, contract),
            self._alone(reading, contract),
            self._shares(reading, contract),
            self.later.check(reading, intent, contract),
        )
        found: dict[str, Claim] = {}
        said = set[tuple[str, str]]()
        # An intent that tells a fate by itself does not where it is denied for something else.
        beside = self._fates(reading, "", contract) if intent in _FATE_INTENTS else ()
        for claims in (*checks, (claim for claim in beside if found)):
            for claim in claims:
                again = claim.type == "date" and (claim.denial, claim.claimed) in said
                if not again:
                    found.setdefault(claim.intent, claim)
                said.add((claim.denial, claim.claimed))
        return tuple(found.values())

    def makers(self, reading: Reading) -> tuple[Claim, ...]:
        """The false claims on whose a model is, whatever else is asked."""
        return tuple(self._makers(reading, Contract(purpose="")))

    def partners(self, reading: Reading) -> tuple[Claim, ...]:
        """The false claims on who works with whom, whatever else is asked."""
        return tuple(self._partners(reading, Contract(purpose="")))

    def sums(self, reading: Reading) -> tuple[Claim, ...]:
        """The false claims on what the programme is worth, whatever else is asked."""
        told = any(one.tags & {"teams", "consortium"} for one in (reading, *reading.leads))
        # The very figure of the budget, only in another currency: "200 billion euros".
        figures = {money.amount for money in self._sums("budget")}
        ours = any(a.currency and a.amount in figures for a in reading.values.amounts)
        told = told or (ours and bool(reading.tags & {"homeland", "authority"}))
        return tuple(self._amounts(reading, Contract(purpose=""))) if told else ()

    def announced(self, reading: Reading) -> tuple[Claim, ...]:
        """The false claims on when the chosen were made known, whatever else is asked."""
        return tuple(self._announced(reading, Contract(purpose="")))

    def allied(self, named: Sequence[str]) -> bool:
        """Whether a company is named beside a partner of its own."""
        return any(p in named for one in named for p in self.store.values(one, "partner"))

    def _named(self, reading: Reading, *kinds: str) -> tuple[str, ...]:
        return reading.of_kind(self.store.entities, kinds)

    def _makers(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        models, companies = self._named(reading, "model"), self._named(reading, "company")
        apart = contract.side_by_side or "compare" in reading.tags
        single = len(models) == 1 and len(companies) == 1 and not apart
        pairs = [(models[0], companies[0])] if single else [*self._side_by_side(reading)]
        for model, company in pairs or self._crossed(reading, "model"):
            makers = self.store.values(model, "maker")
            if makers and company not in makers:
                yield Claim(
                    denial="no_maker",
                    subject=(model,),
                    claimed=company,
                    intent="maker_of",
                    subjects=(model,),
                )

    def _apps(self, reading: Reading) -> Iterator[Claim]:
        """An app given to a company whose services do not come into it."""
        companies, apps = self._named(reading, "company"), self._named(reading, "app")
        if len(companies) != 1 or len(apps) != 1 or reading.tags & {"compare", "alternative"}:
            return
        owners = self.store.values(apps[0], "services_of")
        if owners and companies[0] not in owners:
            yield Claim(
                denial="not_these", subject=companies, intent="kakaotalk_services", subjects=apps
            )

    def _side_by_side(self, reading: Reading) -> Iterator[tuple[str, str]]:
        """Models with the company right beside them: "Naver's EXAONE", "EXAONE di Naver"."""
        concepts = self.concepts[reading.language]
        following = [*reading.mentions[2:], None]
        for (left, right), after in zip(pairwise(reading.mentions), following, strict=False):
            kinds = [self.store.entities[m.id].kind for m in (left, right)]
            between = reading.text[left.end : right.start].strip(" '’-")
            if kinds == ["company", "model"] and between in {"", "s", "의"}:
                yield right.id, left.id
            linking = concepts.words("belongs_to") | concepts.words("is_of")
            # "EXAONE is Naver HyperCLOVA's rival": the company is that of the next name.
            own = after is not None and not reading.text[right.end : after.start].strip(" '’s의")
            if kinds == ["model", "company"] and fold(between) in linking and not own:
                behind = tuple(concepts.words("its_maker_behind"))
                if not behind or fold(reading.text[right.end :]).lstrip().startswith(behind):
                    yield left.id, right.id

    def _crossed(self, reading: Reading, kind: str) -> list[tuple[str, str]]:
        """Two companies and two of their models, or partners, in turn, each given to the other."""
        ids = [m.id for m in reading.meant]
        if [self.store.entities[one].kind for one in ids] != ["company", kind] * 2:
            return []
        pairs = [(ids[1], ids[0]), (ids[3], ids[2])]
        own = [self.store.values(company, kind) for _, company in pairs]
        return pairs if pairs[1][0] in own[0] and pairs[0][0] in own[1] else []

    def _partners(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        partners = self._named(reading, "partner")
        subjects = self._named(reading, "company") or tuple(
            maker
            for model in self._named(reading, "model")
            for maker in self.store.values(model, "maker")
        )
        if "compare" in reading.tags or not subjects or {"party", "parties"} & {*contract.claims}:
            return
        crossed = self._crossed(reading, "partner")
        if crossed:
            (claimed, company), (_, other) = crossed
            yield Claim(
                denial="no_pair",
                subject=(company,),
                claimed=claimed,
                intent="partner_of",
                subjects=(company, other),
            )
        known = {p for s in subjects for p in self.store.values(s, "partner")}
        known |= set(self._beside(self._named(reading, "release")))
        wrong = [partner for partner in partners if partner not in known]
        alternatives = len(wrong) < len(partners) and "instead" not in reading.tags
        if wrong and not alternatives:
            intent, about = self._pairing(subjects[0], wrong[0])
            yield Claim(
                denial="no_pair",
                subject=subjects[:1],
                claimed=wrong[0],
                intent=intent,
                subjects=about,
            )

    def _beside(self, releases: Sequence[str]) -> Iterator[str]:
        """Who made what releases are based on."""
        for release in releases:
            for end in self.store.step(release, "base"):
                yield from end.fact.about

    def _pairing(self, company: str, partner: str) -> tuple[str, tuple[str, ...]]:
        """Which intent says who works with whom, starting from whichever side is known."""
        if not self.store.values(company, "partner") and self.store.values(partner, "partner_of"):
            return "partner_who", (partner,)
        return "partner_of", (company,)

    def _versions(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        models = self._models(reading)
        known = {version for model in models for version in versions(self.store, model)}
        later = contract.afterwards or self.version_to_come(reading)
        said = () if later else reading.values.versions
        beside = self._version_beside(reading) if said else None
        if beside:
            models, known, said = beside
        elif len(said) > 1:
            yield from self._swapped(reading)
        wrong = [version for version in said if version not in known]
        if models and wrong and len(wrong) == len(said):
            yield Claim(
                denial="no_version",
                subject=models[:1],
                claimed=wrong[0],
                type="text",
                intent="version",
                subjects=models[:1],
            )
        elif models and not wrong:
            yield from self._version_counts(reading, contract, models[0])

    def version_to_come(self, reading: Reading) -> bool:
        """Whether a version that no source speaks of is asked for as one that will come."""
        if not reading.values.versions or "still_to_come" not in reading.tags:
            return False
        companies = self._named(reading, "company")
        models = {m for c in companies for m in self.store.values(c, "model")}
        models.update(self._named(reading, "model"))
        known = {version for model in models for version in versions(self.store, model)}
        releases = [r for one in (*models, *companies) for r in self.store.values(one, "release")]
        names = [name for r in releases for name in self.store.entities[r].names.values()]
        known.update(version for name in names for version in _NUMBERED.findall(name))
        return bool(models) and known.isdisjoint(reading.values.versions)

    def _version_beside(
        self, reading: Reading
    ) -> tuple[tuple[str, ...], set[str], tuple[str, ...]] | None:
        """The model whose name has a version behind it that is not one of its own."""
        for mention in reading.mentions:
            behind = reading.text[mention.end :].lstrip()
            said = next((v for v in reading.values.versions if behind.startswith(v)), None)
            own = set(versions(self.store, mention.id))
            if said and own and said not in own:
                return (mention.id,), own, (said,)
        return None

    def _swapped(self, reading: Reading) -> Iterator[Claim]:
        """Versions of two models, each given to the other: "Kanana at 4.0 and EXAONE at 1.5"."""
        models = [m for m in reading.meant if self.store.entities[m.id].kind == "model"]
        if not models:
            return
        ends = [*(m.start for m in models[1:]), len(reading.text)]
        told = [reading.text[m.end : end] for m, end in zip(models, ends, strict=True)]
        said = [[v for v in reading.values.versions if v in text] for text in told]
        wrong = [
            (model.id, own[0])
            for model, own in zip(models, said, strict=True)
            if len(own) == 1 and own[0] not in versions(self.store, model.id)
        ]
        if len(models) > 1 and len(wrong) == len(models) and "alternative" not in reading.tags:
            named = tuple(model for model, _ in wrong)
            told_so = {"subject": named[:1], "claimed": wrong[0][1], "type": "text"}
            yield Claim(denial="no_version", intent="version", subjects=named, **told_so)

    def _version_counts(self, reading: Reading, contract: Contract, model: str) -> Iterator[Claim]:
        said = reading.values.version_counts
        known = self._version_count(model) if said else None
        if not said or ("version" not in contract.claims and known is None):
            return
        if known in said:
            return
        others = [m for m in self.store.of_kind("model") if self._version_count(m) in said]
        if known is not None:
            told = {"claimed": str(said[0]), "type": "number", "subjects": (model,)}
            yield Claim(denial="no_count", intent="version_count", **told)
        elif len(others) == 1:  # those versions are another model's
            told = {"subject": (model,), "subjects": tuple(others)}
            yield Claim(denial="not_these", intent="version_count", **told)

    def _version_places(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A version told by its place that a model never had, or at which it did not stop."""
        models = self._models(reading)
        for place in reading.values.version_places:
            lasting = reading.tags & {"no_further", "still_word"}
            if contract.afterwards or len(models) != 1 or (place == 1 and not lasting):
                continue
            known = self._version_count(models[0])
            others = [m for m in self.store.of_kind("model") if self._version_count(m) == place]
            stopped = known is not None and place < known and bool(lasting)
            if known is not None and (place > known or stopped):
                told = {"claimed": str(place), "type": "number", "subjects": models}
                yield Claim(denial="no_count", intent="version_count", **told)
            elif known is None and others:
                yield Claim(
                    denial="not_these", subject=models, intent="version_count", subjects=others[:1]
                )

    def _models(self, reading: Reading) -> tuple[str, ...]:
        """The models named, or those of the companies named."""
        return self._named(reading, "model") or tuple(
            model
            for company in self._named(reading, "company")
            for model in self.store.values(company, "model")
        )

    def _launches(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """The year in which a model came out, told wrongly beside something else."""
        models, releases = self._named(reading, "model"), self._named(reading, "release")
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

    def _version_count(self, model: str) -> int | None:
        counts = self.store.values(model, "version_count")
        return int(counts[0]) if counts else None

    def _ministries(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        if contract.afterwards:
            return
        named = self._named(reading, "authority")
        if named and not set(named) & set(self.store.values("programme", "announced_by")):
            yield Claim(denial="no_ministry", claimed=named[0], intent="ministry")

    def _countries(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """The programme taken for another country's."""
        if "other_country" not in reading.tags or "selected" not in contract.claims:
            return
        compares = "how_much" in reading.shapes and not reading.meant
        if compares or not points_at_programme(reading):
            return
        concepts = self.concepts[reading.language]
        # The programme's own country does not stand in "North Korea".
        if not concepts.stands_outside("homeland", ["other_country"], reading.named):
            yield Claim(denial="no_country", intent="ministry")

    def _amounts(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        said = [a for a in reading.values.amounts if a.currency or "budget" in contract.claims]
        if not said or (contract.afterwards and "budget" not in contract.claims):
            return
        own = self._sums("budget", "budget_usd")
        known = [*own, *self._sums("budget_reported")]
        meant = [a for a in said if _is_one(reading, a, own)]
        wrong = [a for a in said if a not in meant and not any(_same(a, money) for money in known)]
        if not (wrong or meant or contract.afterwards):
            yield Claim(denial="other_figure", intent="budget_figures")
        # A right sum beside it may be the same in the other currency.
        right = {a.currency for a in said if a not in wrong}
        wrong = [
            a for a in wrong if not right or (a.currency and right.isdisjoint({a.currency, None}))
        ]
        if known and wrong:
            yield Claim(denial="no_amount", claimed=wrong[0].words, type="text", intent="budget")

    def _currencies(self, reading: Reading) -> Iterator[Claim]:
        """The budget taken for a sum in a currency that no source gives: "counted in yen"."""
        bare = [a for a in reading.values.amounts if a.currency is None]
        if not bare or not reading.tags & {"why", "tag"}:
            return
        known = self._sums("budget", "budget_usd", "budget_reported")
        if not any(_same(a, money) for a in bare for money in known):
            return
        concepts, own = self.concepts[reading.language], {money.currency for money in known}
        for name in CURRENCIES:
            for start, end in concepts.spans(name, reading.named) if name not in own else ():
                claimed = reading.named[start:end]
                yield Claim(denial="no_amount", claimed=claimed, type="text", intent="budget")

    def _sums(self, *attributes: str) -> list[Money]:
        """The sums of the programme under these attributes."""
        ends = (end for name in attributes for end in self.store.step("programme", name))
        return [end.value for end in ends if isinstance(end.value, Money)]

    def _counts(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        counts = reading.values.counts
        if "criteria" in contract.claims:
            yield from self._criteria(reading)
        yield from self._sixth(reading, contract)
        if not counts or "others" in reading.tags:
            return
        named = any(date.day for date in reading.values.dates)  # of a month more may be told
        then = named and times.at_selection(reading, self.store)
        told = ("was_chosen" in reading.tags or then) and not contract.afterwards
        if not (told or "selected" in contract.claims):
            return
        right = len(self.store.values("programme", "selected"))
        before = self.later.before_selection()
        others = () if "selected" in contract.claims else before
        if not {right, *others}.isdisjoint(counts):
            more = [c for c in counts if c > right and c not in before]
            counts = () if "alternative" in reading.tags else tuple(more)
        wrong = [c for c in counts if c > right or (c > 2 and (then or "selected" in reading.tags))]
        if wrong:
            yield Claim(
                denial="no_count", claimed=str(wrong[0]), type="number", intent="selected_count"
            )

    def _sixth(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """One more of the chosen than there are, told by its place: "the sixth consortium"."""
        right = len(self.store.values("programme", "selected"))
        beyond = [n for n, name in enumerate(PLACES, 1) if n > right and name in reading.tags]
        team = reading.tags & {"consortium", "team_word"} and not contract.afterwards
        if beyond and team and not reading.values.version_places:
            told = {"claimed": str(beyond[0]), "type": "number"}
            yield Claim(denial="no_count", intent="selected_count", **told)

    def _criteria(self, reading: Reading) -> Iterator[Claim]:
        right = sum(len(self.store.values("programme", name)) for name in CRITERIA)
        said = reading.values.criterion_counts
        if said and right not in said and max(said) > right:
            yield Claim(denial="no_count", claimed=str(said[0]), type="number", intent="criteria")

    def _dates(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        dates = reading.values.dates
        if not dates:
            return
        apps = self._named(reading, "app")
        owners = (owner for app in apps for owner in self.store.values(app, "services_of"))
        rounds = self._rounds(reading, contract)
        told_of = self._named(reading, "company", "model", "release")
        subject = (*told_of, *rounds, *owners, "programme")
        paired = bool(self._named(reading, "partner") and self._named(reading, "company"))
        for attribute, intent in _DATED.items():
            linked = attribute == "partner_since" and paired and not contract.answers
            if attribute not in contract.claims and not linked:
                continue
            later = self._later_day(reading) or self._named(reading, "round")
            if attribute == "announced_on" and later:
                continue
            if attribute != "announced_on" and "alternative" in reading.tags:
                continue
            if attribute == "released" and ("when" in reading.shapes or self._of_fate(reading)):
                continue
            known = [d for s in subject for d in self.store.values(s, attribute)]
            halves = tuple(date for date in dates if date.half)
            claimed = dates if attribute == "announced_on" else halves or self._claimed(reading)
            wrong = [d for d in claimed if not any(_fits(d, value) for value in known)]
            if self._bounded(reading):
                wrong = [d for d in wrong if not any(_after(d, value) for value in known)]
            if known and wrong and len(wrong) == len(claimed):
                having = [s for s in subject if self.store.values(s, attribute)]
                owner = having[0] if len(having) == 1 or having[0] not in rounds else "programme"
                yield Claim(
                    denial="no_date",
                    claimed=_written(wrong[0], known[0]),
                    type="date",
                    intent=intent,
                    subjects=() if owner == "programme" else (owner,),
                )

    def _announced(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """The day of the announcement, told wrongly beside something else."""
        known = self.store.values("programme", "announced_on")
        months = [date for date in reading.values.dates if date.month]
        days = [d for d in months if d.year and any(_fits(Date(d.year), day) for day in known)]
        five = len(self.store.values("programme", "selected")) in reading.values.counts
        of_others = (reading.values.counts and not five) or "model_word" in reading.tags
        whole = five and "authority" in reading.tags and not reading.tags & {"what", "which"}
        dated = bool(days and days[0].day)
        teams = reading.tags & {"teams", "consortium"} if dated or whole else ()
        chosen = teams or "was_chosen" in reading.tags
        # Beside it only what is told without its year: "…, so why did Kakao wait until August?".
        alone = len([date for date in reading.values.dates if date.year]) == 1
        told = chosen and "unveiled" in reading.tags and alone
        one = len(reading.values.dates) == 1
        asked = "announced_on" in contract.claims and one
        apart = contract.afterwards or asked or of_others or self._bounded(reading)
        if told and not apart and len(days) == 1 and not any(_fits(days[0], d) for d in known):
            claimed = _written(days[0], known[0])
            yield Claim(denial="no_date", claimed=claimed, type="date", intent="announcement_date")

    def _of_fate(self, reading: Reading) -> bool:
        """Whether a date is that of a round in which a fate is told: "eliminated in August"."""
        fates = reading.tags & {"excluded", "advanced"}
        return bool(fates and times.rounds_on(reading.values.dates, self.store))

    def _bounded(self, reading: Reading) -> bool:
        """Whether a date is told as one before which something was: "before 2024"."""
        concepts, text = self.concepts[reading.language], reading.masked
        spans = concepts.spans("earlier_than", text) if "earlier_than" in reading.tags else ()
        return any(_DATE_BEHIND.match(text, e) or _DATE_AHEAD.search(text[:s]) for s, e in spans)

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
        named = self._named(reading, "round")
        if named or not contract.slot or "round" not in contract.slot.kinds:
            return named
        return tuple(self.store.of_kind("round"))

    def _later_day(self, reading: Reading) -> bool:
        """Whether a date is that of the round in which a named team was dropped or added."""
        held = times.rounds_on(reading.values.dates, self.store)
        fates = (
            r
            for company in self._named(reading, "company")
            for name in ("dropped_in", "added_in", "advanced_in")
            for r in self.store.values(company, name)
        )
        return not set(held).isdisjoint(fates)

    def _fates(self, reading: Reading, intent: str, contract: Contract) -> Iterator[Claim]:
        if intent == "selected_status" and presume.presumes(reading):
            yield from self._together(reading)
        # What would have been is not said to be so: "had KT been chosen, …".
        if contract.afterwards or "counterfactual" in reading.tags:
            return
        if intent != "selected_status":
            yield from self._partners_chosen(reading)
        if presume.presumes(reading):
            yield from self._strangers_chosen(reading)
        if intent in _FATE_INTENTS:
            return
        # "Was Kakao a partner of OpenAI before the five were named?" is on no company's fate.
        if reading.tags & _BEFORE and self._named(reading, "partner"):
            return
        yield from self._in_passing(reading)
        yield from self._together(reading)
        companies, said = self._named(reading, "company"), _FATES & reading.tags
        # Of a company beside its partner, what is said may be of their work together.
        allied = self.allied(self._named(reading, "company", "partner"))
        plain = not (allied or "negation" in reading.tags or reading.values.versions)
        if len(companies) == 1 and len(said) == 1 and plain and self._of_clause(reading, *said):
            yield from self._fate(reading, companies[0], chosen="was_chosen" in said)
        stated = [fate for name, fate in FATES_TOLD.items() if name in reading.states]
        if len(companies) == 1 and len(stated) == 1 and "or_not" not in reading.tags:
            yield from self._fate(reading, companies[0], chosen="was_chosen" in stated)

    def _strangers_chosen(self, reading: Reading) -> Iterator[Claim]:
        """A company that has no part in the selection, told as chosen."""
        companies = self._named(reading, "company")
        told = reading.tags & {"was_chosen", "selected"} or "got_in" in reading.states
        apart = reading.tags & {"negation", "excluded", "alternative", "doubt"}
        if told and not apart and len(companies) == 1 and self._never_chosen(companies[0]):
            yield from self._fate(reading, companies[0], chosen=True)

    def _partners_chosen(self, reading: Reading) -> Iterator[Claim]:
        """A foreign partner said to be among the chosen: "why was Microsoft selected?"."""
        partners = self._named(reading, "partner")
        others = self._named(reading, "company", "model", "app")
        apart = reading.tags & {"with_whom", "which", "negation"} or reading.values.versions
        if "was_chosen" in reading.tags and len(partners) == 1 and not (others or apart):
            yield Claim(denial="not_these", subject=partners, intent="selected_list")

    def _together(self, reading: Reading) -> Iterator[Claim]:
        """Two companies said to have shared a fate that only one of them had."""
        companies, said = self._named(reading, "company"), _SHARED & reading.tags
        asked = "who" in reading.shapes and "tag" not in reading.tags
        apart = asked or reading.tags & {"compare", "alternative"}
        if "both" not in reading.tags or apart or len(companies) != 2 or len(said) != 1:
            return
        for company in companies:
            yield from self._fate(reading, company, chosen="selected" in said)

    def _of_clause(self, reading: Reading, fate: str) -> bool:
        """Whether a fate is told in a clause that names a company, or in one without any name."""
        concepts = self.concepts[reading.language]
        clauses = [c for c in reading.named.split(",") if concepts.has(fate, c)]
        others = [c for c in reading.named.split(",") if "xcompanyx" in c and c not in clauses]
        return not others or any("xcompanyx" in clause for clause in clauses)

    def _fate(self, reading: Reading, company: str, *, chosen: bool) -> Iterator[Claim]:
        """A company said to be chosen that was not, or the other way round.

        Said of no day, an exclusion may be that of a company which was dropped later.
        """
        dropped = not chosen and self.store.values(company, "dropped_in")
        if dropped and not times.at_selection(reading, self.store):
            return
        later = list(self.later.fate_in_round(reading, company, chosen=chosen))
        if later:
            yield from later
            return
        if chosen and self._never_chosen(company):
            told = {"subject": (company,), "subjects": (company,)}
            yield Claim(denial="not_these", intent="selected_status", **told)
        if self.store.values(company, "excluded_by" if chosen else "selected_by"):
            yield Claim(
                denial="no_selected" if chosen else "no_excluded",
                subject=(company,),
                intent="selected_list" if chosen else "excluded_list",
            )

    def _never_chosen(self, company: str) -> bool:
        """Whether a company took part in nothing that was chosen, nor is named as left out."""
        took_part = ("selected_by", "excluded_by", "member_of", "added_in", "applied_to")
        lost = self.store.values(company, "lost_in") and not self.store.values(
            company, "excluded_by"
        )
        return bool(lost) or not any(self.store.values(company, name) for name in took_part)

    def _in_passing(self, reading: Reading) -> Iterator[Claim]:
        """What is said of the fate of companies right beside them.

        Behind them ("Kakao, now chosen, …") or before: "the exclusion of Kakao and Upstage".
        """
        companies = [m for m in reading.mentions if self.store.entities[m.id].kind == "company"]
        before: set[str] = set()
        for place, mention in enumerate(companies):
            earlier = companies[place - 1].end if place else 0
            ahead = reading.text[earlier : mention.start]
            if not (place and len(ahead) <= JOINED):
                before = self._noun_of_fate(reading, ahead)
            spans = [(m.start, m.end) for m in companies[place:]]
            said = before or self._verb_of_fate(reading, spans)
            if len(said) == 1 and "negation" not in said:
                yield from self._fate(reading, mention.id, chosen="was_chosen" in said)

    def _verb_of_fate(self, reading: Reading, names: Sequence[tuple[int, int]]) -> set[str]:
        """The fate told right behind the first of these names, or behind those joined to it.

        `names` are places in the text, in order.
        """
        end = names[0][1]
        for start, following in names[1:]:
            if start - end > JOINED or "alternative" in reading.tags:
                break
            end = following
        after = next((start for start, _ in names if start >= end), len(reading.text))
        behind = fold(reading.text[end : min(after, end + REACH)])
        asked = self.concepts[reading.language].has("who", behind)
        said = self.concepts[reading.language].found([*_FATES, "negation"], behind)
        return set() if asked else said

    def _noun_of_fate(self, reading: Reading, ahead: str) -> set[str]:
        """The fate whose noun leads up to a name: "the exclusion of"."""
        concepts, text = self.concepts[reading.language], fold(ahead)
        ends = [(end, name) for name in _FATES for _, end in concepts.spans(name, text)]
        linking = concepts.words("belongs_to")
        return {name for end, name in ends if text[end:].strip(" '’") in linking}

    def _line_up(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """Companies told as the chosen ones, of whom some are not."""
        companies = self._named(reading, "company")
        chosen = [c for c in companies if self.store.values(c, "selected_by")]
        others = [c for c in companies if c not in chosen]
        told = "selected" in contract.claims and reading.tags & {"selected", "teams"}
        said = told or len(companies) > MOST_ASKED
        beside = contract.side_by_side and not reading.tags & {"selected", "announce"}
        apart = reading.tags & {"negation", "excluded", "compare"} or contract.afterwards or beside
        if said and not apart and others and len(companies) >= MOST_ASKED and len(chosen) > 1:
            yield Claim(denial="not_these", subject=tuple(others), intent="selected_list")

    def _alone(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A company said to be the only one chosen, or the only one left out."""
        companies, said = self._named(reading, "company"), reading.tags & {"selected", "excluded"}
        if "only_one" not in reading.states or len(companies) != 1 or len(said) != 1:
            return
        if "one_alone" in reading.tags and not contract.answers:  # its share is asked for
            return
        name = next(iter(said))
        every = self.store.values("programme", name)
        if not contract.afterwards and companies[0] in every and len(every) > 1:
            yield Claim(denial="not_alone", subject=companies, intent=f"{name}_list")

    def _shares(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A share of the money, asked of somebody who was left out."""
        companies = self._named(reading, "company")
        apart = reading.tags & {"counterfactual", "api_word"} or self._named(reading, "partner")
        asked = "share" in contract.claims and "share" in reading.tags
        if not asked or apart or len(companies) != 1:
            return
        yield from self._fate(reading, companies[0], chosen=True)


# A version in the name of a release: "EXAONE 4.5".
_NUMBERED = re.compile(r"\d+\.\d+")
CRITERIA = ("independence", "commercial", "open_source")
_FATES = frozenset({"was_chosen", "excluded"})
# Says that something was so before.
_BEFORE = frozenset({"earlier_than", "already_done"})
# Of two said to have fared alike.
_SHARED = frozenset({"selected", "excluded"})
_VERSION_OF = re.compile(r"xmodelx\s+v?\d")
# A year behind a word for coming out, or before one: "born in 2023", 2023년에 나온.
_YEAR_BEHIND = re.compile(r"\W{1,3}(?:(?:back )?in|nel|around|verso il)?\s*(20\d\d)(?!\d)")
_YEAR_BEFORE = re.compile(r"(?<!\d)(20\d\d)\s?년?(?:도)?에?\s?(?:처음\s)?$")
# A masked date right behind or before what bounds it.
_DATE_BEHIND = re.compile(r"(?:\W+\w{1,5}){0,2}\W*x(?:date|later|year)x")
_DATE_AHEAD = re.compile(r"x(?:date|later|year)x\W?(?:\w{1,2}\W)?$")
# Characters behind a company's name in which its fate is told in passing.
REACH = 32
# Characters between two names that are told together: " and ".
JOINED = 5
# So many companies named together are a list; of fewer it may be asked whether they are in it.
MOST_ASKED = 4
_DATED = {
    "announced_on": "announcement_date",
    "launched": "launch_date",
    "planned_for": "planned_version",
    "partner_since": "partner_since",
    "services_from": "kakaotalk_when",
    "held_on": "round_date",
    "released": "release_date",
}
# These say themselves what became of the company.
_FATE_INTENTS = frozenset(
    "selected_status exclusion_reason selection_reason money_split shortlist".split()
    + "out_of_scope opinion".split()
)


def _same(said: Amount, known: Money) -> bool:
    near = abs(said.amount - known.amount) <= (0.02 * known.amount if known.approximate else 0)
    return near and said.currency in {None, known.currency}


def _is_one(reading: Reading, said: Amount, known: Sequence[Money]) -> bool:
    """Whether a sum is one of those known, or is said as a bound that one of them keeps."""
    of_currency = [money.amount for money in known if said.currency in {None, money.currency}]
    bounded = bounds.fits(reading.tags, said.amount, of_currency)
    return bounded or any(_same(said, money) for money in known)


def _fits(said: Date, known: str) -> bool:
    """Whether a date as said agrees with a known partial date as far as both go."""
    parts = known.split("-")
    if said.year is not None and said.year != int(parts[0]):
        return False
    if len(parts) > 1 and said.half not in {None, _half(parts[1])}:
        return False
    if len(parts) > 1 and parts[1].startswith("H"):
        return said.month is None or _half(f"{said.month}") == _half(parts[1])
    if len(parts) > 1 and said.month is not None and said.month != int(parts[1]):
        return False
    return not (len(parts) > 2 and said.day is not None and said.day != int(parts[2]))


def _half(told: str) -> int:
    """The half of the year that a part of a date tells: `H2`, or a month, `08`."""
    return int(told[1]) if told.startswith("H") else 1 if int(told) <= 6 else 2


def _after(said: Date, known: str) -> bool:
    """Whether a date as said comes after a known one: it was so "before 2024"."""
    return bool(said.year) and _written(said, known) > known


def _written(said: Date, known: str) -> str:
    """A date as said, as a partial date; a year that was not said is the known one's."""
    year = said.year or int(known[:4])
    if said.half is not None:
        return f"{year:04}-H{said.half}"
    if said.month is None or not 1 <= said.month <= 12:
        return f"{year:04}"
    day = f"-{said.day:02}" if said.day and 1 <= said.day <= 28 else ""
    return f"{year:04}-{said.month:02}{day}"
