"""What was decided to say, without a word of any language: it can be kept and said again."""

from __future__ import annotations

from typing import Literal

from pydantic import TypeAdapter, ValidationError

from intents.dates import Date
from intents.models import Record
from intents.quantities import Quantity

MoveKind = Literal[
    "say",
    "clarify",
    "clarify_intent",
    "out_of_scope",
    "not_understood",
    "decoy",
    "confirm",
    "empty",
]
Lack = Literal["", "detail", "day", "month"]
ClaimType = Literal["entity", "date", "number", "text"]


class Claim(Record):
    """A false claim: the sentence that denies it, and the intent and subjects that say the truth.

    `claimed` is what was claimed: an entity, a partial date, a number, or words as typed. `also`
    is an intent that says what is so of those it was claimed of.
    """

    denial: str
    subject: tuple[str, ...] = ()
    claimed: str = ""
    type: ClaimType = "entity"
    intent: str
    subjects: tuple[str, ...] = ()
    also: str = ""
    also_of: tuple[str, ...] = ()


class Move(Record):
    """What to do with one question.

    `variant` picks the wording for a yes-no question, or one without a yes or no. `presumes`: the
    question takes its claims for granted instead of asking for them. `fate` is what a statement
    says became of a company. `lacks` is what was asked beyond what the facts say: a detail, or a
    date more exact than theirs. `at` is the time asked about: a partial date or a range of two;
    empty for today. `says` are the statements of the question that some fact denies; `named` the
    entities, `figures` the numbers and `counts` the numbers of teams of which it says something,
    and `rounds` those that it speaks of by name or by date.
    `alike` are those with whom a reason is said to be shared.
    `attributed`: who says so is asked, so that what others say of it is told as well.
    `absent`: those named are said to have no part in something.
    `unsure`: its intent was not plain, so that nobody is denied a part in what it tells. `early`
    asks of the day of the selection, and nothing of what came later. `sweeps`: it states something
    of all or of none, which the facts of its intent never say.
    """

    kind: MoveKind
    intent: str | None = None
    subjects: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    variant: Literal["", "asked", "negated", "denied"] = ""
    presumes: bool = False
    fate: Literal["", "selected", "excluded"] = ""
    lacks: Lack = ""
    at: str = ""
    says: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Date, ...] = ()
    counts: tuple[int, ...] = ()
    rounds: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    unsure: bool = False
    absent: bool = False
    attributed: bool = False
    early: bool = False
    sweeps: bool = False


_FRAME = TypeAdapter(tuple[Move, ...])


def to_frame(moves: list[Move]) -> str:
    """The moves of an answer as JSON."""
    return _FRAME.dump_json(tuple(moves), exclude_defaults=True).decode()


def from_frame(frame: str) -> tuple[Move, ...]:
    """The moves of a frame; `ValueError` if it is none, or of another version of this bot."""
    try:
        return _FRAME.validate_json(frame)
    except ValidationError as error:
        raise ValueError("not a frame of an answer") from error
