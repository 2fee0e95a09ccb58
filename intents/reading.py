"""One question, read: language, names, words around the names, shapes, values, ranked intents."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from intents import circumstances
from intents.concepts import Concepts
from intents.lexicon import Lexicon
from intents.models import Entity
from intents.names import Mention
from intents.normalize import fold, words
from intents.quantities import Quantity
from intents.ranker import key, ngrams
from intents.values import ValueReader, Values

SHAPES = (
    "ended why since when by_whom with_whom to_whom who how_many usd how_much where others"
    " which what"
).split()

# Beside these a "when" may tell a time rather than ask for it.
OF_TIME = frozenset({"which", "how_many", "version_word"})
# The concept of a date from which on something is asked.
FROM_THEN = "from_then"
# … and of words with which today is meant, whatever day is named: "chosen in 2025, now out?".
TODAY = "today_word"
# Concepts that say how words belong together, and nothing of what is asked: no features.
UNTAUGHT = frozenset(
    (
        "link belongs_to contrast contrast_behind bound more_than less_than counts_what"
        " counted_freely investors role measured index_word predecessor successor upbeat"
        " still_to_come counterfactual ended enumerator named_by_sum goes_on first_half"
        " second_half sixth seventh eighth ninth tenth no_further takes_over came_out"
        " several_things leans_back unveiled requests is_of asker opens_reason ends_reason asks_for"
        " joins_time no_costs no_how_much deal one_alone deadline hands_over out_of stake"
        " today_word own_list number_one latter moves_on one_meant superlative its_maker_behind"
        " other_purse say_again say_it_in left_over part_of placed_last licensed_apache"
        " licensed_mit licensed_closed runs_it stays_out placed_first triumph no_anaphora"
        " for_whom for_whom_behind other_text says_it takes_leave praises"
        " praise_alone fellow in_the_end middle at_last misnamed"
        " leaves_race comes_sooner accelerators handed_out quantity trains_with item_one item_two"
        " item_three question_words leans_on clause_end"
        " part_of_points first_in_time among_first premise a_winner alike its_model_behind"
        " flagship flagship_of same_time last_year tag_behind the_maker with_its denominated"
        " no_euro namely in_there declines point_zero at_version"
        " among_those no_asks goes_back same_reason christmas"
        " liberation_day no_negation sets_aside gets_in"
        " gets_out newcomer takes_place grounds"
        " same_for made_with trading as_well bigness"
        " is_open based_on came_in who_pays newest_one proposes"
        " panel_size while_out says_none says_only says_all"
        " is_sooner is_later is_out public_check minister_word rival_model dev_event"
        " nia_benchmark tied_first note_word not_only next_year tag_end set_against as_at"
        " who_says"
    ).split()
)
# How concepts begin that name the language in which somebody wants to hear something.
IN_LANGUAGE = "in_"
# The bot is asked to do something else instead of answering: to translate, to write a poem.
ERRAND = "errand"
# Concepts that point at something spoken of, by its place.
POINTERS = "first second third fourth fifth last latter former other_one".split()
# … and by its place in a list of the user's own.
OWN_LIST, NUMBER_ONE = OWN = ("own_list", "number_one")


@dataclass(frozen=True)
class Reading:
    """What is known of a question before anything is decided about it.

    `named` is the folded text with names masked, `masked` the same with values masked as well;
    `tags` are the concepts that stand in it, `states` the statements that some fact denies.
    """

    text: str
    language: str
    mentions: tuple[Mention, ...]
    named: str
    masked: str
    tags: frozenset[str]
    content: tuple[str, ...]
    values: Values
    training: str
    ranking: tuple[tuple[str, float], ...]
    # Begins as a yes-no question does, with its verb.
    opens_asking: bool
    # Begins as a clause does that belongs to the one before it: "…, to train it".
    goes_on: bool = False
    # A sentence before it doubts what was answered: "are you sure? …".
    doubts: bool = False
    # Another question of its sentence stands before it, of which it goes on to ask.
    part: bool = False
    # Names that are said not to be meant: "the first one, not KT".
    contrasted: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    quantities: tuple[Quantity, ...] = ()
    # How likely it makes other statements that some fact denies.
    likely: tuple[tuple[str, float], ...] = ()
    # Names in the statements that lead up to the question.
    before: tuple[Mention, ...] = ()
    # Those of the statements that speak of the subject.
    leads: tuple[Reading, ...] = ()
    # … and such that follow it.
    trails: tuple[Reading, ...] = ()

    @property
    def meant(self) -> tuple[Mention, ...]:
        """The names in the question, without those that only something else is set against."""
        return tuple(m for m in self.mentions if m.id not in self.contrasted)

    @property
    def stated(self) -> frozenset[str]:
        """The statements that some fact denies, in the question and in what leads up to it."""
        return self.states.union(*(one.states for one in self.leads))

    def of_kind(self, entities: Mapping[str, Entity], kinds: Iterable[str]) -> tuple[str, ...]:
        """The mentioned entities of these kinds, in order, each once."""
        wanted = set(kinds)
        found = (m.id for m in self.meant if entities[m.id].kind in wanted)
        return tuple(dict.fromkeys(found))

    def led_of_kind(self, entities: Mapping[str, Entity], kind: str) -> tuple[str, ...]:
        """The entities of a kind that the statements before the question name, each once."""
        return tuple(one for one in dict.fromkeys(self.lead) if entities[one].kind == kind)

    @property
    def lead(self) -> tuple[str, ...]:
        """The entities named by the statements that lead up to the question."""
        return tuple(m.id for m in self.before)

    def beside(self, entities: Iterable[str]) -> Reading:
        """The question as if it began with the names of these entities."""
        named = tuple(Mention(one, "", 0, 0, "exact") for one in entities)
        return replace(self, mentions=(*named, *self.mentions))

    @property
    def shapes(self) -> list[str]:
        """What the question asks for, the most telling first."""
        return [shape for shape in SHAPES if shape in self.tags]

    @property
    def asked(self) -> frozenset[str]:
        """The concepts, without a "when" that tells a time: "which version was it at when …"."""
        return self.tags - {"when"} if self.tags & OF_TIME else self.tags

    @property
    def asks(self) -> bool:
        """Whether the message has a question mark."""
        return "?" in self.text or "？" in self.text


def shifted(mention: Mention, by: int) -> Mention:
    """The same mention in a text that begins `by` characters earlier."""
    return replace(mention, start=mention.start + by, end=mention.end + by)


def behind_each(mentions: Sequence[Mention], text: str) -> list[tuple[Mention, str]]:
    """Names of a text, each with what stands behind it, up to the next of them."""
    ends = [m.start for m in mentions[1:]] + [len(text)]
    return [(m, text[m.end : end]) for m, end in zip(mentions, ends, strict=False)]


def mask(text: str, mentions: Sequence[Mention], entities: Mapping[str, Entity]) -> str:
    """The folded text with every name replaced by its kind."""
    parts, position = [], 0
    for mention in mentions:
        parts += [text[position : mention.start], f" x{entities[mention.id].kind}x "]
        position = mention.end
    return fold(" ".join("".join([*parts, text[position:]]).split()))


def without_names(text: str, mentions: Sequence[Mention]) -> str:
    """The text with the names cut out, to see what language the rest is in."""
    parts, position = [], 0
    for mention in mentions:
        parts.append(text[position : mention.start])
        position = mention.end
    return " ".join([*parts, text[position:]])


def training_text(masked: str, found: Iterable[str]) -> str:
    """What the ranker is given: the masked text, and the concepts found in it."""
    taught = (c for c in set(found) - UNTAUGHT if not c.startswith(IN_LANGUAGE))
    return f"{masked}\t{' '.join(sorted(taught))}"


def prepared(named: str, lexicon: Lexicon, reader: ValueReader) -> tuple[set[str], Values, str]:
    """A text with its names masked → its concepts, its values, and its `training_text`.

    Utterances and questions go through this alike, so that the ranker sees in a question what it
    learnt from the utterances.
    """
    found = lexicon.found(named)
    values = reader.read(named, found)
    plain = circumstances.masked(values.masked, reader.concepts)
    stands = lexicon.found(plain) if plain != values.masked else found
    return found, values, training_text(plain, stands)


def naming(training: str, kind: str) -> str:
    """A `training_text` as if the question also named an entity of this kind."""
    text, _, found = training.partition("\t")
    return f"{text} x{kind}x\t{found}"


def in_place(
    training: str, put: Iterable[tuple[tuple[int, int], str]], dropped: Container[str]
) -> str:
    """A `training_text` with masks in place of some of its words, without some concepts."""
    text, _, found = training.partition("\t")
    for (start, end), mask_ in sorted(put, reverse=True):
        text = f"{text[:start]} {mask_} {text[end:]}"
    kept = (concept for concept in found.split() if concept not in dropped)
    return f"{' '.join(text.split())}\t{' '.join(kept)}"


def features(text: str) -> list[int]:
    """The keys of the features of a `training_text`.

    Its n-grams, its concepts (shared by all languages), those beside the kinds of names it has,
    and of which kinds it has several names.
    """
    masked, _, found = text.partition("\t")
    tokens, concepts = masked.split(), found.split()
    kinds = sorted({token for token in tokens if is_mask(token)})
    return [
        *ngrams(masked),
        *map(_concept, concepts),
        *(_beside(concept, kind) for concept in concepts for kind in kinds),
        *(key(f"m {kind}") for kind in kinds if tokens.count(kind) > 1),
    ]


@lru_cache(maxsize=1024)
def _concept(name: str) -> int:
    return key(f"c {name}")


@lru_cache(maxsize=4096)
def _beside(concept: str, kind: str) -> int:
    return key(f"k {concept} {kind}")


def content_words(masked: str, concepts: Concepts, found: Collection[str]) -> tuple[str, ...]:
    """Words that are neither names, values, shapes nor fillers: what makes a question complete.

    `found` are the concepts that stand in the text.
    """
    pointing = (*SHAPES, *POINTERS, *OWN, "correction", "anaphora")
    plain = blanked(masked, (name for name in pointing if name in found), concepts)
    return tuple(
        word
        for word in words(plain)
        if word[0].isalpha() and not is_mask(word) and word not in concepts.fillers
    )


def blanked(text: str, names: Iterable[str], concepts: Concepts) -> str:
    """A text with the words of these concepts blanked, one concept after the other."""
    for name in names:
        for start, end in concepts.spans(name, text):
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def has_mask(text: str) -> bool:
    """Whether a name or a value stands in a masked text."""
    return any(map(is_mask, re.findall(r"\w+", text)))


def is_mask(word: str) -> bool:
    """Whether a word of a masked text stands for a name or a value."""
    return len(word) > 4 and word[0] == word[-1] == "x"
