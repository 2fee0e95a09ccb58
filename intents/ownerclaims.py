"""Who is said to have made a model or an app, or to work with whom, compared with the facts.

Names that stand beside each other belong together ("Naver's EXAONE"); two pairs whose ends are
exchanged are both false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from intents.claiming import Claims
from intents.events import concerns
from intents.marks import belonging
from intents.models import Contract
from intents.moves import Claim
from intents.normalize import fold
from intents.reading import Reading

# Why a team was dropped.
_REASON = "dropped_because"
_COMMA = re.compile(r"[,;]\s")

# Names a model of others with which ours were compared: nobody works with them for that.
RIVAL = "rival_model"


class OwnerClaims(Claims):
    """Finds the models, apps and partners that a question gives to another company."""

    def allied(self, named: Sequence[str]) -> bool:
        """Whether a company is named beside a partner of its own."""
        return any(p in named for one in named for p in self.store.values(one, "partner"))

    def makers(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A model given to a company that has not made it."""
        models, companies = self.named(reading, "model"), self.named(reading, "company")
        apart = contract.side_by_side or "compare" in reading.tags
        single = len(models) == 1 and len(companies) == 1 and (not apart or self._own(reading))
        # Who makes none may use another's, whatever else is asked of it.
        idle = single and not self.store.values(companies[0], "model")
        # … and in a sister programme anybody may: "does Kakao use EXAONE in AI for All?".
        borrows = idle or bool(single and self.named(reading, "initiative"))
        told = single and borrows and self._told_of(models[0], companies)
        single = single and not (told or (idle and contract.silent))
        pairs = [(models[0], companies[0])] if single else [*self._side_by_side(reading)]
        pairs += self._apposed(reading)
        for model, company in pairs or self._crossed(reading, "model"):
            makers = self.store.values(model, "maker")
            if makers and company not in makers:
                yield Claim(
                    denial="no_maker",
                    subject=(model,),
                    claimed=company,
                    intent="maker_of",
                    subjects=(model,),
                    also="model_of",
                    also_of=(company,),
                )

    def _told_of(self, model: str, companies: Sequence[str]) -> bool:
        """Whether a fact on a model, or on what came out of it, is on a company: who accused it."""
        releases = self.store.values(model, "release")
        return any(concerns(fact, companies) for fact in self.store.on([model, *releases]))

    def _own(self, reading: Reading) -> bool:
        """Whether the model is called its company's own: "LG and HyperCLOVA, its flagship"."""
        words = tuple(self.concepts[reading.language].words("its_model_behind"))
        behind = (reading.text[m.end :] for m in reading.meant if self._is_model(m.id))
        return any(fold(text).lstrip(" ,(–—-").startswith(words) for text in behind)

    def _is_model(self, one: str) -> bool:
        return self.store.entities[one].kind == "model"

    def apps(self, reading: Reading) -> Iterator[Claim]:
        """An app given to a company whose services do not come into it."""
        companies, apps = self.named(reading, "company"), self.named(reading, "app")
        if len(companies) != 1 or len(apps) != 1 or reading.tags & {"compare", "alternative"}:
            return
        owners = self.store.values(apps[0], "services_of")
        if owners and companies[0] not in owners:
            yield Claim(
                denial="not_these", subject=companies, intent="kakaotalk_services", subjects=apps
            )

    def partners(
        self, reading: Reading, contract: Contract, spoken_of: Sequence[str] = ()
    ) -> Iterator[Claim]:
        """A partner given to a company, or to the maker of a model, that has another.

        Where none is named, to those `spoken_of` before.
        """
        partners = self.named(reading, "partner")
        models = self.named(reading, "model")
        makers = (maker for model in models for maker in self.store.values(model, "maker"))
        subjects = self.named(reading, "company") or tuple(makers) or tuple(spoken_of)
        pair = len(subjects) == len(partners) == 1  # "its deal with Microsoft counted against it"
        beside = "compare" in reading.tags and not pair
        if beside or RIVAL in reading.tags or not subjects:
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
        if {"party", "parties"} & {*contract.claims}:
            return
        apart = next(self._by_clause(reading), None) if len(subjects) > 1 else None
        if apart:
            subjects, partners = apart[:1], apart[1:]
        known = {p for s in subjects for p in self.store.values(s, "partner")}
        known |= set(self._beside(self.named(reading, "release")))
        wrong = [partner for partner in partners if partner not in known]
        alternatives = len(wrong) < len(partners) and "instead" not in reading.tags
        if wrong and not alternatives and self._gives_reason(contract, subjects[0]):
            yield from self._reasons(subjects[0], wrong[0])
        elif wrong and not alternatives:
            intent, about = self._pairing(subjects[0], wrong[0])
            yield Claim(
                denial="no_pair",
                subject=subjects[:1],
                claimed=wrong[0],
                intent=intent,
                subjects=about,
            )

    def _gives_reason(self, contract: Contract, company: str) -> bool:
        """Whether a question is on why a company was dropped: a partner named is told as that."""
        paths = (path for rule in contract.answers for path in rule.needs.values())
        asked = any(path.endswith(_REASON) for path in paths)
        return asked and bool(self.store.values(company, _REASON))

    def _reasons(self, company: str, partner: str) -> Iterator[Claim]:
        """A partner told as the reason why a company was dropped, if that is not among them."""
        why = (end.fact for end in self.store.step(company, _REASON))
        if not any(concerns(fact, (partner,)) for fact in why):
            told = {"intent": "dropped_reason", "subjects": (company,)}
            yield Claim(denial="not_these", subject=(partner,), **told)

    def _by_clause(self, reading: Reading) -> Iterator[tuple[str, str]]:
        """Of several companies one that is alone in a clause with a partner of another."""
        if reading.tags & {"negation", "alternative"}:
            return
        ends = [*(m.start() for m in _COMMA.finditer(reading.text)), len(reading.text)]
        for start, end in pairwise([0, *ends]):
            inside = [m.id for m in reading.meant if start <= m.start and m.end <= end]
            kinds = {one: self.store.entities[one].kind for one in inside}
            companies = [one for one, kind in kinds.items() if kind == "company"]
            partners = [one for one, kind in kinds.items() if kind == "partner"]
            if len(companies) == len(partners) == 1:
                theirs = self.store.values(companies[0], "partner")
                if theirs and partners[0] not in theirs:
                    yield companies[0], partners[0]

    def _side_by_side(self, reading: Reading) -> Iterator[tuple[str, str]]:
        """Models with the company right beside them: "Naver's EXAONE", "EXAONE di Naver"."""
        concepts = self.concepts[reading.language]
        following = [*reading.mentions[2:], None]
        for (left, right), after in zip(pairwise(reading.mentions), following, strict=False):
            kinds = [self.store.entities[m.id].kind for m in (left, right)]
            between = reading.text[left.end : right.start].strip(" ,'’-")
            own_model = fold(between) in concepts.words("with_its")
            if kinds == ["company", "model"] and (own_model or between in {"", "s", "의"}):
                yield right.id, left.id
            linking = concepts.words("belongs_to") | concepts.words("is_of")
            # "EXAONE is Naver HyperCLOVA's rival": the company is that of the next name.
            own = after is not None and not reading.text[right.end : after.start].strip(" '’s의")
            if kinds == ["model", "company"] and fold(between) in linking and not own:
                behind = tuple(concepts.words("its_maker_behind"))
                if not behind or fold(reading.text[right.end :]).lstrip().startswith(behind):
                    yield left.id, right.id

    def _apposed(self, reading: Reading) -> Iterator[tuple[str, str]]:
        """Models that are told in passing to be a company's: "EXAONE, Upstage's flagship, …"."""
        concepts = self.concepts[reading.language]
        told, called = belonging(reading, concepts), tuple(concepts.words("flagship"))
        for left, right in pairwise(reading.mentions):
            kinds = [self.store.entities[m.id].kind for m in (left, right)]
            sign = reading.text[left.end : right.start].strip()
            own = fold(reading.text[right.end :]).removeprefix("'s ").removeprefix("의 ")
            apposed = sign in {",", "(", "–", "—"} and own.startswith(called)
            if kinds == ["model", "company"] and (apposed or (left, right) in told):
                yield left.id, right.id

    def _crossed(self, reading: Reading, kind: str) -> list[tuple[str, str]]:
        """Two companies and two of their models, or partners, in turn, each given to the other."""
        ids = [m.id for m in reading.meant]
        kinds = [self.store.entities[one].kind for one in ids]
        if kinds == [kind, "company"] * 2:
            pairs = [(ids[0], ids[1]), (ids[2], ids[3])]
        elif kinds == ["company", kind] * 2:
            pairs = [(ids[1], ids[0]), (ids[3], ids[2])]
        else:
            return []
        own = [self.store.values(company, kind) for _, company in pairs]
        return pairs if pairs[1][0] in own[0] and pairs[0][0] in own[1] else []

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
