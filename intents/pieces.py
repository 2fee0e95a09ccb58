"""How plainly the pieces of a message ask something, and whether each is a question of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intents.normalize import words
from intents.reading import POINTERS, TODAY, Reading

# A part of a message is a question of its own when the ranker is this sure of it.
SURE = 0.5
LEAST_SURE = 0.3
# Of the pieces of one sentence, which say less each, the likeliest intent may be less likely.
LEAST_WEIGHT = 0.2
# … and of one that is no question by itself, but a few words: "experts and users?".
LEAST_OF_WORDS = 0.8
# A question that nothing shows to be one but its words must be plain.
PLAINLY = 0.85
# Of a thing that is only named, several intents may speak.
LEAST_OF_THING = 0.6
LEAST_WORDS = 2
# … and one of a list that shows itself to be one may be less plain than a question.
LEAST_OF_LIST = 0.4
# … unless all of it asks so plainly for one thing else.
ONE_THING = 0.95
# Words beside a name that ask nothing by themselves: "and poor old Kakao?".
FEW_BESIDE = 2
# Words of its own of a question that lives from the sentence before it.
THIN = 3
# A list holds so many things at least.
PAIR = 2
# These ask nothing of the subject.
ASIDE = frozenset({"greeting", "thanks", "goodbye", "out_of_scope", "are_you_sure", "help"})
# Tell what became of somebody …
_FATE = frozenset({"excluded", "selected", "advanced", "was_chosen"})
# … and ask for it, if one of these stands beside it.
_OPEN = frozenset({"asks", "requests", "alternative", "or_not", "tag", "doubt"})
# Signs behind which a clause may only say of whom the next one asks.
_DIVIDES = frozenset({",", ";", ":"})
_APPOSED = re.compile(r"[가-힣]{0,2},\s+\w")


def weight(reading: Reading) -> float:
    """How surely a sentence asks something of the subject."""
    intent, probability = reading.ranking[0]
    return 0.0 if intent in ASIDE else probability


def on_subject(reading: Reading) -> float:
    """How surely a piece asks of the subject, whichever of its intents is meant."""
    return sum(probability for intent, probability in reading.ranking if intent not in ASIDE)


def off(reading: Reading) -> bool:
    """Whether a sentence is surely no question on the subject."""
    intent, probability = reading.ranking[0]
    return intent in ASIDE and probability >= LEAST_OF_WORDS


def elliptic(reading: Reading) -> bool:
    """Whether a sentence lives from another: "and Kakao?", "why?"."""
    few = len(reading.content) <= FEW_BESIDE and weight(reading) < LEAST_SURE
    named = bool(reading.mentions) and (few and reading.asks)
    return named or (not reading.content and bool(reading.shapes or reading.mentions))


def plain_thing(piece: Reading) -> bool:
    """Whether a few words name plainly what is asked for: "the budget"."""
    said = [word for word in words(piece.masked) if word[0].isalnum()]
    if len(said) < LEAST_WORDS or not (piece.content or piece.shapes):
        return False
    korean = "가" <= piece.masked[-1:] <= "힣"  # its particles also join what belongs together
    least = PLAINLY if korean else LEAST_OF_THING
    return weight(piece) >= least and on_subject(piece) >= PLAINLY


def echoes(piece: Reading, before: Sequence[Reading]) -> bool:
    """Whether a piece only asks once more what the one before it does: "why …, how come?"."""
    says = piece.content or piece.mentions or piece.values.dates or piece.tags & {*POINTERS}
    bare = piece.shapes and not says
    return bool(bare and before) and {*piece.shapes} <= {*before[-1].shapes}


def asks_apart(left: Reading, right: Reading) -> bool:
    """Whether two clauses that no sign divides are each plainly a question, and not the same."""
    asks = left.shapes and right.shapes and left.ranking[0][0] != right.ranking[0][0]
    plain = all(weight(one) >= SURE and on_subject(one) >= SURE for one in (left, right))
    return bool(asks) and plain and "compare" not in left.tags


def is_item(piece: Reading) -> bool:
    """Whether a line or a numbered thing asks by itself, and does not state something."""
    asks = piece.asks or piece.shapes or len(piece.content) <= THIN
    states = piece.text.rstrip()[-1:] in {".", "!"} and not asks
    named = bool(piece.content) and on_subject(piece) >= LEAST_OF_THING
    plain = weight(piece) >= (LEAST_SURE if named else SURE)
    return not states and (plain or elliptic(piece))


def headed(item: Reading, head: Reading) -> Reading:
    """A thing of a list with whom and when its head names."""
    dates = item.values.dates or head.values.dates
    before = () if item.mentions else head.mentions
    return replace(item, before=before, values=replace(item.values, dates=dates))


def separate(before: Sequence[Reading], right: Reading, whole: Reading, sign: str) -> bool:
    """Whether a piece of a sentence is a question of its own, other than the one before it.

    `sign` is what stands between the two, if it is no word.
    """
    left = before[-1]
    scene = sign in _DIVIDES and "tag" not in whole.tags and _sets_scene(left, right)
    besides = "contrast_behind" in left.tags and not left.content  # 네이버 말고 …
    if scene or besides or leads_up(left, right):
        return False
    asked = left.mentions and left.shapes  # "whose is EXAONE, …"
    begins = len(before) > 1 or left.content or asked or any(c.isdigit() for c in left.masked)
    if "compare" in whole.tags or not begins or _single(right):
        return False
    if left.ranking[0][0] == "opinion" or _told_before(left, right):
        return False
    if "alternative" in right.tags and not (right.content or right.shapes):
        return False  # "who was ahead, KT or Kakao"
    begun = elliptic(left) or _stands(left)
    if elliptic(right):
        return begun
    goes_on = right.goes_on and not right.shapes
    apart = left.ranking[0][0] != right.ranking[0][0] and not goes_on
    return begun and apart and _stands(right)


def _sets_scene(left: Reading, right: Reading) -> bool:
    """Whether a piece only says of whom, or when, the next one asks: "KT, once out, which …?"."""
    asks = left.asks or left.shapes or left.opens_asking
    apposed = any(_APPOSED.match(left.text, m.end) for m in left.mentions)
    slight = apposed or weight(left) < LEAST_OF_THING
    return not asks and slight and bool(right.shapes)


def leads_up(left: Reading, right: Reading) -> bool:
    """Whether a piece states what became of somebody, and the next one asks: "out; why?"."""
    asks = left.shapes or left.opens_asking or left.asks or left.tags & _OPEN
    fate = left.tags & _FATE and len(left.mentions) == 1 and len(left.content) > 1
    return bool(fate and right.shapes and not (asks or right.mentions))


def _told_before(left: Reading, right: Reading) -> bool:
    """Whether a piece only tells of whom the next one asks today: "KT, once chosen, is it in?"."""
    asks = left.opens_asking or left.shapes or right.shapes or right.mentions
    return bool(TODAY in right.tags and left.mentions and not asks)


def _brief(piece: Reading) -> bool:
    """Whether a piece of a list has few words of its own and goes on nothing before it."""
    return len(piece.content) <= THIN and not piece.goes_on


def is_head(piece: Reading | None) -> bool:
    """Whether the first piece of a list only names of whom it asks: "EXAONE: maker, …"."""
    if piece is None or not piece.mentions:
        return False
    return not (piece.content or piece.shapes)


def plainly_listed(parts: Sequence[Reading], whole: Reading, *, told: bool) -> bool:
    """Whether the pieces of a list are plain; of three, one may be less so if it asks."""
    intents, weights = zip(*(part.ranking[0] for part in parts), strict=True)
    if told:
        one_thing = weight(whole) >= ONE_THING and whole.ranking[0][0] not in intents
        vague = [part for part in parts if weight(part) < LEAST_OF_LIST]
        open_ = len(parts) > PAIR and all(p.shapes and on_subject(p) >= SURE for p in vague)
        return not one_thing and (not vague or (open_ and len(vague) == 1))
    three = len(parts) > PAIR and weight(whole) < SURE
    plainness = sum(weights) / len(weights) if three else min(weights)
    return plainness >= PLAINLY and min(weights) >= SURE and all(map(_brief, parts))


def telling(pieces: Sequence[Reading], things: Sequence[Reading]) -> list[Reading]:
    """The things of a list between the first and the last that plainly ask for something.

    What stands before or behind them without a question word only says how to answer: "… in one
    line, please". `things` are the pieces as they ask most plainly.
    """
    plain = [
        bool(thing.shapes) or (weight(thing) >= LEAST_OF_LIST and on_subject(piece) >= SURE)
        for piece, thing in zip(pieces, things, strict=True)
    ]
    if plain.count(True) < PAIR:
        return [*things]
    return [*things[plain.index(True) : len(plain) - plain[::-1].index(True)]]


def _single(piece: Reading) -> bool:
    """Whether a piece is one bare word, the second of a pair: "accepted and rejected"."""
    few = len(words(piece.masked)) - piece.asks <= 1
    return few and not piece.mentions and not piece.shapes


def each_stands(parts: Sequence[Reading], whole: Reading) -> bool:
    """Whether every piece is nearly as plain a question as the whole sentence is."""
    enough = min(SURE, 0.8 * weight(whole))
    return all(elliptic(part) or on_subject(part) >= enough for part in parts)


def _stands(part: Reading) -> bool:
    """Whether a piece is plain enough to be a question of its own."""
    asking = part.shapes or part.opens_asking or part.mentions
    refers = "anaphora" in part.tags
    least = LEAST_WEIGHT if asking else SURE if refers else LEAST_OF_WORDS
    return weight(part) >= least and on_subject(part) >= SURE
