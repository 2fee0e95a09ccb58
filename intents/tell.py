"""A move → what is said, in one language: answers, denials, questions back, "not my subject"."""

from __future__ import annotations

from collections.abc import Sequence

from intents import formats
from intents.contradict import Contradiction, Read
from intents.events import concerns, owners
from intents.models import Fact, Source, SourceRef
from intents.moves import Claim, Lack, Move
from intents.say import Said, Speaker, join

MOST_SUGGESTIONS = 3
# Of more subjects than this nothing is added to an answer.
MOST_FOLLOWED = 2
# Sources shown under an answer; the others are counted, and all are in `Answer.sources`.
MOST_SOURCES = 6
# Where the examples come from that are shown when nothing better is known.
_START = "help"
_EXACTNESS = {"month": 2, "day": 3}
# What the attributes of a fate say became of a company.
FATES = {"selected": "selected", "added": "selected", "advanced": "selected"}
FATES |= {"excluded": "excluded", "dropped": "excluded"}

# Those of whom a closed answer tells apart, each by name.
_TOLD_APART = frozenset({"company", "model", "release"})


class Teller:
    """Says moves in the language of its speaker."""

    def __init__(self, speaker: Speaker, read: Read) -> None:
        """`read` takes an answer to its dates and its quantities."""
        self.speaker = speaker
        self.contradiction = Contradiction(speaker, read)

    def tell(self, move: Move) -> Said:
        """The paragraph for one move."""
        match move.kind:
            case "say":
                move = self.contradiction.untrue(move)
                return self._denied(move) if move.claims else self._stated(move)
            case "confirm":
                said = self.speaker.say(str(move.intent), move.subjects)
                said = self._continued(move, said) if move.attributed else said
                text = self.speaker.text("confirm", answer=said.text) if said.facts else said.text
                return Said(text, said.facts, said.outcome)
            case "clarify":
                text = self.speaker.text("clarify", choices=list(move.choices))
                return Said(text, (), "clarify")
            case "clarify_intent":
                text = self.speaker.text("clarify_intent")
                bullets = [f"• {example}" for example in self._examples(_START)]
                return Said("\n".join([text, *bullets]), (), "clarify")
            case "decoy":
                text = self.speaker.text("decoy", name=list(move.subjects))
            case other:
                text = self.speaker.text(other)
        bullets = [f"• {example}" for example in self._examples(_START)]
        return Said("\n".join([text, *bullets]), (), "unknown")

    def _stated(self, move: Move) -> Said:
        intent = str(move.intent)
        said = self.speaker.say(intent, move.subjects, move.variant, at=move.at)
        outcome = self.speaker.contracts[intent].outcome or said.outcome
        answers = said.outcome == "answered" or self.speaker.contracts[intent].denies
        otherwise = bool(move.fate) and said.outcome == "answered" and self._otherwise(move, said)
        lacking = move.lacks and answers and not otherwise
        if lacking and not self.contradiction.stated_falsely(move, said):
            return self.contradiction.elsewhere(move) or self._lacking(move.lacks, said)
        if otherwise:
            outcome = "corrected"
        whole = self._continued(move, Said(said.text, said.facts, outcome))
        denial = self.contradiction.denial(move, whole)
        if denial:
            apart = self.contradiction.told_apart(move, said)
            told = join([*([apart] if apart else []), whole])
            outcome = "corrected" if move.presumes else whole.outcome
            return Said(f"{denial} {told.text}", told.facts, outcome)
        elsewhere = None if otherwise else self.contradiction.elsewhere(move)
        if not (elsewhere or move.absent) and outcome == "answered" and self._of_others(move, said):
            return self._lacking("detail", said)
        return elsewhere or whole

    def _of_others(self, move: Move, said: Said) -> bool:
        """Whether only such are named of whom a closed answer does not speak."""
        store = self.speaker.voice.store
        named = [e for e in move.named if store.entities[e].kind in _TOLD_APART]
        if not (named and self.speaker.contracts[str(move.intent)].closed):
            return False
        about = {of for one in named for of in (one, *owners(store, one))}
        theirs = {of for fact in said.facts for of in owners(store, fact.subject)}
        return theirs.isdisjoint(named) and not any(concerns(fact, about) for fact in said.facts)

    @staticmethod
    def _otherwise(move: Move, said: Said) -> bool:
        """Whether an answer tells another fate of a company than the question does."""
        of_subject = [fact for fact in said.facts if str(fact.value) in move.subjects]
        fates = {FATES[fact.attribute] for fact in of_subject if fact.attribute in FATES}
        told = "selected" if fates == {"selected"} else "excluded"
        member = any(fact.attribute == "member" for fact in said.facts)
        mixed = len(move.subjects) > 1 and len(fates) > 1
        return told != move.fate and not (member or mixed)

    def _continued(self, move: Move, said: Said) -> Said:
        """An answer with what came later, and with what others say."""
        parts = [said]
        following = self.speaker.contracts[str(move.intent)].later
        for intent in following if said.facts and not move.early else ():
            fitting = self.speaker.fitting(intent, move.subjects)
            if self.speaker.contracts[intent].slot and not 0 < len(fitting) <= MOST_FOLLOWED:
                continue
            if self.speaker.contracts[intent].slot and not self.speaker.contracts[intent].tells:
                fitting = [one for one in fitting if self.speaker.states(intent, one)]
                if not fitting:
                    continue
            more = self.speaker.say(intent, fitting, "later", nearest=False)
            if more.facts and more.outcome == "answered":
                parts.append(more)
        whole = join(parts)
        return Said(whole.text, whole.facts, said.outcome)

    def _lacking(self, lack: Lack, said: Said) -> Said:
        """The answer after a word on what it leaves open; the answer alone if it does not."""
        if lack == "detail":
            about = self.speaker.words["other_details"].about or ""
            text = self.speaker.text("not_stated", about=about)
        else:
            most = max(map(self._exactness, said.facts), default=0)
            if not most or most >= _EXACTNESS[lack]:
                return said
            text = self.speaker.text(f"no_{lack}")
        return Said(f"{text} {said.text}", said.facts, "not_stated")

    def _exactness(self, fact: Fact) -> int:
        """How many parts of a date a fact holds (a half year counts as one); 0 without a date."""
        attribute = self.speaker.voice.store.attributes[fact.attribute]
        parts = str(fact.value).split("-") if attribute.type == "date" else []
        return sum(part.isdigit() for part in parts)

    def _denied(self, move: Move) -> Said:
        parts = []
        for claim in move.claims:
            truth = self.speaker.say(claim.intent, claim.subjects, "denied")
            if self.speaker.contracts[claim.intent].card_of:
                told = Move(kind="say", intent=claim.intent, subjects=claim.subjects)
                truth = self._continued(told, truth)
            parts.append(Said(f"{self._denial(claim)} {truth.text}", truth.facts, "corrected"))
            parts += self._also(claim)
        said = join([*parts, *self._asked(move, parts)])
        return Said(said.text, said.facts, "corrected" if move.presumes else "answered")

    def _asked(self, move: Move, told: Sequence[Said]) -> list[Said]:
        """What is asked beside something else that is claimed falsely: a day, a sum or a number.

        "The five of 14 August, which criteria did they meet?"; nothing where a claim is on those of
        whom it is asked, or what is told says most of it.
        """
        intent = str(move.intent)
        beside = all(
            c.intent != intent and (c.type != "entity" or not c.subject or _of_maker(c, move))
            for c in move.claims
        )
        if not beside or move.unsure or move.lacks or self.speaker.contracts[intent].denies:
            return []
        given = [one for claim in move.claims if _of_maker(claim, move) for one in claim.subject]
        asked = self.speaker.say(
            intent, given or move.subjects, "denied", at=move.at, nearest=False
        )
        known = {fact.id for said in told for fact in said.facts}
        new = {fact.id for fact in asked.facts} - known
        mostly_new = bool(new) and len(new) * 2 >= len(asked.facts)
        return [asked] if asked.outcome == "answered" and mostly_new else []

    def _also(self, claim: Claim) -> list[Said]:
        """What is so of those of whom something else was claimed: which model Kakao does have."""
        if not claim.also:
            return []
        said = self.speaker.say(claim.also, claim.also_of, "denied", nearest=False)
        return [said] if said.outcome == "answered" else []

    def _denial(self, claim: Claim) -> str:
        voice = self.speaker.voice
        match claim.type:
            case "date":
                claimed: str | list[str] = voice.value(claim.claimed, "date")
            case "number":
                claimed = voice.value(int(claim.claimed), "number")
            case "entity":
                claimed = [claim.claimed]
            case _:
                claimed = claim.claimed
        subject = list(claim.subject)
        return self.speaker.text(claim.denial, subject=subject, model=subject, claimed=claimed)

    # What stands around an answer

    def _examples(self, intent: str) -> tuple[str, ...]:
        """Example questions that lead on from an intent."""
        words = self.speaker.words
        following = self.speaker.contracts[intent].next
        examples = (words[name].example for name in following if name in words)
        return tuple(example for example in examples if example)[:MOST_SUGGESTIONS]

    def suggestions(self, move: Move) -> tuple[str, ...]:
        """What can be asked next; after a question of ours, the choices."""
        if move.choices:
            return self.choices(move)
        return self._examples(move.intent if move.kind == "say" and move.intent else _START)

    def choices(self, move: Move) -> tuple[str, ...]:
        """The choices of a question back, by name."""
        return tuple(self.speaker.voice.name(choice) for choice in move.choices)

    def title(self, source: Source) -> str:
        """A source by its title, by publisher and day, or in words where it has neither."""
        period = self.speaker.voice.value(source.period, "date")
        if source.title is None and source.publisher and source.url:
            return f"{source.publisher}, {period}"
        named = source.title or source.publisher
        return named or self.speaker.text("untitled", period=period)

    def source_refs(self, facts: Sequence[Fact]) -> tuple[SourceRef, ...]:
        """The sources of facts, each once, in the order of the facts."""
        known = self.speaker.voice.store.sources
        sources = [known[source] for source in dict.fromkeys(fact.source for fact in facts)]
        return tuple(
            SourceRef(
                id=source.id,
                title=self.title(source),
                date=source.published or source.as_of,
                url=source.url,
            )
            for source in sources
        )

    def source_line(self, sources: Sequence[SourceRef], as_of: str | None) -> list[str]:
        """The line of sources and date; none for an answer that uses no fact."""
        if not sources or as_of is None:
            return []
        titles = [f"{s.title} ({s.url})" if s.url else s.title for s in sources]
        if len(titles) > MOST_SOURCES:
            more = self.speaker.text("more_sources", count=str(len(titles) - MOST_SOURCES))
            titles = [*titles[:MOST_SOURCES], more]
        day = formats.on(as_of, self.speaker.voice.language)
        return [self.speaker.text("source", source="; ".join(titles), as_of=day)]


def _of_maker(claim: Claim, move: Move) -> bool:
    """Whether a model is only given to another maker, and something else is asked of it."""
    return claim.denial == "no_maker" and {*claim.subject} <= {*move.subjects}
