"""Frozen records of every file of facts and catalogue, and of the answer.

All of them forbid unknown keys: a misspelt key is an error with a place, not a silent default.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Language = str
Outcome = Literal["answered", "corrected", "not_stated", "clarify", "unknown", "smalltalk"]
Stance = Literal["decided", "reported", "planned", "expected", "claimed"]
Confidence = Literal["official", "two_sources", "single_source"]
ValueType = Literal["entity", "date", "money", "number", "version", "size", "code", "text"]
Kind = Literal[
    "company",
    "model",
    "release",
    "app",
    "partner",
    "programme",
    "round",
    "initiative",
    "authority",
    "group",
    "decoy",
]

# A day, a month, a half of a year or a year: never finer than what the source says.
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-H[12])?")


def _as_text(value: object) -> object:
    """YAML reads 2025-08-04 as a date and 2023 as a number; both are meant as written."""
    return value if isinstance(value, str) else str(value)


def _partial(value: str) -> str:
    if not PARTIAL_DATE.fullmatch(value):
        raise ValueError("a date is written 2025, 2025-08, 2025-H2 or 2025-08-04")
    return value


PartialDate = Annotated[str, BeforeValidator(_as_text), AfterValidator(_partial)]


class Record(BaseModel):
    """Base of all records: immutable, strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Money(Record):
    """An amount as the source prints it; never converted."""

    amount: int = Field(gt=0)
    currency: str = Field(pattern=r"[A-Z]{3}")
    approximate: bool = False


class Text(Record):
    """A statement worded in every language; `said` maps language codes to sentences."""

    said: dict[Language, str]

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.said.items())))


FactValue = str | int | Money | Text


class OutsideSource(Record):
    """A source of which only publisher, address and day are kept; see `sources/*.yaml`.

    `relayed`: its own page was not opened, another document cites it.
    """

    publisher: str
    url: str | None
    published: PartialDate
    relayed: bool = False


class Source(Record):
    """Front matter of a document under `sources/`, or an outside source with an address."""

    id: str
    title: str | None
    publisher: str | None
    published: PartialDate | None
    url: str | None
    language: Language
    period: PartialDate
    as_of: PartialDate
    relayed: bool = False


class Attribute(Record):
    """What a fact may state, about which kinds of entity, with which type of value.

    `event`: something that happened on the day from which the fact holds; it stands in timelines.
    """

    of: tuple[Kind, ...]
    type: ValueType
    event: bool = False
    single: bool = False
    closed: bool = False
    inverse: str | None = None


class FactRecord(Record):
    """A fact as written under its subject.

    `key` tells facts of one attribute apart where their values cannot; `about` names further
    entities it speaks of, `denies` the concepts that it says no to (a reason that was not the
    reason). `sources` and `confidence` go with outside sources, `quote` with a
    document.
    """

    attribute: str
    value: Any
    stance: Stance = "reported"
    key: str | None = Field(default=None, pattern=r"[a-z0-9_]+")
    by: str | None = None
    about: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    source: str | None = None
    sources: tuple[str, ...] = ()
    confidence: Confidence | None = None
    quote: str | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None


class EntityRecord(Record):
    """An entity as written: names per language, aliases, grammar, and its facts."""

    id: str = Field(pattern=r"[a-z][a-z0-9_]*")
    kind: Kind
    names: dict[Language, str]
    grammar: dict[Language, str] = {}
    aliases: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()
    source: str | None = None
    facts: tuple[FactRecord, ...] = ()


class Fact(Record):
    """One statement: subject, attribute, value, who says so, since when, and where it stands."""

    id: str
    subject: str
    attribute: str
    value: FactValue
    stance: Stance
    by: str | None
    about: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    valid_from: str
    valid_to: str | None
    source: str
    # Further sources that say the same.
    also: tuple[str, ...] = ()
    confidence: Confidence | None = None
    quote: str | None
    file: str


