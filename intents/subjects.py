"""Who or what a question is about: what fills the slot of its intent.

The first of these that there is: a round by its date, those named, the model of a version that is
named, those spoken of before, those of whom the intent is asked by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intents import times
from intents.days import meet
from intents.events import numbered, owners, released
from intents.ground import Ground
from intents.models import Contract, Memory, Text
from intents.question import DESCRIBED, FEW, MOST_BARE, one_meant
from intents.reading import Reading
from intents.say import Speaker, default_of

# Says that the newest of several is meant.
NEWEST = "newest_one"
# Why a subject is the one it is: nobody else was named.
REMEMBERED = ", subject from memory"


class Subjects:
    """Finds the subjects of a question; holds no state between questions."""

    def __init__(self, ground: Ground) -> None:
        self.store, self.speakers, self.context = ground.store, ground.speakers, ground.context

    def of(
        self,
        intent: str,
        contract: Contract,
        named: Sequence[str],
        reading: Reading,
        memory: Memory,
    ) -> tuple[Sequence[str], str]:
        """Who or what the question is about, and where that was taken from."""
        speaker, slot = self.speakers[reading.language], contract.slot
        named = self._of_day(named, reading) if slot and "release" in slot.kinds else named
        versioned = self._versioned(named, reading) if slot else ()
        subjects: Sequence[str] = versioned or speaker.fitting(intent, named)
        if slot is None:
            return (), ""
        subjects = self._in_order(subjects, named, reading)
        held = self.held(contract, reading)
        told = any(speaker.states(intent, subject) for subject in subjects)
        if held and (not told or set(held) < set(subjects)):
            return held, ", round from its date"
        if subjects:
            if contract.speaks and "compare" not in reading.tags:
                subjects = self._answering(intent, subjects, speaker)
            return self._beside(contract, subjects, reading), ""
        of_version = self.context.of_version(reading)
        if of_version and not named:
            return speaker.fitting(intent, of_version), ", subject from its version"
        remembered = self._remembered(intent, contract, reading, memory)
        if remembered and self._continues(reading, named, bare=slot.required and not slot.default):
            return remembered, REMEMBERED
        return (self._by_default(intent, contract, reading), "") if slot.default else ((), "")

    def _in_order(
        self, subjects: Sequence[str], named: Sequence[str], reading: Reading
    ) -> Sequence[str]:
        """Of the models of each company named the newest, or the second in the contest.

        "How big is LG's newest model?"; "the second model of SK Telecom" is that of round two.
        """
        newest, tags = NEWEST in reading.tags, reading.tags
        second = tags >= {"second", "model_word"} and "first" not in tags
        if not (newest or second) or times.at_selection(reading, self.store):
            return subjects
        kinds = {self.store.entities[one].kind for one in (*named, *subjects)}
        if kinds != {"company", "release"} or not {*named}.isdisjoint(subjects):
            return subjects
        at = -1 if newest else 1
        found = list[str]()
        for company in named:
            own = self._by_day(company, entered=not newest)
            one = (own[at:] or own)[:1]
            # Of one of which it is not told, also the newest of which it is.
            told = [] if {*one} <= {*subjects} else [r for r in own if r in subjects][-1:]
            found += [*one, *told]
        return found or subjects

    def _by_day(self, company: str, *, entered: bool) -> list[str]:
        """A company's models by the day they came out; only those `entered` in a round."""
        every = dict.fromkeys(released(self.store, company))
        own = [one for one in every if not entered or self.store.step(one, "entered_in")]
        days = {one: min(self.store.values(one, "released"), default="") for one in own}
        return sorted(own, key=lambda one: days[one])

    def _versioned(self, named: Sequence[str], reading: Reading) -> Sequence[str]:
        """The model whose own version is named: "EXAONE 4.0" is none of what came out later."""
        said = set(reading.values.versions)
        models = [entity for entity in named if self.store.entities[entity].kind == "model"]
        own = [model for model in models if said & self._versions(model)]
        makers = {maker for model in own for maker in self.store.values(model, "maker")}
        return own if own and {*named} <= {*own, *makers} else ()

    def _versions(self, model: str) -> set[str]:
        """The version that a model is at, and those that its history tells."""
        told = (end.value for end in self.store.step(model, "history"))
        texts = (text for one in told if isinstance(one, Text) for text in one.said.values())
        return {*self.store.values(model, "version"), *numbered(texts)}

    def _of_day(self, named: Sequence[str], reading: Reading) -> Sequence[str]:
        """Those named; of one model the later one that came out on the day that is told instead.

        "K-EXAONE of July 2026" is K-EXAONE 2.0, which has the whole name of the first in its own.
        """
        days = times.said(reading.values.dates, self.store)
        releases = [one for one in named if self.store.entities[one].kind == "release"]
        if len(releases) != 1 or not days or self._came_out(releases[0], days):
            return named
        names = {*self.store.entities[releases[0]].names.values()}
        others = [
            one
            for owner in owners(self.store, releases[0])
            for one in self.store.values(owner, "release")
            if self._came_out(one, days)
            and any(told.startswith(name) for told in self._names(one) for name in names)
        ]
        same = {*others}
        return (
            [others[0] if one == releases[0] else one for one in named] if len(same) == 1 else named
        )

    def _names(self, entity: str) -> Iterable[str]:
        return self.store.entities[entity].names.values()

    def _came_out(self, release: str, days: Sequence[str]) -> bool:
        """Whether a model came out on one of these partial dates."""
        known = self.store.values(release, "released")
        return any(meet(one, day) for one in known for day in days)

    def held(self, contract: Contract, reading: Reading) -> Sequence[str]:
        """The rounds of the day that is named, where rounds are spoken of."""
        of_day = contract.slot and "round" in contract.slot.kinds and not contract.tells
        return times.rounds_on(reading.values.dates, self.store) if of_day else ()

    def _answering(self, intent: str, subjects: Sequence[str], speaker: Speaker) -> Sequence[str]:
        """Of those named, whoever is asked for words that no fact tells.

        "What does Samsung say of KT's exclusion?" is nothing that KT answers.
        """
        strangers = [one for one in subjects if not self.store.times_told(one)]
        silent = not speaker.states(intent, subjects[0])
        return strangers or (subjects[:1] if silent else subjects)

    def _beside(
        self, contract: Contract, subjects: Sequence[str], reading: Reading
    ) -> Sequence[str]:
        """One model with the one before or after it, where it is compared with that."""
        if not contract.side_by_side or len(subjects) != 1:
            return subjects
        neighbour = self.context.neighbour(subjects[0], reading)
        return (*subjects, *neighbour)

    def _by_default(self, intent: str, contract: Contract, reading: Reading) -> Sequence[str]:
        """Those that a slot is filled with; of "the two losers" only the two left out."""
        two: Sequence[str] = ()
        if reading.tags >= {"big_two", "excluded"} and not contract.afterwards:
            excluded = self.store.values("programme", "excluded")
            two = self.speakers[reading.language].fitting(intent, excluded)
        return two or (default_of(self.store, contract.slot) if contract.slot else ())

    def _remembered(
        self, intent: str, contract: Contract, reading: Reading, memory: Memory
    ) -> Sequence[str]:
        """Those spoken of that an intent can be asked of; if it lacks them, the latest of them."""
        speaker, slot = self.speakers[reading.language], contract.slot
        meant = speaker.fitting(intent, self._meant(contract, reading, memory))
        if len(meant) > 1 and "other_one" in reading.tags:
            meant = self._of_whom_it_holds(intent, meant, reading)
        if meant or slot is None or not slot.required or slot.default:
            return meant
        latest = (speaker.fitting(intent, (one,)) for one in reversed(memory.recent))
        return next((found for found in latest if found), ())

    def _of_whom_it_holds(self, intent: str, meant: Sequence[str], reading: Reading) -> list[str]:
        """Of several those of whom an intent holds: "and why was the other one left out?"."""
        outcome = self.speakers[reading.language].outcome
        return [one for one in meant if outcome(intent, (one,)) == "answered"] or [*meant]

    def _meant(self, contract: Contract, reading: Reading, memory: Memory) -> Sequence[str]:
        """Whom memory holds for this intent: one, or two where two are compared."""
        if contract.side_by_side and contract.answers and len(memory.entities) == 1:
            return self.context.last_two(memory)
        return self.context.remembered(reading, memory)

    def _continues(self, reading: Reading, named: Sequence[str], *, bare: bool) -> bool:
        """Whether the question speaks of what was spoken of before.

        `bare`: without a subject nothing could be said of it.
        """
        if "anaphora" in reading.tags or (reading.part and bare):
            return True
        said, led = len(reading.content), bool(reading.lead)
        return not named and (said <= FEW or ((bare or led) and said <= MOST_BARE))

    def unresolved(self, named: Sequence[str], reading: Reading, memory: Memory) -> bool:
        """Whether a question speaks of one whom nobody has named: "how big is their new model?"."""
        if memory.intent or memory.entities or set(self.context.kinds(named)) - {"round"}:
            return False
        said, tags = len(reading.content), reading.tags
        one = said <= MOST_BARE and one_meant(reading)
        if named or reading.lead:
            return one and not reading.lead
        refers = "anaphora" in tags and said <= FEW and tags.isdisjoint(DESCRIBED)
        return one or refers or "that_one" in tags or ("other_one" in tags and not said)
