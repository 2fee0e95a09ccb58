"""A full question in its conversation, and how much a question says by itself.

Its own words are counted, and its probability is looked at, wherever it may refer to something that
was said before: these bounds are shared by all who ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from intents.models import Contract, Memory
from intents.reading import Reading
from intents.weigh import Known, Ranking

# With this many words of its own or fewer, a question may go on from the one before.
SHORT, FEW = 2, 3
# … with more than this, it speaks of somebody of its own: "did the Pangyo giant make it?".
MOST_BARE = 5
# A question with a pronoun is read with what the pronoun means unless that is far less clear.
LEAN = 0.7
# An intent this probable needs no look at whether the question lacks a subject.
CLEAR = 0.6
# Words beside a name that make no intent more probable than this ask nothing by themselves.
WEAK = 0.4
# Asks which of several something is true of: it is not said of each.
ONE_OF_SEVERAL = frozenset({"which", "who"})
# Words that mean one who should have been named: "their newest model", "the company".
ONE_MEANT = "one_meant"
# … unless they are described: "the foreign partner of the two left out".
DESCRIBED = frozenset({"both", "big_two", "was_chosen", "homeland", "superlative"})
# … or asked for by what befell them: "who is the partner of the firm left out?".
_BEFELL = "excluded"
# Concepts whose words hardly stand in a question on anything else.
_OF_SUBJECT = frozenset({"subject", "name_context"})


@dataclass(frozen=True)
class Question:
    """A question as it was read, whom it names, what was said before, and its ranked intents."""

    reading: Reading
    named: Sequence[str]
    memory: Memory
    ranking: Ranking
    # The intent that certain of its words mean together, if they do.
    meant: str | None = None

    @cached_property
    def known(self) -> Known:
        """What speaks for its being on the subject, or going on from what was said."""
        reading = self.reading
        return {
            "named": bool(self.named),
            "subject": bool(reading.tags & _OF_SUBJECT or reading.values.dates or reading.lead),
            "talking": self.memory.intent is not None,
            "short": len(reading.content) <= SHORT,
        }

    @property
    def spoken_of(self) -> Sequence[str]:
        """Those whom it names, or, where it is short and names nobody, those spoken of before."""
        afresh = self.reading.mentions or not self.known["short"]
        return self.named or ([] if afresh else self.memory.entities)

    @property
    def bare(self) -> bool:
        """Whether it is a question word alone, at the start of a conversation: "when?"."""
        reading = self.reading
        told = reading.content or reading.values.dates or self.named or self.memory.intent
        return bool(reading.shapes) and not told and "usd" not in reading.shapes


def asked_for(reading: Reading) -> list[str]:
    """The question words, without an "other" that points at somebody: "and the other one?"."""
    pointing = "other_one" in reading.tags
    return [shape for shape in reading.shapes if not (pointing and shape == "others")]


def one_meant(reading: Reading) -> bool:
    """Whether a question speaks of one as if it had been named: "the model", "their new one"."""
    described = DESCRIBED if reading.tags.isdisjoint(ONE_OF_SEVERAL) else {*DESCRIBED, _BEFELL}
    return ONE_MEANT in reading.tags and reading.tags.isdisjoint(described)


def first_followed(reading: Reading, before: Contract | None) -> str | None:
    """The first of the question's words for what it asks that leads on from the intent before."""
    return next((s for s in reading.shapes if before and s in before.follow), None)
