"""What a question takes for granted without saying it, and what it asks beyond the facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from intents.models import COSTS, Contract
from intents.moves import Claim, Lack
from intents.reading import Reading

# So probable is an intent of which a word for costs asks nothing: "projects that the state pays".
SURELY = 0.97
# So likely a statement is made, whichever facts its answer tells.
SAID = 0.8
# … by one that leads up to a question, and may only say of what it asks, or that is so plainly of
# some intent.
LED, PLAINLY = 0.9, 0.8
# Words of its own of what may be a statement at all: "NIA had no part".
WORDED = 2
# Asks for something, be it without a mark: "tell me more of …".
_REQUESTS = frozenset({"asks", "requests"})
# Says that something is not so, but something else.
TURNED = "set_against"
# Words of its own of a yes-no question that asks one thing only.
PLAIN = 4
# Concepts of a question on who of several left earlier or later.
ORDER = frozenset({"leaves_race", "comes_sooner"})
# Words of what became of a company.
_FATE_WORDS = frozenset({"selected", "excluded", "in_there"})
# Two companies that are not told in one breath, of whom different things may be said.
_APART = re.compile(r"xcompanyx(?!\W{0,3}\w{0,4}\W{1,3}xcompanyx).+xcompanyx")
# Tells when something else was: "at the time it was turned down".
WHILE_OUT = "while_out"
# Undoes an "only": "not only in part".
NOT_ONLY = "not_only"
_CLAUSE = re.compile(r",\s|\s[—–-]\s|:\s")
# The end of a statement before what is asked.
_STATED = re.compile(r"\w{3}[.!]\s+[^\W\d]")


def variant(reading: Reading, intent: str) -> Literal["", "asked", "negated", "denied"]:
    """Which wording suits a question on a company's fate.

    Asked, or asked with a "not"; without a yes or no ("denied") where it asks something else.
    """
    follows = "resume" in reading.tags
    if _in_order(reading) or _APART.search(reading.named) or WHILE_OUT in reading.tags:
        return "denied"
    if not follows and (reading.shapes or reading.tags & {"how", "because"}):
        return "denied"
    told = reading.tags & _fate_words(intent)
    if "excluded" in told and reading.tags & {"selected", "advanced"}:
        return "denied"
    if not told:
        return ""
    return "negated" if _claims_exclusion(reading) else "asked"


def _in_order(reading: Reading) -> bool:
    """Whether a question asks who of several left first, which says of nobody that it is in."""
    return reading.tags >= ORDER and len(reading.mentions) > 1


def _claims_exclusion(reading: Reading) -> bool:
    """Whether a question about a company's fate speaks of its exclusion."""
    negated = "negation" in reading.tags and "or_not" not in reading.tags
    return negated != ("excluded" in reading.tags)


def presumes(reading: Reading) -> bool:
    """A bare yes-no question takes nothing for granted; a statement or a tag does."""
    if reading.shapes or reading.tags & {"tag", "how", "premise"} or _STATED.search(reading.text):
        return True
    return not (reading.asks or "asks" in reading.tags or reading.opens_asking)


def states(reading: Reading) -> bool:
    """Whether a sentence states something and asks for nothing, or only whether it is so."""
    asks = reading.shapes and "tag" not in reading.tags
    return not asks and presumes(reading)


def tells(reading: Reading) -> bool:
    """Whether a sentence states something in words of its own, and sets nothing against it.

    Without a mark and a word that asks it does.
    """
    asks = reading.tags & _REQUESTS and "tag" not in reading.tags
    if asks or len(reading.content) < WORDED or TURNED in reading.tags:
        return False
    plain = _unmarked(reading) and "why" not in reading.shapes
    return states(reading) or (plain and not reading.opens_asking)


def _unmarked(reading: Reading) -> bool:
    return not (reading.asks or "question_words" in reading.tags)


def surely(reading: Reading, *, lead: bool = False) -> frozenset[str]:
    """What a sentence that states something surely states, though in words that nobody listed.

    More surely where it only leads up to a question, or is plainly of some intent.
    """
    plain = reading.ranking[0][1] >= PLAINLY
    told = (name for name, share in reading.likely if share >= (LED if lead or plain else SAID))
    return frozenset(told) if tells(reading) else frozenset()


def sweeps(reading: Reading, contract: Contract) -> bool:
    """Whether a statement says something of all or of none that an intent's facts never say.

    Without a question mark and a question word a sentence states, however it begins.
    """
    sweeping = not reading.tags.isdisjoint(contract.never_so) and NOT_ONLY not in reading.tags
    return sweeping and (_unmarked(reading) or states(reading))


def in_passing(reading: Reading, claims: Sequence[Claim]) -> bool:
    """Whether a question has a clause beside what it asks: "after eight versions, is it …?"."""
    beside = bool(claims) or "because" in reading.tags
    return bool(_CLAUSE.search(reading.text)) or (beside and len(reading.content) > PLAIN)


def lacks(reading: Reading, contract: Contract) -> Lack:
    """What the question asks that the intent's facts cannot hold, or may not."""
    untold = reading.asked & contract.untold
    if untold - ({COSTS} if reading.ranking[0][1] >= SURELY else set()):
        return "detail"
    return "day" if "asks_day" in reading.tags else "month" if "asks_month" in reading.tags else ""


def _fate_words(intent: str) -> frozenset[str]:
    """The concepts that tell what became of a company, beside an intent."""
    return _FATE_WORDS | {"still_word"} if intent == "in_race" else _FATE_WORDS


def fate(reading: Reading, intent: str) -> str:
    """What a question or statement takes for granted of a company's fate, if it does."""
    asks = "ended" in reading.shapes or not presumes(reading)
    if _in_order(reading) or asks:
        return ""
    if not reading.tags & _fate_words(intent):
        return "selected" if "got_in" in reading.states else ""
    return "excluded" if _claims_exclusion(reading) else "selected"
