"""An intent → a move: what the question states and claims beside it, and its slot filled.

If nothing fills a slot that must be filled, the move asks back, with a few choices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intents import figures, presume, times
from intents.bounds import BOUNDS
from intents.claiming import ANY
from intents.context import NEWCOMER
from intents.contradictions import TOLD
from intents.dates import Date, agree, of
from intents.events import owners, rounds_told
from intents.ground import Ground
from intents.models import Contract, Memory, Slot
from intents.moves import Claim, Move
from intents.question import ONE_OF_SEVERAL, WEAK
from intents.reading import FROM_THEN, TODAY, Reading
from intents.subjects import REMEMBERED, Subjects

# Choices of a question back.
MOST_CHOICES = 8
# Intents whose answer begins with yes or no, by what the question says of a team's fate.
_ON_FATES = frozenset({"selected_status", "in_race", "deny_still_in"})
# So likely a statement, and a question, states what its answer denies.
STATED, ASKED = 0.6, 0.9
# So plainly a question is of some intent whose answer may deny its date.
DATED = 0.6
# Kinds of which a statement may go on to say something.
_OWNED = frozenset({"company", "model", "release"})
# … and to share something with others.
_SHARING = ("company", "release")
# Says that somebody has no part in something.
_OUT = frozenset({"excluded", "stays_out", "gets_out", "declines", "rejected"})
# Tells of some among so many: "of the five".
PART = "part_of"
# A score or a day of a month that is read as a month of a year: "29.5", 8월 28일.
_DECIMAL = re.compile(r"(?<!\d)\d\d\.\d{1,2}(?!\d)")
# With one of these a date is no day of what is told.
_PLACED = frozenset({FROM_THEN, TODAY, "compare", "earlier_than", "as_at"})
# Entities that take part in something, or do not.
_PARTIES = ("company", "partner", "model", "release")


@dataclass(frozen=True)
class Decision:
    """A move, the reason for it, and other intents that came near."""

    move: Move
    why: str
    near: tuple[str, ...] = ()


class Filler:
    """Fills the slots of intents; holds no state between questions."""

    def __init__(self, ground: Ground) -> None:
        self.store, self.contracts = ground.store, ground.contracts
        self.claims, self.eras = ground.claims, ground.eras
        self.concepts = ground.reader.concepts
        self.subjects = Subjects(ground)

    def about(
        self, intent: str, named: Sequence[str], reading: Reading, memory: Memory, why: str
    ) -> Decision:
        """The intent with its slot filled; a question back if nothing fills it."""
        contract = self.contracts[intent]
        move, slot = self._move(intent, contract, reading, memory), contract.slot
        if slot is None:
            return Decision(move, why)
        lost = bool(contract.answers) and self.subjects.unresolved(named, reading, memory)
        lost = lost and not self.subjects.held(contract, reading)
        found = ((), "") if lost else self.subjects.of(intent, contract, named, reading, memory)
        subjects, how = found
        if len(subjects) > 1 and not reading.mentions and reading.tags & ONE_OF_SEVERAL:
            move = move.model_copy(update={"says": ()})
        told = self.eras.instead(intent, subjects, reading) if how == REMEMBERED else intent
        if told != intent:
            return self.about(told, subjects, reading, memory, why + how)
        others = () if move.claims else self._with_others(reading, contract, memory)
        move = move.model_copy(update={"claims": others}) if others else move
        optional = not (slot.required or slot.default or (lost and "other_one" in reading.tags))
        if subjects or optional:
            return Decision(move.model_copy(update={"subjects": tuple(subjects)}), why + how)
        return self._unfilled(move, slot, memory, why)

    def _with_others(
        self, reading: Reading, contract: Contract, memory: Memory
    ) -> tuple[Claim, ...]:
        """The partner that is given to those spoken of before, and is another's."""
        if reading.of_kind(self.store.entities, ("company", "model")):
            return ()  # of those the claims are known
        states = "tag" in reading.tags or ("anaphora" in reading.tags and not reading.shapes)
        if "partner" in contract.claims or ("partner" in contract.card_of and states):
            before = [e for e in memory.entities if self.store.entities[e].kind == "company"]
            return tuple(self.claims.owners.partners(reading, contract, before))
        return ()

    def _unfilled(self, move: Move, slot: Slot, memory: Memory, why: str) -> Decision:
        """What to do where nobody is meant: deny what is false, else ask back, but only once."""
        if move.claims:
            return Decision(move, why)
        if memory.pending == move.intent:
            return Decision(Move(kind="not_understood"), "asked once already")
        choices = self._choices(slot.kinds[0])
        return Decision(Move(kind="clarify", intent=move.intent, choices=tuple(choices)), why)

    def _choices(self, kind: str) -> list[str]:
        """The entities of a kind of which the facts say most."""
        told = self.store.times_told
        of_kind = [entity for entity in self.store.of_kind(kind) if told(entity)]
        most = set(sorted(of_kind, key=told, reverse=True)[:MOST_CHOICES])
        return [entity for entity in of_kind if entity in most]

    def _of_those_before(
        self, reading: Reading, intent: str, contract: Contract, memory: Memory
    ) -> tuple[Claim, ...]:
        """What a statement claims falsely of the one spoken of before: "so it won, then"."""
        spoken_of = self._spoken_of(reading, memory) if presume.states(reading) else ()
        if not spoken_of:
            return ()
        return self.claims.check(reading.beside(spoken_of), intent, contract)

    def _spoken_of(self, reading: Reading, memory: Memory) -> tuple[str, ...]:
        """The one spoken of before, its maker and model; a model where a company is named."""
        kind = {e: self.store.entities[e].kind for e in (*memory.entities, *memory.recent)}
        named = {self.store.entities[m.id].kind for m in reading.mentions}
        theirs = [e for e in memory.entities if kind[e] in _OWNED]
        latest = [e for e in memory.recent if kind[e] in _OWNED][-1:]
        one = theirs or latest
        if len(one) != 1 or named & {"model", "release"}:
            return ()
        if "company" not in named:
            return (*one, *owners(self.store, one[0]), *self.store.values(one[0], "model"))
        points = "anaphora" in reading.tags or not reading.content
        return (*one,) if points and kind[one[0]] != "company" else ()

    def _move(self, intent: str, contract: Contract, reading: Reading, memory: Memory) -> Move:
        """The intent's move, with all that the question states and takes for granted."""
        claims = (
            self.claims.check(reading, intent, contract)
            or self.led_by(reading)
            or self._of_those_before(reading, intent, contract, memory)
        )
        sentences = (reading, *reading.leads)
        open_ = reading.tags & {"alternative", "or_not"} and not presume.states(reading)
        says = () if open_ else tuple(sorted(self._says(sentences)))
        said_so = presume.in_passing(reading, claims) or bool(reading.leads)
        beside = any(claim.intent != intent for claim in claims)
        unsure = dict(reading.ranking).get(intent, 0.0) < WEAK
        return Move(
            kind="say",
            intent=intent,
            claims=claims[:2],
            variant=presume.variant(reading, intent) if intent in _ON_FATES else "",
            presumes=presume.presumes(reading) or said_so or beside or not contract.answers,
            fate=presume.fate(reading, intent) if intent in _ON_FATES else "",
            lacks=presume.lacks(reading, contract),
            # A day may only describe the team that was added then.
            at="" if NEWCOMER in reading.tags else times.asked(reading, contract, self.store),
            says=says,
            likely=() if open_ else self._likely(sentences),
            named=tuple(
                entity for one in sentences for entity in one.of_kind(self.store.entities, _PARTIES)
            ),
            figures=() if BOUNDS & reading.tags else figures.stated(reading.masked),
            counts=() if PART in reading.tags else reading.values.counts,
            absent=self._absent(reading),
            quantities=reading.quantities,
            dates=self._stated_dates(reading),
            rounds=times.rounds_of(reading, self.store),
            alike=self._alike(reading, memory),
            unsure=unsure,
            early=times.at_selection(reading, self.store),
            sweeps=not unsure and presume.sweeps(reading, contract),
        )

    def _absent(self, reading: Reading) -> bool:
        """Whether a sentence says of those it names that they have no part in something."""
        clauses = [one for one in reading.named.split(",") if "xcompanyx" in one]
        concepts = self.concepts[reading.language]
        out = any(concepts.found(_OUT, one) for one in clauses)
        return out != ("negation" in reading.tags) or "says_none" in reading.tags

    def _stated_dates(self, reading: Reading) -> tuple[Date, ...]:
        """The date that a statement tells, if it is only one and plainly that of what it is on."""
        if len(reading.values.dates) != 1 or _DECIMAL.search(reading.text):
            return ()
        asks = not {*reading.shapes} <= {"why"} or not reading.tags.isdisjoint(_PLACED)
        plain = reading.ranking[0][1] >= DATED
        if asks or not (plain and presume.presumes(reading)):
            return ()
        (date,) = reading.values.dates
        begun = self.store.values("programme", "announced_on")  # all of the document is of then
        then = not date.day and any(agree(date, of(day)) for day in begun)
        late = date.year is not None and date.year > int(self.store.newest[:4]) + 1
        return () if then or late else (date,)

    def _alike(self, reading: Reading, memory: Memory) -> tuple[str, ...]:
        """Those who a statement says to share a reason, or a licence: "NC AI for the same"."""
        plain = not reading.asks and {*reading.shapes} <= {"why"}  # "for the same reason"
        said = "same_reason" in reading.tags and "negation" not in reading.tags
        if not said or not (plain or presume.states(reading)):
            return ()
        named = reading.of_kind(self.store.entities, _SHARING)
        before = (e for e in memory.entities if self.store.entities[e].kind in _SHARING)
        return tuple(dict.fromkeys((*named, *(before if len(named) == 1 else ()))))

    def _plain(self, lead: Reading) -> Contract:
        """The contract of what a statement speaks of, where that is plain."""
        intent, probability = lead.ranking[0]
        return self.contracts[intent] if probability >= WEAK else ANY

    def _says(self, sentences: Sequence[Reading]) -> set[str]:
        """The statements of sentences, but of each that names rounds none that is of others."""
        said = set[str]()
        for one in sentences:
            named = set(one.of_kind(self.store.entities, ("round",)))
            told = presume.states(one) or one.shapes == ["why"]
            stated = {name for name in one.states if told or not name.endswith(TOLD)}
            stated |= presume.surely(one, lead=one is not sentences[0])
            said |= {name for name in stated if not named or self._may_be_of(name, named)}
        return said

    def _likely(self, sentences: Sequence[Reading]) -> tuple[str, ...]:
        """What a question is likely to state, or what leads up to it surely does."""
        question, *leads = sentences
        least = STATED if presume.tells(question) else ASKED
        turned = presume.TURNED in question.tags
        likely = {name for name, share in question.likely if share >= least and not turned}
        led = (presume.surely(lead, lead=True) for lead in leads)
        return tuple(sorted(likely.union(*led)))

    def _may_be_of(self, statement: str, rounds: set[str]) -> bool:
        """Whether facts deny a statement of one of these rounds, or of none in particular."""
        deniers = self.store.denying([statement])
        of = set[str]().union(*(rounds_told(self.store, fact) for fact in deniers))
        return not of or bool(rounds & of)

    def led_by(self, reading: Reading) -> tuple[Claim, ...]:
        """What the statements that lead up to a question claim falsely."""
        # No intent tells what became of those whom a statement names.
        checks = (self.claims.check(lead, "", self._plain(lead)) for lead in reading.leads)
        return tuple(claim for claims in checks for claim in claims)