class Entity(Record):
    """A thing in the world that people ask about."""

    id: str
    kind: Kind
    names: dict[Language, str]
    grammar: dict[Language, str]
    aliases: tuple[str, ...]
    file: str
    # The concepts by which people describe it instead of naming it: "the phone company".
    known_as: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its names in every language, and its aliases."""
        return (*self.names.values(), *self.aliases)


class Slot(Record):
    """A place in an intent that an entity fills.

    `via` leads from another kind of entity to a fitting one (from a company to its model, or
    along several paths, `release + model.release`);
    `default` is a path that fills the slot when nobody is named.
    """

    kinds: tuple[Kind, ...]
    via: dict[Kind, str] = {}
    default: str | None = None
    # Of several that fit, those that have this attribute are meant: the member, not the team.
    having: str | None = None
    # Of the default, only the newest of those that this path leads back to the same owner.
    newest_of: str | None = None
    # What a bare "it" or a missing name leads to when memory holds nothing either.
    required: bool = True


class AnswerRule(Record):
    """The first rule whose `needs` all find facts is said, with the words under `text`."""

    text: str
    needs: dict[str, str] = {}
    outcome: Outcome = "answered"
    # Only where somebody is named.
    named: bool = False


# The concept of what a thing costs, of which few facts speak.
COSTS = "costs"


class Contract(Record):
    """The language-free part of an intent: what it needs and which answers it has."""

    purpose: str
    slot: Slot | None = None
    answers: tuple[AnswerRule, ...] = ()
    # Said after "my sources do not say": an intent whose answer is the nearest known thing.
    nearest: str | None = None
    # What a bare follow-up question word leads to after this intent.
    follow: dict[str, str] = {}
    # Where "the second one" leads after this intent, in the order in which it lists things.
    ordinals: tuple[str, ...] = ()
    # Example questions offered after an answer: ids of intents.
    next: tuple[str, ...] = ()
    # The attributes whose values a question of this intent may claim wrongly.
    claims: tuple[str, ...] = ()
    outcome: Outcome | None = None
    # An intent that denies gives way to `truth` where one of the concepts or statements under
    # `unless` stands.
    truth: str | None = None
    unless: tuple[str, ...] = ()
    # Concepts of which a question of this intent has at least one: currencies, for a conversion.
    requires: tuple[str, ...] = ()
    # … where companies are named, but none that its facts speak of: words of a sale, for a sale.
    strangers_need: tuple[str, ...] = ()
    # Sets of concepts: where all of one stand, it is meant, whatever the question is ranked as, if
    # so many of its kind are named and no other, each with a certain attribute, and none of the
    # concepts under `meant_unless` stands there.
    meant_by: tuple[tuple[str, ...], ...] = ()
    meant_of: int = 0
    meant_having: str | None = None
    meant_unless: tuple[str, ...] = ()
    # Concepts of sweeping words: a statement with one is false of what it tells ("nobody …").
    never_so: tuple[str, ...] = ()
    # Shapes of question that its facts do not answer: no "when" for a version.
    cannot: tuple[str, ...] = ()
    # May tell what something costs; others never do.
    on_costs: bool = False
    # Concepts beside which a question is not on the subject: the ministries of other fields.
    off: tuple[str, ...] = ()
    # Kinds of entity whose bare name asks this.
    card_of: tuple[Kind, ...] = ()
    # Tells of those alone of whom its facts speak: of others named it says nothing.
    closed: bool = False
    # Several subjects in one sentence instead of one sentence each.
    together: bool = False
    # Names of different companies stand side by side here and claim nothing of each other.
    side_by_side: bool = False
    # Answered as of the time that is asked about; today where none is.
    dated: bool = False
    # Tells events: all of its subject, those of the time asked about, those since, the newest.
    tells: Literal["course", "period", "since", "newest"] | None = None
    # Paths to entities whose events belong to a subject's: a company's models.
    related: tuple[str, ...] = ()
    # Intents whose answer follows this one's: what came after, what others say.
    later: tuple[str, ...] = ()
    # The intent that tells of a team's exclusion where it was dropped in a later round: where the
    # question speaks of one, or always.
    after: str | None = None
    after_always: bool = False
    # The intent that tells it where those named were left out at the selection.
    before: str | None = None
    # The intent that is meant where this one says nothing of those named but that one does, unless
    # one of these concepts stands in the question.
    otherwise: str | None = None
    otherwise_unless: tuple[str, ...] = ()
    # Without a word of this shape, an open question of which this intent would deny something asks
    # another intent: "which of the two was left out?" asks for no reason.
    without: dict[str, str] = {}
    # The intent that tells of those named who have no part in what this one tells.
    apart: str | None = None
    # Entities of which, where one is named, another intent tells.
    where: dict[str, str] = {}
    # The intent that tells more of what companies have in rounds, where some of both are named.
    in_round: str | None = None
    # The intent that is meant where the sister programme is spoken of.
    sister: str | None = None
    # Tells what somebody said: of a stranger beside others nothing of theirs.
    speaks: bool = False
    # Speaks of what came after the selection: a fate told here is not that of the selection.
    afterwards: bool = False

    @property
    def untold(self) -> frozenset[str]:
        """The concepts of what a question may ask here that its facts do not tell."""
        states = bool(self.answers) and self.outcome is None and not self.denies
        return frozenset((*self.cannot, *([COSTS] if states and not self.on_costs else ())))

    @property
    def silent(self) -> bool:
        """Whether it is a topic of which no fact tells."""
        return not (self.answers or self.outcome)

    @property
    def of_makers(self) -> bool:
        """Whether it can be asked of the maker of a model, and tells more than which that is."""
        slot = self.slot
        if slot is None or self.card_of or "company" not in slot.kinds or "model" not in slot.via:
            return False
        return any("subject.model" not in rule.needs.values() for rule in self.answers)

    @property
    def roots(self) -> set[str]:
        """Where the paths of its answers start: entities, or `subject`."""
        paths = (path for rule in self.answers for path in rule.needs.values())
        return {path.partition(".")[0] for path in paths}

    @property
    def denies(self) -> bool:
        """Whether most of what it says denies what the question claims."""
        corrected = sum(answer.outcome == "corrected" for answer in self.answers)
        return corrected * 2 > len(self.answers)


class IntentWords(Record):
    """One intent in one language: what people say and what the bot says."""

    about: str | None = None
    example: str | None = None
    answers: dict[str, str] = {}
    utterances: str = ""

    def lines(self) -> list[str]:
        """The utterances, one per line, without blanks."""
        return [line.strip() for line in self.utterances.splitlines() if line.strip()]


class StatementWords(Record):
    """How one language makes a statement that facts deny, and what is near it and does not.

    Both are utterances, one a line.
    """

    says: str = ""
    unlike: str = ""

    def utterances(self) -> Iterator[tuple[str, bool]]:
        """Every utterance, and whether it makes the statement."""
        for lines, stated in ((self.says, True), (self.unlike, False)):
            yield from ((line.strip(), stated) for line in lines.splitlines() if line.strip())


class LanguageRecord(Record):
    """`_language.yaml`: everything a language says outside of the intents."""

    name: str
    locale: str
    enabled: bool = True
    # The language whose entity names this one uses where it has none of its own.
    names_from: Language | None = None
    # What every entity must tell under `grammar` for this language's sentences, if anything.
    grammar: str | None = None
    # Fixed sentences around answers: source line, fallback, clarification …
    texts: dict[str, str]
    # How an event reads in a timeline, by attribute: `{subject}` and `{value}`.
    events: dict[str, str] = {}
    # Currencies, "about", years and half years, the sign between groups of three digits.
    units: dict[str, str]
    scales: dict[int, str]
    numbers: dict[int, str]
    # Words for about so many: "a dozen".
    about: dict[str, int] = {}


class SourceRef(Record):
    """A source as an answer names it."""

    id: str
    title: str
    date: str | None
    url: str | None


class EntityRef(Record):
    """An entity found in a question, with the words it was found in and how."""

    id: str
    surface: str
    how: str


class Memory(Record):
    """What is kept of a conversation between two messages. Empty at the start."""

    language: Language | None = None
    intent: str | None = None
    entities: tuple[str, ...] = ()
    # The last entities spoken of, the newest last, those of the last list, and the last told.
    recent: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    # Those of one kind that the user named side by side last, in that order.
    named: tuple[str, ...] = ()
    # A pending clarification: the intent to resume, and the ids offered.
    pending: str | None = None
    options: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    # The last answer that told or asked something, without words: it can be said again.
    frame: str = ""


class Offer(Record):
    """Another reading of a question: its label in the answer's language, and its frame."""

    label: str
    frame: str


class Answer(Record):
    """What the engine returns. `text` is `body` with the line of sources and dates.

    `frame` is the answer without words, as JSON: `Knowledge.retell` says it in any language.
    """

    text: str
    body: str
    language: Language
    outcome: Outcome
    intent: str | None
    entities: tuple[EntityRef, ...] = ()
    facts: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    as_of: str | None = None
    suggestions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    frame: str = "[]"
    alternatives: tuple[Offer, ...] = ()
    memory: Memory = Memory()

    @model_validator(mode="after")
    def _needs_source(self) -> Answer:
        if self.facts and not self.sources:
            raise ValueError("an answer that uses facts names their source")
        return self
