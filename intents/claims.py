"""What a question takes for granted, compared with the facts.

Each check looks at one kind of claim (who makes a model, who works with whom, a version, a sum,
a count, a date, a ministry, a company's fate) and, where the facts say otherwise, returns what is
denied and which intent says the truth. Nothing is claimed by a question that merely asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from intents.facts import FactStore
from intents.models import Contract, Money
from intents.reading import Reading
from intents.say import Speaker
from intents.values import Amount, Date


@dataclass(frozen=True)
class Claim:
    """A false claim: its denial in words, and the intent and subjects that say what is true."""

    denial: str
    intent: str
    subjects: tuple[str, ...] = ()


class ClaimChecker:
    """Finds the false claims of a question against one store."""

    def __init__(self, store: FactStore) -> None:
        self.store = store

    def check(
        self, reading: Reading, intent: str, contract: Contract, speaker: Speaker
    ) -> list[Claim]:
        """All false claims, in order of importance."""
        checks = (
            self._makers(reading, contract, speaker),
            self._partners(reading, contract, speaker),
            self._versions(reading, speaker),
            self._ministries(reading, speaker),
            self._amounts(reading, speaker),
            self._counts(reading, contract, speaker),
            self._dates(reading, contract, speaker),
            self._fates(reading, intent, speaker),
        )
        found = [claim for claims in checks for claim in claims]
        return list({claim.intent: claim for claim in reversed(found)}.values())[::-1]

    def _values(self, subject: str, *path: str) -> list[str]:
        return [str(end.value) for end in self.store.follow([subject], path)]

    def _makers(self, reading: Reading, contract: Contract, speaker: Speaker) -> Iterator[Claim]:
        models = reading.of_kind(self.store.entities, ["model"])
        companies = reading.of_kind(self.store.entities, ["company"])
        if contract.side_by_side or "compare" in reading.tags:
            return
        if len(models) != 1 or len(companies) != 1:
            return
        makers = self._values(models[0], "maker")
        if makers and companies[0] not in makers:
            denial = speaker.text("no_maker", model=models[0], claimed=companies[0])
            yield Claim(denial, "maker_of", models)

    def _partners(self, reading: Reading, contract: Contract, speaker: Speaker) -> Iterator[Claim]:
        partners = reading.of_kind(self.store.entities, ["partner"])
        subjects = reading.of_kind(self.store.entities, ["company"]) or tuple(
            maker
            for model in reading.of_kind(self.store.entities, ["model"])
            for maker in self._values(model, "maker")
        )
        if contract.side_by_side or "compare" in reading.tags or not subjects:
            return
        known = {p for s in subjects for p in self._values(s, "partner")}
        wrong = [partner for partner in partners if partner not in known]
        alternatives = len(wrong) < len(partners) and "instead" not in reading.tags
        if not wrong or alternatives:
            return
        denial = speaker.text("no_pair", subject=list(subjects[:1]), claimed=wrong[0])
        if self._values(subjects[0], "partner"):
            yield Claim(denial, "partner_of", subjects[:1])
        elif self._values(wrong[0], "partner_of"):
            yield Claim(denial, "partner_who", tuple(wrong[:1]))
        else:
            yield Claim(denial, "partners_list", ())

    def _versions(self, reading: Reading, speaker: Speaker) -> Iterator[Claim]:
        models = reading.of_kind(self.store.entities, ["model"]) or tuple(
            model
            for company in reading.of_kind(self.store.entities, ["company"])
            for model in self._values(company, "model")
        )
        known = {
            version
            for model in models
            for name in ("version", "planned_version")
            for version in self._values(model, name)
        }
        wrong = [v for v in reading.values.versions if v not in known]
        if models and wrong and len(wrong) == len(reading.values.versions):
            denial = speaker.text("no_version", model=models[0], claimed=wrong[0])
            yield Claim(denial, "version", models[:1])

    def _ministries(self, reading: Reading, speaker: Speaker) -> Iterator[Claim]:
        named = reading.of_kind(self.store.entities, ["authority"])
        known = self._values("programme", "announced_by")
        if named and not set(named) & set(known):
            yield Claim(speaker.text("no_ministry", claimed=named[0]), "ministry")

    def _amounts(self, reading: Reading, speaker: Speaker) -> Iterator[Claim]:
        known = [
            end.value
            for name in ("budget", "budget_usd")
            for end in self.store.follow(["programme"], [name])
            if isinstance(end.value, Money)
        ]
        said = reading.values.amounts
        wrong = [a for a in said if not any(_same(a, money) for money in known)]
        if known and wrong and len(wrong) == len(said):
            yield Claim(speaker.text("no_amount", claimed=wrong[0].words), "budget")

    def _counts(self, reading: Reading, contract: Contract, speaker: Speaker) -> Iterator[Claim]:
        right = len(self._values("programme", "selected"))
        counts = reading.values.counts
        if "selected" not in contract.claims or right in counts or "others" in reading.tags:
            return
        wrong = [c for c in counts if c > right or (c > 2 and "selected" in reading.tags)]
        if wrong:
            claimed = speaker.voice.language.numbers.get(wrong[0], str(wrong[0]))
            yield Claim(speaker.text("no_count", claimed=claimed), "selected_count")

    def _dates(self, reading: Reading, contract: Contract, speaker: Speaker) -> Iterator[Claim]:
        subject = (*reading.of_kind(self.store.entities, ["company", "model"]), "programme")
        for attribute, intent in _DATED.items():
            if attribute not in contract.claims:
                continue
            known = [d for s in subject for d in self._values(s, attribute)]
            dates = reading.values.dates
            wrong = [d for d in dates if not any(_fits(d, value) for value in known)]
            if known and wrong and len(wrong) == len(dates):
                claimed = _written(wrong[0], speaker)
                owner = next(s for s in subject if self._values(s, attribute))
                subjects = () if owner == "programme" else (owner,)
                yield Claim(speaker.text("no_date", claimed=claimed), intent, subjects)

    def _fates(self, reading: Reading, intent: str, speaker: Speaker) -> Iterator[Claim]:
        companies = reading.of_kind(self.store.entities, ["company"])
        said = {"selected", "excluded"} & reading.tags
        if len(companies) != 1 or len(said) != 1 or "negation" in reading.tags:
            return
        if intent in _FATE_INTENTS or reading.values.versions:
            return
        fate = "excluded" if self._values(companies[0], "excluded_by") else "selected"
        known = self._values(companies[0], f"{fate}_by")
        if known and fate not in said:
            wrong = "no_selected" if fate == "excluded" else "no_excluded"
            denial = speaker.text(wrong, subject=list(companies))
            truth = "excluded_list" if fate == "selected" else "selected_list"
            yield Claim(denial, truth)


_DATED = {
    "announced_on": "announcement_date",
    "launched": "launch_date",
    "planned_for": "planned_version",
    "partner_since": "partner_since",
    "services_from": "kakaotalk_when",
}
# These say themselves what became of the company.
_FATE_INTENTS = frozenset(
    {"selected_status", "exclusion_reason", "selection_reason", "money_split", "out_of_scope"}
)


def _same(said: Amount, known: Money) -> bool:
    near = abs(said.amount - known.amount) <= (0.02 * known.amount if known.approximate else 0)
    return near and said.currency in {None, known.currency}


def _fits(said: Date, known: str) -> bool:
    """Whether a date as said agrees with a known partial date as far as both go."""
    parts = known.split("-")
    if said.year is not None and said.year != int(parts[0]):
        return False
    if len(parts) > 1 and parts[1].startswith("H"):
        first_half = parts[1] == "H1"
        return said.month is None or (said.month <= 6) == first_half
    if len(parts) > 1 and said.month is not None and said.month != int(parts[1]):
        return False
    return not (len(parts) > 2 and said.day is not None and said.day != int(parts[2]))


def _written(said: Date, speaker: Speaker) -> str:
    if said.month is None:
        return str(said.year)
    year = said.year or 2025
    value = f"{year:04}-{said.month:02}" + (f"-{said.day:02}" if said.day else "")
    return speaker.voice.value(value, "date")
