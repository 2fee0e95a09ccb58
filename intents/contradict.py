"""What a question states, beside the facts of its answer: the denial, if they contradict it.

Three kinds: a statement that a fact denies, a number that the answer does not give, and somebody
named who has no part in what the answer tells. The first may also concern another fact than those
asked for: "since Naver withdrew by itself, who took its GPUs?".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from intents import dates, quantities
from intents.dates import Date
from intents.events import after_selection, concerns, owners, rounds_told
from intents.facts import concerned
from intents.figures import NUMBER, given, number, sentences, standing
from intents.models import Fact
from intents.moves import Move
from intents.numerals import Numerals
from intents.quantities import Quantity
from intents.say import Said, Speaker, reached

# The dates and the quantities of an answer.
Read = Callable[[str], tuple[Sequence[Date], Sequence[Quantity]]]

# What holds since before the selection holds after it as well.
_LASTING = frozenset({"partner", "independence", "commercial", "open_source", "requirement"})
# May be said of anything: "the five have been chosen", "each of the teams".
_OF_ANYTHING = frozenset({"already_done", "every_one", "only_one"})
# How statements begin that are true of those of whom the denying fact tells: "KT was added".
ELSE = "else_"
# … and those that are made of all: one that is not so denies them.
ALL = "all_"
# How the attributes end of what may be said to be shared: why something was so, a licence.
_SHARED = ("_because", "licence")
# Kinds that have numbers of their own: points, sizes.
_NUMBERED = ("company", "release")
# Kinds of whom nothing is said unless they are named.
NAMED = frozenset({"company", "model", "release"})
# Kinds of which the document speaks to everybody.
_OF_ALL = frozenset({"programme", "group"})


class Contradiction:
    """Denies what a question states, in the language of its speaker."""

    def __init__(self, speaker: Speaker, read: Read) -> None:
        """`read` takes an answer to its dates and its quantities."""
        self.speaker, self.store, self._read = speaker, speaker.voice.store, read
        self.numerals = Numerals(speaker.voice.language.numbers)
        # Read at once, and not while an answer is watched: with names, all is read anew anyway.
        self._spelt = self._spellings()
        # The longest first; a particle may stand behind one in Hangul.
        longest = "|".join(map(re.escape, sorted(self._spelt, key=len, reverse=True)))
        self._names = re.compile(rf"(?<!\w)(?:{longest})(?![a-z\d])", re.IGNORECASE)

    def denial(self, move: Move, said: Said) -> str:
        """The sentence that denies what the question states; empty if its answer does not."""
        if said.outcome != "answered":
            return ""
        outside = self.outside(move, said)
        if outside:
            return self.speaker.text("not_these", subject=outside)
        if self._said_falsely(move, said):
            return self.speaker.text("no", answer="").strip()
        claims = self.speaker.contracts[str(move.intent)].claims
        stated = move.figures if "figures" in claims else ()
        stated = (*stated, *map(str, move.counts)) if "counts" in claims else stated
        wrong = self._wrong(stated, said) or self._unlike_told(move, said)
        if wrong:
            return self.speaker.text("no_amount", claimed=wrong)
        return self.speaker.text("no", answer="").strip() if self._likely_false(move, said) else ""

    def _unlike_told(self, move: Move, said: Said) -> str:
        """A number or a date that is none of those that the answer gives of such a thing."""
        if not (move.quantities or move.dates):
            return ""
        days, told = self._values(said)
        wrong = quantities.wrong(move.quantities, told, standing(said.text, self.numerals))
        if wrong or not move.dates:
            return wrong.words if wrong else ""
        known = [*days, *(dates.of(fact.valid_from) for fact in said.facts)]
        years = [one.year for one in known if one.year]  # a month alone is of another date's year
        if not years or any(dates.agree(one, other) for one in move.dates for other in known):
            return ""
        return self.speaker.voice.value(dates.iso(move.dates[0], years[0]), "date")

    def _values(self, said: Said) -> tuple[Sequence[Date], Sequence[Quantity]]:
        """The dates and the quantities of an answer; the numbers in names are none."""
        return self._read(self._names.sub(" ", said.text))

    def untrue(self, move: Move) -> Move:
        """A move without the claims of sums that its own answer gives."""
        sums = [claim for claim in move.claims if claim.denial == "no_amount"]
        if not (sums and move.quantities):
            return move
        _, told = self._values(self.speaker.say(str(move.intent), move.subjects))
        right = {one.words for one in move.quantities if quantities.given(one, told)}
        wrong = tuple(c for c in move.claims if c not in sums or c.claimed not in right)
        return move.model_copy(update={"claims": wrong})

    def stated_falsely(self, move: Move, said: Said) -> bool:
        """Whether a fact of the answer denies what the question states, or is likely to."""
        return self._said_falsely(move, said) or self._likely_false(move, said)

    def _said_falsely(self, move: Move, said: Said) -> bool:
        """Whether a fact of the answer denies a statement of the question.

        One that tells of some teams of a round denies nothing of the others, nor one of several
        of whom all is told because nobody is named.
        """
        denied = any(self._denies(fact, move) for fact in said.facts)
        return move.sweeps or denied or self._given_to_another(move, said) or self._unlike(move)

    def _likely_false(self, move: Move, said: Said) -> bool:
        """Whether a fact of the answer denies what the question is likely to state."""
        return any(self._likely(fact, move) for fact in said.facts)

    def _denies(self, fact: Fact, move: Move) -> bool:
        """Whether a fact denies a statement that is made."""
        stated = _denied(fact, move.says, move)
        plainly = any(not name.startswith(ELSE) for name in stated)
        return plainly and self._may_concern(fact, move.named)

    def _likely(self, fact: Fact, move: Move) -> bool:
        """Whether a fact denies what is likely to be stated of those named."""
        stated = _denied(fact, move.likely, move)
        return bool(stated) and self._of_those_named(fact, stated, move.named)

    def _of_those_named(self, fact: Fact, stated: Collection[str], named: Sequence[str]) -> bool:
        """Whether statements that a fact denies are false of those named, where it tells of some.

        What is said of somebody else than those of whom it tells is true of these.
        """
        entities = self.store.entities
        own, told_of = (
            [one for one in some if one in entities and entities[one].kind in _NUMBERED]
            for some in (named, concerned(fact))
        )
        if not (own and told_of):
            return True
        told = concerns(fact, {*own, *self._of_releases(own)})
        return any(told != name.startswith(ELSE) for name in stated)

    def _unlike(self, move: Move) -> bool:
        """Whether those who are said to share a reason, or a licence, have none in common."""
        paths = (
            p for r in self.speaker.contracts[str(move.intent)].answers for p in r.needs.values()
        )
        if len(move.alike) <= 1 or not any(path.endswith(_SHARED) for path in paths):
            return False
        told = (self.speaker.say(str(move.intent), [one], "denied") for one in move.alike)
        first, *others = (
            {str(f.value) for f in said.facts if f.attribute.endswith(_SHARED)} for said in told
        )
        return bool(first) and all(other and first.isdisjoint(other) for other in others)

    def _given_to_another(self, move: Move, said: Said) -> bool:
        """Whether a number is said of the only one named that the answer gives to others.

        "LG got 65.8", where the answer tells "…, LG 69.0, Motif 65.8": it is theirs who stand last
        before it in a sentence.
        """
        named = [e for e in move.named if self.store.entities[e].kind in _NUMBERED]
        figures = {number(figure) for figure in move.figures}
        if not figures or len({*named}) != 1:
            return False
        own = {named[0], *owners(self.store, named[0])}
        told = {name for words in sentences(said.text) for name in self._having(words, figures)}
        theirs = {of for one in told for of in (one, *owners(self.store, one))}
        return bool(told) and own.isdisjoint(theirs)

    def _having(self, sentence: str, figures: Collection[float]) -> Iterator[str]:
        """Those who stand last before one of these numbers in a sentence of ours."""
        names = [(m.start(), self._spelt[m[0].casefold()]) for m in self._names.finditer(sentence)]
        for match in NUMBER.finditer(sentence):
            before = [one for start, one in names if start < match.start()]
            if before and number(match[0]) in figures:
                yield before[-1]

    def _spellings(self) -> dict[str, str]:
        """Companies and models by their spellings."""
        of_kind = (one for kind in _NUMBERED for one in self.store.of_kind(kind))
        return {n.casefold(): one for one in of_kind for n in self.store.entities[one].spellings}

    def outside(self, move: Move, said: Said) -> list[str]:
        """Those named who have no part in an answer that tells of a few."""
        claims = self.speaker.contracts[str(move.intent)].claims
        closed = not (move.unsure or move.absent) and {"party", "parties"} & {*claims}
        return list(self._outside(move, said)) if closed and said.outcome == "answered" else []

    def told_apart(self, move: Move, said: Said) -> Said | None:
        """What is so of those who have no part in the answer, where an intent tells it."""
        intent = self.speaker.contracts[str(move.intent)].apart
        theirs = self.speaker.fitting(intent, self.outside(move, said)) if intent else []
        told = self.speaker.say(str(intent), theirs, "denied", nearest=False) if theirs else None
        return told if told and told.outcome == "answered" else None

    def _may_concern(self, fact: Fact, named: Sequence[str]) -> bool:
        teams = {t for x in ("advanced", "dropped") for t in self.store.values(fact.subject, x)}
        of_some = bool(fact.about) and set(fact.about) < teams
        return not of_some or concerns(fact, {*named, *self._of_releases(named)})

    def _of_releases(self, named: Sequence[str]) -> Iterator[str]:
        """Whose the releases are that are named."""
        return (str(end.value) for one in named for end in self.store.step(one, "release_of"))

    def elsewhere(self, move: Move) -> Said | None:
        """The answer with the fact that denies what is stated of somebody named in passing."""
        contract = self.speaker.contracts[str(move.intent)]
        if not move.says or (contract.denies and self._denies_by_itself(move)):
            return None
        for fact in self._denying(move, later=contract.afterwards):
            intent = self._teller(fact, denying=move.presumes)
            if intent:
                slot = self.speaker.contracts[intent].slot
                told = self.speaker.say(intent, [fact.subject] if slot else (), "denied")
                denied = self.speaker.contracts[intent].denies
                text = told.text if denied else self.speaker.text("no", answer=told.text)
                return Said(text, told.facts, "corrected" if move.presumes else "answered")
        return None

    def _denies_by_itself(self, move: Move) -> bool:
        """Whether an intent that denies something denies it of those it is asked of."""
        return self.speaker.outcome(str(move.intent), move.subjects) == "corrected"

    def _denying(self, move: Move, *, later: bool) -> Iterator[Fact]:
        """The facts on those named that deny something that is said.

        What is plainly said of the programme is denied whoever is named.
        Of what came after the selection nothing is denied by what was before (`later`).
        """
        named = {*move.named, *self._of_releases(move.named)}
        for fact in self.store.denying(move.says):
            stated = {*fact.denies} & {*move.says}
            if not self._of_those_named(fact, stated, move.named):
                continue
            surely = bool(stated & {*move.likely})
            before = later and not (surely or self._later(fact) or fact.attribute in _LASTING)
            then = self._later(fact) if move.early else before
            of_another = self._of_another_round(fact, move)
            of_round = fact.subject in move.rounds and self._decides(fact)
            plainly = self._of_all(fact) and bool(stated - _OF_ANYTHING)
            plainly = plainly or (surely and self._of_nobody(fact))
            bears = of_round or plainly or self._bears_on(fact, named)
            if bears and not (then or of_another):
                yield fact

    def _decides(self, fact: Fact) -> bool:
        """Whether a fact says what came out of a round, or that it is yet to be held."""
        outcome = self.store.attributes[fact.attribute].type == "entity"
        return not fact.about and (outcome or fact.stance == "planned")

    def _bears_on(self, fact: Fact, named: Collection[str]) -> bool:
        """Whether what a fact denies is denied where these are named.

        What the document itself says of the programme or the experts is denied whoever is named.
        """
        return (bool(fact.quote) and self._of_all(fact)) or concerns(fact, named)

    def _of_nobody(self, fact: Fact) -> bool:
        """Whether a fact is on nobody who would be named: on a round, a scheme, the programme."""
        return self.store.entities[fact.subject].kind not in NAMED

    def _of_all(self, fact: Fact) -> bool:
        """Whether a fact is on the programme as a whole, or on those who speak of it."""
        return self.store.entities[fact.subject].kind in _OF_ALL

    def _of_another_round(self, fact: Fact, move: Move) -> bool:
        """Whether a fact tells of another round than those that the question speaks of."""
        rounds = rounds_told(self.store, fact)
        return bool(rounds and move.rounds) and rounds.isdisjoint(move.rounds)

    def _later(self, fact: Fact) -> bool:
        """Whether a fact holds only from a day after the selection."""
        return after_selection(self.store, fact.valid_from)

    def _teller(self, fact: Fact, *, denying: bool) -> str | None:
        """The intent that tells a fact with the fewest words, or first one that denies with it."""
        told = ((denying and idle, needs, i) for idle, needs, i in self._telling(fact))
        return min(told, default=(True, 0, None))[-1]

    def _telling(self, fact: Fact) -> Iterator[tuple[bool, int, str]]:
        """The intents that tell a fact: whether only in passing, and with how much else."""
        kind = self.store.entities[fact.subject].kind
        for intent, contract in self.speaker.contracts.items():
            fits = contract.slot is None or kind in contract.slot.kinds
            for rule in contract.answers if fits else ():
                if not any(fact.attribute in path for path in rule.needs.values()):
                    continue
                ends = reached(self.store, (rule,), [fact.subject])
                if any(end.fact is fact for end in ends) and self._states(intent, fact):
                    yield not contract.denies, len(rule.needs), intent

    def _states(self, intent: str, fact: Fact) -> bool:
        """Whether an intent has all that it needs to be said of a fact's subject."""
        sole = self.speaker.contracts[intent].slot is None
        return sole or self.speaker.states(intent, fact.subject)

    def _outside(self, move: Move, said: Said) -> Iterator[str]:
        """The companies and partners named that no fact of the answer speaks of."""
        of_kind = [e for e in move.named if self.store.entities[e].kind in {"company", "partner"}]
        inside = {e for e in of_kind for f in said.facts if concerns(f, (e,)) or f.by == e}
        strict = "parties" in self.speaker.contracts[str(move.intent)].claims
        if strict or not inside:
            yield from (e for e in of_kind if e not in inside)

    def _wrong(self, stated: Sequence[str], said: Said) -> str | None:
        """A number that the answer does not give, if none of those said is in it."""
        known = given(said.text, self.numerals)
        exact = [figure for figure in stated if number(figure) % 1]  # of a score each is meant
        wrong = next((figure for figure in exact if number(figure) not in known), None)
        if wrong:
            return wrong
        right = any(number(figure) in known for figure in stated)
        return None if right else next(iter(stated), None)


def _denied(fact: Fact, stated: Collection[str], move: Move) -> set[str]:
    """The statements that a fact denies; where several are told unnamed, only those on all."""
    of_all = not move.named and len(move.subjects) > 1
    return {name for name in {*fact.denies} & {*stated} if name.startswith(ALL) or not of_all}
