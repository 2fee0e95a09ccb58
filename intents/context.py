"""What a question refers to without naming it: the second one, those two, it, the model at 1.5."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from intents import sizes
from intents.concepts import Concepts
from intents.events import concerns, owners, versions
from intents.facts import FactStore
from intents.models import Memory
from intents.reading import NUMBER_ONE, OWN, POINTERS, Reading, in_place
from intents.values import PLACES

ORDINALS = PLACES[:5]
# A sentence with more content than this speaks of an order of its own ("the first criterion is …").
MOST_CONTENT = 3
# … unless it says that it orders companies: "the first company's model".
MOST_OF_TEAMS = 6
# … or plainly points at one of those spoken of: "the latter", "the third that I named".
MOST_PLAIN = 10
_PLAINLY = frozenset({"former", "latter"})
_AT_END = ("last", "latter")
# Describes the team that was added later.
NEWCOMER = "newcomer"
# Says that somebody took the place of another.
TAKES_PLACE = "takes_place"
_NUMBER = re.compile(r"\s*\d")
# What befell several at once: of one whatever it befell, of that again all.
_TOGETHER = (("excluded_by", "excluded"), ("dropped_in", "dropped"))


class Context:
    """Resolves references against the store and the memory of the conversation."""

    def __init__(self, store: FactStore, concepts: Mapping[str, Concepts]) -> None:
        self.store, self.concepts = store, concepts

    def named(self, reading: Reading, memory: Memory) -> list[str]:
        """Entities of the subject that are named, or pointed at by their place in the last list."""
        if reading.tags >= {TAKES_PLACE, "ended"}:  # "what became of whoever replaced Naver?"
            return [one for one, of in self.store.entities.items() if NEWCOMER in of.known_as]
        joint = self._made_by(reading, memory) if "made_with" in reading.tags else []
        if joint:
            return joint
        ids = dict.fromkeys(m.id for m in reading.meant)
        named = [i for i in ids if self.store.entities[i].kind != "decoy"]
        if self._own(reading, memory) or not _PLAINLY.isdisjoint(reading.tags):
            spoken_of = set(self.kinds(named)) <= {"round"} and len(reading.content) <= MOST_PLAIN
            pointed = self._pointed(reading, memory) if spoken_of else []
            if pointed:
                return list(dict.fromkeys((*named, *pointed)))
        of_teams = reading.tags & {"teams", "other_one", "predecessor", "successor"}
        most = MOST_OF_TEAMS if of_teams else MOST_CONTENT
        if not named and "both" in reading.tags and memory.recent and reading.values.versions:
            named = self.of_version(reading)  # "which of the two was at 4.0?"
        of_round = self._of_round(named, reading, memory)
        if of_round or named or len(reading.content) > MOST_OF_TEAMS:
            return of_round or named
        if "goes_back" in reading.tags and not named:
            return self._first_of(memory)
        pointed = self._pointed(reading, memory) if len(reading.content) <= most else []
        return pointed or self._described(reading, memory)

    def _made_by(self, reading: Reading, memory: Memory) -> list[str]:
        """The model that a company made with the partner named: "what KT built with Microsoft"."""
        entities = self.store.entities
        partners = reading.of_kind(entities, ("partner",))
        before = (of for one in memory.entities for of in (one, *owners(self.store, one)))
        companies = reading.of_kind(entities, ("company",)) or (
            one for one in before if entities[one].kind == "company"
        )
        released = (r for company in companies for r in self.store.values(company, "release"))
        return [r for r in dict.fromkeys(released) if partners and self._joint(r, partners)]

    def _joint(self, release: str, partners: Sequence[str]) -> bool:
        """Whether what is noted of a model speaks of a partner."""
        notes = (end.fact for end in self.store.step(release, "note"))
        return any(concerns(fact, partners) for fact in notes)

    @staticmethod
    def _own(reading: Reading, memory: Memory) -> bool:
        """Whether a question points into the list that the other side gave: "the third I named"."""
        return bool(memory.named) and not reading.tags.isdisjoint(OWN)

    def _first_of(self, memory: Memory) -> list[str]:
        """The first one spoken of, as far as memory goes, of the kind spoken of last."""
        kinds = {one: self.store.entities[one].kind for one in memory.recent}
        latest = kinds[memory.recent[-1]] if kinds else None
        return [one for one, kind in kinds.items() if kind == latest][:1]

    def _described(self, reading: Reading, memory: Memory) -> list[str]:
        """The only one spoken of or told that is described so: "the phone company of the two".

        "The other phone company" is the one that was not spoken of. Where nothing was spoken of it
        is the only one at all: "the games company".
        """
        fated = _fates(reading)
        nobody = "says_none" in reading.tags  # "not one telecom among them"
        if nobody or ("negation" in reading.tags and not fated):
            return []
        entities = self.store.entities
        alone = fated or reading.tags & {"company_word", NEWCOMER}
        if memory.intent is None:
            return self._known_so(reading, entities) if alone else []
        if "other_one" in reading.tags:
            return self._known_so(reading, entities.keys() - {*memory.entities})
        spoken_of = {*memory.entities, *memory.told, *memory.listed, *memory.recent}
        return self._known_so(reading, spoken_of) or (
            self._known_so(reading, entities) if alone else []
        )

    def picked(self, reading: Reading, memory: Memory) -> list[str]:
        """The only one of those listed that is described so: "which of them is a telecom?"."""
        of_these = reading.tags & {"within", "part_of"} and len(reading.content) <= MOST_OF_TEAMS
        if not of_these or reading.mentions or "negation" in reading.tags:
            return []
        return self._known_so(reading, memory.listed)

    def _known_so(self, reading: Reading, among: Iterable[str]) -> list[str]:
        """The only one of several entities that is known as a question describes it.

        What is said to have befallen it tells it from the others: "the telecom left out".
        """
        entities, fates = self.store.entities, _fates(reading)
        so = [one for one in among if not reading.tags.isdisjoint(entities[one].known_as)]
        if fates:
            so = [one for one in so if any(self.store.step(one, fate) for fate in fates)]
        return so if len(so) == 1 else []

    def kinds(self, entities: Sequence[str]) -> list[str]:
        """Of what kinds the entities are that a question may go on from, each once."""
        kinds = (self.store.entities[entity].kind for entity in entities)
        return list(dict.fromkeys(kind for kind in kinds if kind != "decoy"))

    def tied(self, reading: Reading) -> tuple[str, ...]:
        """The entities that one mention could as well mean; look-alikes do not count."""
        for mention in reading.mentions:
            meant = [e for e in (mention.id, *mention.others) if self._known(e)]
            if len(meant) > 1:
                return tuple(meant)
        return ()

    def _known(self, entity: str) -> bool:
        return self.store.entities[entity].kind != "decoy"

    def _pointed(self, reading: Reading, memory: Memory) -> list[str]:
        own = self._own(reading, memory)
        listed = memory.options or (memory.named if own else memory.listed)
        concepts, text = self.concepts[reading.language], reading.named
        if memory.options and text.strip(" .)").isdigit():
            place = int(text.strip(" .)")) - 1
            return [listed[place]] if 0 <= place < len(listed) else []
        if concepts.has("former", text) and len(memory.recent) > 1:
            return [memory.named[0] if own and len(memory.named) == 2 else memory.recent[-2]]
        if concepts.has("other_one", text) and len(memory.entities) == 1:
            return self._other(memory)
        beside = self.neighbour(memory.entities[0], reading) if memory.entities else []
        return beside or self._at_place(reading, listed, own=own)

    def _other(self, memory: Memory) -> list[str]:
        """The other of two: of those named side by side, those left out, or those spoken of."""
        spoken_of = memory.entities[0]
        if len(memory.told) == 1 and self.store.entities[spoken_of].kind == "partner":
            spoken_of = memory.told[0]  # the one that works with it
        if len(memory.named) == 2 and {spoken_of, memory.recent[-1]} & {*memory.named}:
            last = spoken_of if spoken_of in memory.named else memory.recent[-1]
            return [one for one in memory.named if one != last]
        pair = self._pair(spoken_of) or memory.recent[-2:]
        return [one for one in pair if one != spoken_of]

    def fellow(self, memory: Memory) -> list[str]:
        """The other one of two that were left out, or dropped, together."""
        spoken_of = [e for e in memory.entities if self.store.entities[e].kind == "company"]
        if len(spoken_of) != 1:
            return []
        return [one for one in self._pair(spoken_of[0]) if one != spoken_of[0]]

    def _at_place(self, reading: Reading, listed: Sequence[str], *, own: bool) -> list[str]:
        """The one of a list at whose place a question points; in one's `own` there are numbers."""
        concepts, text = self.concepts[reading.language], reading.named
        if own and concepts.has(NUMBER_ONE, text):
            return [*listed[:1]]
        at_end = (end for name in _AT_END for _, end in concepts.spans(name, reading.masked))
        if any(not _NUMBER.match(reading.masked, end) for end in at_end):  # no "last two"
            return [*listed[-1:]]
        place = self.place(reading)
        return [] if place is None else [*listed[place : place + 1]]

    def neighbour(self, release: str, reading: Reading) -> list[str]:
        """The release before or after one, of the same models, where a question asks for it."""
        concepts, text = self.concepts[reading.language], reading.named
        step = concepts.has("successor", text) - concepts.has("predecessor", text)
        owners = [str(end.value) for end in self.store.step(release, "release_of")] if step else []
        if not owners:
            return []
        every = {str(end.value): end.fact for end in self.store.step(owners[0], "release")}
        entered = {str(e.value) for r in self.rounds() for e in self.store.step(r, "entered")}
        if release in entered:  # the one of the round before, or of the next
            every = {one: fact for one, fact in every.items() if one in entered}
        ordered = sorted(every, key=lambda one: every[one].valid_from)
        place = ordered.index(release) + step
        return [ordered[place]] if 0 <= place < len(ordered) else []

    def _of_round(self, named: Sequence[str], reading: Reading, memory: Memory) -> list[str]:
        """The model of a round named, after one of the same team: "and the one in round 1?"."""
        points = "anaphora" in reading.tags or not reading.content
        points = points and len(reading.content) <= MOST_CONTENT
        if not points or self.kinds(named) != ["round"] or len(memory.entities) != 1:
            return []
        of = memory.entities[0]
        behind = {of, *owners(self.store, of)}
        entered = (str(end.value) for one in named for end in self.store.step(one, "entered"))
        own = [one for one in entered if behind & {*owners(self.store, one)}]
        return own if len(own) == 1 and own[0] != of else []

    def round_beside(self, spoken_of: Sequence[str], reading: Reading) -> list[str]:
        """The round before or after the one spoken of, where a question asks for it."""
        concepts, text = self.concepts[reading.language], reading.named
        step = concepts.has("successor", text) - concepts.has("predecessor", text)
        rounds = self.rounds()
        places = [rounds.index(one) + step for one in spoken_of if one in rounds] if step else []
        return [rounds[place] for place in places[:1] if 0 <= place < len(rounds)]

    def place(self, reading: Reading) -> int | None:
        """The place that an ordinal points at: 1 for "the second one"."""
        concepts = self.concepts[reading.language]
        places = (i for i, name in enumerate(ORDINALS) if concepts.has(name, reading.named))
        return next(places, None)

    def place_of(self, reading: Reading, size: int) -> int | None:
        """The place in a list of this size: an ordinal, its last or its middle one."""
        place, concepts = self.place(reading), self.concepts[reading.language]
        if place is not None or size < 2:
            return place
        if concepts.has("middle", reading.named) and size % 2:
            return size // 2
        return size - 1 if concepts.has("at_last", reading.named) else None

    def in_place(self, reading: Reading, kind: str) -> str:
        """A `training_text` with a name of this kind in place of the words that point at one."""
        text = reading.training.partition("\t")[0]
        concepts = self.concepts[reading.language]
        spans = sorted(
            {s for words in (*OWN, *POINTERS, "both") for s in concepts.spans(words, text)}
        )
        put = ((span, f"x{kind}x" if span == spans[0] else "") for span in spans)
        return in_place(reading.training, put, {*POINTERS, "both"})

    def rounds(self) -> list[str]:
        """The rounds in which teams advance, in the order in which they are held."""
        counted = [r for r in self.store.of_kind("round") if not self.store.step(r, "added")]
        held = {r: str(day.value) for r in counted for day in self.store.step(r, "held_on")}
        return sorted(counted, key=lambda r: held.get(r, "9"))

    def _pair(self, entity: str) -> list[str]:
        """The two of a list of two, if the entity is one of them: left out or dropped together."""
        for behind, listed in _TOGETHER:
            for found in self.store.step(entity, behind):
                pair = [str(f.value) for f in self.store.step(str(found.value), listed)]
                if len(pair) == 2:
                    return pair
        return []

    def remembered(self, reading: Reading, memory: Memory) -> Sequence[str]:
        """What a bare "it", "their" or "those two" means: the last subject, or the last two."""
        lead = [e for e in dict.fromkeys(reading.lead) if self._known(e)]
        if lead:
            return lead
        if self.concepts[reading.language].has("both", reading.named):
            kinds = {self.store.entities[entity].kind for entity in memory.recent[-1:]}
            same = [e for e in memory.recent if self.store.entities[e].kind in kinds]
            if len(same) > 1:
                return same[-2:]
        return memory.entities

    def last_two(self, memory: Memory) -> Sequence[str]:
        """The last two of one kind that were spoken of, to be compared; the last one else."""
        kinds = {self.store.entities[entity].kind for entity in memory.entities}
        same = [e for e in memory.recent if self.store.entities[e].kind in kinds]
        return same[-2:] if len(kinds) == 1 and len(same) > 1 else memory.entities

    def of_version(self, reading: Reading) -> list[str]:
        """The models whose versions, or number of versions, are named instead of the models.

        Each of what is named must be one model's only.
        """
        said, counts = set(reading.values.versions), set(map(str, reading.values.version_counts))
        models = self.store.of_kind("model") if said or counts else []
        own = [
            model
            for model in models
            if not said.isdisjoint(versions(self.store, model))
            or not counts.isdisjoint(self.store.values(model, "version_count"))
        ]
        return own if len(own) == len(said) + len(counts) else []

    def of_size(self, reading: Reading) -> list[str]:
        """The only model of a size that is named instead of any model: "the 519B one"."""
        entities = self.store.entities
        models = reading.of_kind(entities, ("model", "release", "partner"))
        if models or any(amount.currency for amount in reading.values.amounts):
            return []
        said = {size for size, _ in sizes.told(reading.named)}
        companies = {*reading.of_kind(entities, ("company",))}
        own = [
            one
            for one in (self.store.of_kind("release") if said else ())
            if not said.isdisjoint(map(sizes.billions, self.store.values(one, "parameters")))
            and (not companies or companies & {*owners(self.store, one)})
        ]
        return own if len(own) == 1 else []


def _fates(reading: Reading) -> tuple[str, ...]:
    """The attributes of those whom the fate befell that a question tells: chosen, or left out."""
    if "excluded" in reading.tags or reading.tags >= {"selected", "negation"}:
        return ("excluded_by", "dropped_in")
    return ("selected_by", "added_in") if "selected" in reading.tags else ()
