"""Messages that say little by themselves: a reply to us, or a question laid over the one before.

1. a reply to a question of ours, or an ordinal of what we listed ("the second one");
2. another time or round: "and in January?";
3. a correction that only names another: "no, I meant KT";
4. one that shared a fate with the one before: "and its companion?";
5. a question word, followed from the question before: "why?";
6. a name, of which the question before is asked: "and Kakao?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents import presume
from intents.events import owners
from intents.fill import Decision, Filler
from intents.follow import Follower
from intents.ground import Ground
from intents.incontext import InContext
from intents.models import Memory
from intents.ontold import NEIGHBOURS, OnTold
from intents.question import CLEAR, FEW, MOST_BARE, SHORT, WEAK, asked_for
from intents.reading import SHAPES, Reading, content_words

# Intents that tell what befell somebody, alone or with others.
ON_FATES = frozenset(
    (
        "selected_status in_race exclusion_reason dropped_reason dropped_reaction later_fate"
        " round_result round_date deny_still_in company_card since_selection encoder_dispute"
    ).split()
)
# Asks the question before of another.
_RESUMES = frozenset({"resume", "same_for"})
# Was taken, or was not.
_TAKEN = frozenset({"selected", "excluded"})
# Says that one is among others.
_AMONG = frozenset({"within", "in_there"})
# Asks which of several it is.
_WHICH = frozenset({"who", "which", "how_many"})
# One with a name whose intent is this probable asks that of it.
EVIDENT = 0.85
# So probable is the intent of so many words that say nothing of their own, yet all that is asked.
SURELY, FULL = 0.97, 6

# Says whose something is: "and in LG's?", "in quello di LG".
_POSSESSED = re.compile(
    r"xcompanyx\s?'s\b|(?:quello|quella|quelli|quelle) (?:di|del\w*) xcompanyx|xcompanyx (?:쪽|네)"
)


class Ellipses:
    """Decides on messages that live from what was said before, and leaves the others."""

    def __init__(
        self, ground: Ground, filler: Filler, follower: Follower, in_context: InContext
    ) -> None:
        self.ground, self.filler = ground, filler
        self.follower, self.in_context = follower, in_context
        self.store, self.contracts, self.speakers = ground.store, ground.contracts, ground.speakers
        self.concepts, self.context = ground.reader.concepts, ground.context
        self.eras, self.weigher = ground.eras, ground.weigher
        self.on_told = OnTold(ground, filler)
        self._reasons = {c.follow["why"] for c in self.contracts.values() if "why" in c.follow}

    def reply(self, reading: Reading, named: list[str], memory: Memory) -> Decision | None:
        """A reply to a question of ours, or one of those that we listed, by its place."""
        if memory.pending and named and not reading.shapes and len(reading.content) <= 1:
            return self.filler.about(memory.pending, named, reading, memory, "reply to a question")
        before = self.ground.before(memory)
        if before and before.ordinals and len(reading.content) <= FEW and not reading.mentions:
            asks = set(asked_for(reading)) - {"what", "which"}
            size = 0 if asks else len(before.ordinals)
            place = self.context.place_of(reading, size)
            if place is not None and place < len(before.ordinals):
                listed = before.ordinals[place]
                return self.filler.about(listed, named, reading, memory, "by its place in the list")
        return None

    def ellipsis(self, reading: Reading, named: list[str], memory: Memory) -> Decision | None:
        """A question without content of its own: "and Kakao?", "why?", "and when, for KT?"."""
        decided = (
            self._of_them(reading, named, memory)
            or self._fellow(reading, memory)
            or self.on_told.beside(reading, named, memory)
            or self._retimed(reading, named, memory)
            or self.on_told.stated(reading, named, memory)
            or self._picked(reading, memory)
        )
        if decided:
            return decided
        if self._among_them(reading, named, memory) or (
            named and memory.intent and self._corrects(reading)
        ):
            return self._renamed(named, reading, memory)
        corrects = "correction" in reading.tags and named and len(reading.content) <= SHORT
        thin = self._thin(reading, named, memory) or self._model_of_another(reading, memory)
        if reading.content and not corrects and not thin:
            return None
        apart = "within" in reading.tags and not _POSSESSED.search(reading.named)
        if (named and apart) or self._says_all(reading):
            return None
        resumes = named and reading.tags & _RESUMES
        plain = bool(named) and self._plain_of(reading, named, memory)
        followed = None if resumes or plain else self.follower.followed(reading, named, memory)
        if followed:
            return followed
        asks = asked_for(reading) and not resumes and not self._same_reason(reading, memory)
        return self._renamed(named, reading, memory) if named and not asks else None

    def _of_them(self, reading: Reading, named: list[str], memory: Memory) -> Decision | None:
        """The question before, for those told: "which of them was not picked?"."""
        before = self.ground.before(memory)
        told = before is not None and before.afterwards and before.slot is None
        which = _WHICH.intersection(reading.shapes) and reading.tags & _TAKEN
        if not (told and which and "among_those" in reading.tags) or named:
            return None
        return self.filler.about(str(memory.intent), (), reading, memory, "of those told before")

    def _fellow(self, reading: Reading, memory: Memory) -> Decision | None:
        """The question before, asked of the one that shared its fate: "and its companion?"."""
        few = len(reading.content) <= MOST_BARE and not reading.mentions
        if not few or "fellow" not in reading.tags or memory.intent not in ON_FATES:
            return None
        fellow, speaker = self.context.fellow(memory), self.speakers[reading.language]
        if not fellow or not speaker.fitting(memory.intent, fellow):
            return None
        return self.filler.about(memory.intent, fellow, reading, memory, "its fellow")

    def _picked(self, reading: Reading, memory: Memory) -> Decision | None:
        """The one of those listed that is described: "which of them is a telecom?"."""
        picked = self.context.picked(reading, memory)
        asks = {*asked_for(reading)} - _WHICH
        return self._renamed(picked, reading, memory) if picked and not asks else None

    def _among_them(self, reading: Reading, named: Sequence[str], memory: Memory) -> bool:
        """Whether one is asked for among those told of before: "and Naver is in there, too?"."""
        before = self.ground.before(memory)
        told = before is not None and before.afterwards and "name" in before.follow
        plainly = "among_those" in reading.tags and len(reading.content) <= FEW
        bare = plainly or (not reading.content and reading.tags & _AMONG)
        return bool(told and bare and named and reading.meant and not reading.shapes)

    def _corrects(self, reading: Reading) -> bool:
        """Whether a message only names another: "oh, I mixed up the names: I meant KT"."""
        if "correction" not in reading.tags:
            return False
        concepts, text = self.concepts[reading.language], reading.masked
        spans = (*concepts.spans("correction", text), *concepts.spans("misnamed", text))
        said = text[max((end for _, end in spans), default=0) :]
        asked = concepts.found({*SHAPES} - {"others"}, said)
        return not asked and len(content_words(said, concepts, reading.tags)) <= SHORT

    def _same_reason(self, reading: Reading, memory: Memory) -> bool:
        """Whether a "why" goes on with the reason of another: "KT too, for the same reason?"."""
        few = len(reading.content) <= SHORT
        return few and memory.intent in self._reasons and reading.shapes == ["why"]

    def _plain_of(self, reading: Reading, named: Sequence[str], memory: Memory) -> bool:
        """Whether a question word and a name are plain: "and which version is LG's at?"."""
        before = self.ground.before(memory)
        if reading.shapes == ["why"] and before and "why" in before.follow:
            return False
        intent, probability = reading.ranking[0]
        slot, speaker = self.contracts[intent].slot, self.speakers[reading.language]
        fits = slot is not None and slot.required and bool(speaker.fitting(intent, named))
        return fits and self.weigher.states(intent) and probability >= EVIDENT

    def _says_all(self, reading: Reading) -> bool:
        """Whether pointing words alone are plain: "when will the last two be named?"."""
        intent, probability = reading.ranking[0]
        full = len(reading.masked.split()) >= FULL and not reading.content
        stated = self.contracts[intent].slot is None and self.weigher.states(intent)
        return full and stated and probability >= SURELY

    def _retimed(self, reading: Reading, named: list[str], memory: Memory) -> Decision | None:
        """The question before, asked of another time or round: "and in January?", "the second?"."""
        before = self.ground.before(memory)
        if before is None or memory.intent is None or len(reading.content) > FEW:
            return None
        beside = self._beside(reading, memory)
        if beside or len(reading.content) > (SHORT if reading.values.dates else 1):
            return beside
        of_rounds = "round" in self.eras.kinds(memory.intent)
        if named and (reading.meant or not of_rounds):
            return None
        if reading.values.dates and (of_rounds or before.dated or before.tells):
            return self.filler.about(
                memory.intent, (), reading, memory, "same question of another time"
            )
        of_teams = "why" in reading.shapes  # "why the second?": why that team
        place = self.context.place(reading) if of_rounds and not of_teams else None
        rounds = self.context.rounds()
        if place is None or place >= len(rounds):
            return None
        return self.filler.about(
            memory.intent, rounds[place : place + 1], reading, memory, "its round"
        )

    def _beside(self, reading: Reading, memory: Memory) -> Decision | None:
        """The question before, asked of the round beside it: "and at the next evaluation?"."""
        intent = str(memory.intent)
        asks = {*asked_for(reading)} - {"what"}
        if asks == {"when"}:  # "and the one after that, when was it?"
            intent, asks = self.contracts[intent].follow.get("when", intent), set()
        if "round" not in self.eras.kinds(intent) or asks:
            return None
        beside = self.context.round_beside(memory.entities, reading)
        told = "the round beside it"
        return self.filler.about(intent, beside, reading, memory, told) if beside else None

    def _model_of_another(self, reading: Reading, memory: Memory) -> bool:
        """Whether a question on a model goes on with that of another: "and Kakao's model?"."""
        before = self.ground.before(memory)
        on_models = before is not None and before.slot is not None and "model" in before.slot.kinds
        bare = not reading.shapes and "ellipsis" in reading.tags and "model_word" in reading.tags
        return on_models and bare and len(reading.content) == 1 and bool(reading.mentions)

    def _thin(self, reading: Reading, named: list[str], memory: Memory) -> bool:
        """Whether the few words beside a name ask nothing: "and poor old Kakao?"."""
        beside = reading.tags & {*NEIGHBOURS} and not reading.mentions
        vague = reading.ranking[0][1] < WEAK and len(reading.content) <= MOST_BARE
        if beside and vague and named and memory.intent:
            return True  # "and how about the one after it?"
        resumes = "same_for" in reading.tags and len(reading.content) <= MOST_BARE
        if (resumes and reading.mentions) or self._why_of_one(reading, named, memory):
            return memory.intent is not None
        plainly = presume.states(reading) and "tag" not in reading.tags
        most = FEW if plainly else SHORT
        few = bool(named) and not asked_for(reading) and len(reading.content) <= most
        if not few or memory.intent is None:
            return False
        if reading.tags & {*NEIGHBOURS}:
            return True  # "and the generation before?"
        if reading.mentions:
            return reading.ranking[0][1] < WEAK
        kind = self.store.entities[named[0]].kind
        ranking = self.weigher.going_on(self.in_context.as_named(reading, kind), memory.intent)
        intent, probability = ranking[0]
        return probability < CLEAR or not self.weigher.states(intent)

    def _why_of_one(self, reading: Reading, named: Sequence[str], memory: Memory) -> bool:
        """Whether a "why" beside a name goes on from what was told: "and why Naver of all?"."""
        before = self.ground.before(memory)
        reason = before.follow.get("why") if before else None
        few = len(reading.content) <= SHORT and reading.tags.isdisjoint({*_TAKEN, "negation"})
        if not few or reason is None or not reading.mentions or reading.shapes != ["why"]:
            return False
        told = self.speakers[reading.language].outcome(reason, named) == "answered"
        return told and {reason, reading.ranking[0][0]} <= self._reasons

    def _renamed(self, named: list[str], reading: Reading, memory: Memory) -> Decision | None:
        """The question before, asked of another: "and Kakao?"."""
        before = self.ground.before(memory)
        if before is None or memory.intent is None:
            return self._card(named, reading, memory)
        named = [*self._whose(named, memory), *named]
        speaker = self.speakers[reading.language]
        fits = before.slot and speaker.fitting(memory.intent, named)
        if fits and (
            "name" not in before.follow or any(speaker.states(memory.intent, one) for one in named)
        ):
            intent = self.eras.instead(memory.intent, named, reading)
            return self.filler.about(intent, named, reading, memory, "same question of another")
        if self._tells_of(named, reading, memory):
            return self.filler.about(memory.intent, (), reading, memory, "what tells of it")
        kind = self.store.entities[named[0]].kind
        if kind == "partner" and self._corrects(reading) and memory.entities:
            return self.filler.about(memory.intent, memory.entities, reading, memory, "its partner")
        if "name" in before.follow and kind == "company":
            return self.filler.about(
                before.follow["name"], named, reading, memory, "follow-up name"
            )
        return self._card(named, reading, memory)

    def _tells_of(self, named: Sequence[str], reading: Reading, memory: Memory) -> bool:
        """Whether the answer before speaks of a round that is named: "and for the third phase?"."""
        entities, speaker = self.store.entities, self.speakers[reading.language]
        if self.contracts[str(memory.intent)].slot or self.context.kinds(named) != ["round"]:
            return False
        told = speaker.say(str(memory.intent), ()).text.casefold()
        return all(any(n.casefold() in told for n in entities[one].spellings) for one in named)

    def _whose(self, named: Sequence[str], memory: Memory) -> list[str]:
        """Whose the model is that was spoken of, where only a round is named: "in the first?"."""
        rounds = all(self.store.entities[one].kind == "round" for one in named)
        releases = [e for e in memory.entities if self.store.entities[e].kind == "release"]
        return owners(self.store, releases[0]) if rounds and len(releases) == 1 else []

    def _card(self, named: Sequence[str], reading: Reading, memory: Memory) -> Decision | None:
        intent = self.ground.cards.get(self.store.entities[named[0]].kind)
        return self.filler.about(intent, named, reading, memory, "bare name") if intent else None
