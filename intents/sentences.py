"""The sentences of a message: which of them ask, and what the others lead up to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from intents.marks import numbered
from intents.names import Mention
from intents.parting import chat
from intents.pieces import (
    ASIDE,
    FEW_BESIDE,
    LEAST_SURE,
    PLAINLY,
    SURE,
    THIN,
    elliptic,
    on_subject,
    weight,
)
from intents.reading import Reading

# Sentences looked at in a long message: its beginning and, where questions stand, its end.
MOST_SENTENCES = 24
# Words that ask, also without a question mark.
ASKING = frozenset("why when since who by_whom with_whom how_many how_much where".split())
# What a sentence behind a question may ask of its answer: "… I'd like their names."
REQUESTED = frozenset({"asks_names", "name_word"})
# With one of these it asks of something else: "… and the names of the five."
_THINGS = frozenset({"subject", "consortium", "teams", "big_two"})
_SENTENCE = re.compile(r"(?<=[.!?;…。？！])\s+|(?<=[?？])(?=\S)")
_ABBREVIATION = re.compile(
    r"(?:^|\s)(?:[A-Za-z]\.|[Ss]ig|[Dd]ott|[Pp]rof|[Mm]rs?|[Dd]r|vs|es|e\.g|i\.e|no|nr)\.?$"
)


def likeliest(sentences: Sequence[Reading]) -> Reading:
    """Of sentences of which none plainly asks, the one that is to be answered.

    What is asked beside thanks or a greeting is not, be it off the subject.
    """
    best = max(sentences, key=lambda r: (r.asks and weight(r) > 0, weight(r)))
    if not best.asks and weight(best) < SURE:
        best = next((r for r in sentences if r.asks and r.mentions), best)
    if best.ranking[0][0] not in ASIDE - {"out_of_scope"}:
        return best
    others = (r for r in sentences if r.asks and r.ranking[0][0] == "out_of_scope")
    return next(others, best)


def chats(sentences: Sequence[Reading]) -> list[Reading]:
    """The sentence that thanks or takes leave, where all others only tell of the asker."""
    others = [r for r in sentences if not chat(r)]
    idle = all(not (r.mentions or r.shapes or "subject" in r.tags) for r in others)
    return [r for r in sentences if chat(r)][:1] if idle else []


def without_chat(sentences: Sequence[Reading]) -> list[Reading]:
    """The sentences without thanks or an "ok", where another one names or asks something."""
    idle = [r for r in sentences if chat(r) or not (r.content or r.shapes or r.mentions or r.asks)]
    rest = [r for r in sentences if r not in idle]
    return rest if any(r.mentions or r.shapes or r.asks for r in rest) else [*sentences]


def without_doubts(questions: Sequence[Reading]) -> list[Reading]:
    """The questions without one whether the sources say so: "…? Do the sources tell?"."""
    idle = [r for r in questions if r.ranking[0][0] == "sources" and len(r.content) <= THIN]
    own = [r for r in questions if r not in idle]
    return own or [*questions]


def doubts(reading: Reading) -> bool:
    """Whether a sentence only doubts what was answered: "are you sure?"."""
    intent, probability = reading.ranking[0]
    return intent == "are_you_sure" and probability >= SURE


def with_leads(
    spans: Sequence[tuple[int, int]], read: Callable[[tuple[int, int]], Reading]
) -> list[Reading]:
    """The sentences; a thin question becomes one with the statement that it speaks of."""
    sentences = [read(span) for span in spans]
    for place in range(len(spans) - 1, 0, -1):
        before, question = sentences[place - 1], sentences[place]
        thin = _thin(question)
        bare = not (question.content or question.mentions)
        echo = bare and not before.shapes and before.mentions  # "no KT? Why?"
        asks = question.asks or (bare and question.shapes)
        if asks and (echo or not before.asks) and (thin or weight(question) < SURE):
            both = read((spans[place - 1][0], spans[place][1]))
            least = LEAST_SURE if bare else max(weight(question), SURE) if thin else PLAINLY
            if weight(both) > least:
                sentences[place - 1 : place + 1] = [both]
    return sentences


def _thin(reading: Reading) -> bool:
    """Whether a question says little by itself: "why is that?", "what was its excuse?"."""
    refers, few = "anaphora" in reading.tags, len(reading.content) <= FEW_BESIDE
    if few and not reading.mentions and "subject" not in reading.tags:
        return True
    return len(reading.content) <= THIN and (refers or not reading.content)


def is_question(reading: Reading) -> bool:
    """Whether a sentence asks something, be it without a question mark: "tell me who won"."""
    said = reading.asks or reading.shapes or reading.mentions or len(reading.content) > THIN
    if "several_things" in reading.tags and not said:
        return False
    if reading.asks or reading.tags & {"asks", "requests"}:
        return weight(reading) >= LEAST_SURE or elliptic(reading)
    if "correction" in reading.tags and not reading.mentions:
        return False
    if (
        "enumerator" in reading.tags
        and reading.shapes
        and not (reading.content or reading.mentions)
    ):
        return True  # "…; (b) and why"
    asks = "enumerator" in reading.tags or bool(ASKING.intersection(reading.shapes))
    joined = bool(reading.tags & {"enumerator", "joint"})
    return asks and weight(reading) >= (SURE if joined else PLAINLY)


def stated(sentences: Sequence[Reading]) -> list[Reading]:
    """Of sentences that only state something those that are plain, but not what tells of the asker.

    "KT won the extra place. An okay will do for me."
    """
    plain = [r for r in sentences if weight(r) >= SURE or elliptic(r)]
    worded = [r for r in plain if r.shapes and weight(r) >= SURE]
    if worded:
        return worded
    return [r for r in plain if not _of_asker(r)] or plain


def named_alone(sentences: Sequence[Reading]) -> list[Reading]:
    """The sentence with a question mark that names somebody, where no other says anything of it."""
    named = [r for r in sentences if r.asks and r.mentions]
    rest = [r for r in sentences if r not in named]
    return named if not any(r.mentions or r.shapes or "subject" in r.tags for r in rest) else []


def _of_asker(reading: Reading) -> bool:
    return "asker" in reading.tags and not (reading.mentions or "subject" in reading.tags)


def asking(sentences: Sequence[Reading]) -> list[Reading]:
    """The sentences that ask; behind a question also "… and with whom", without a mark."""
    joined = {
        id(after)
        for before, after in pairwise(sentences)
        if before.asks and "joint" in after.tags and after.shapes and weight(after) >= LEAST_SURE
    }
    joined |= {
        id(after)
        for before, after in pairwise(sentences)
        if (before.asks or id(before) in joined) and _one_more(after)
    }
    return [r for r in sentences if is_question(r) or id(r) in joined]


def _one_more(reading: Reading) -> bool:
    """Whether a sentence only asks the one before of another: "ah, and Krafton, too, please"."""
    alone = reading.mentions and not (reading.shapes or reading.asks)
    return bool(alone) and "as_well" in reading.tags and len(reading.content) <= FEW_BESIDE


def without_requests(sentences: Sequence[Reading]) -> list[Reading]:
    """Sentences without what only asks how to answer the one before: "… I'd like the names."."""
    own: list[Reading] = []
    for sentence in sentences:
        bare = len(sentence.content) <= FEW_BESIDE and not sentence.tags & _THINGS
        names = bare and sentence.tags & REQUESTED
        behind = any(r.asks for r in own) and not (sentence.asks or sentence.mentions)
        if not (names and behind):
            own.append(sentence)
    return own


def led(reading: Reading, sentences: Sequence[Reading], leads: Sequence[Reading]) -> Reading:
    """A question with what the statements before it name and date, and a date left behind it."""
    place = sentences.index(reading)
    told = (r for r in sentences[:place] if r in leads)
    before = [r for r in told if not r.asks or "tag" in r.tags or weight(r) == 0]
    behind = [r for r in sentences[place + 1 :] if not (r.asks or r.content or r.mentions)]
    named = tuple(m for r in before for m in r.mentions)
    dates = reading.values.dates or tuple(d for r in (*before, *behind) for d in r.values.dates)
    amounts = reading.values.amounts or tuple(a for r in before for a in r.values.amounts)
    values = replace(reading.values, dates=dates, amounts=amounts)
    stated = tuple(r for r in before if on_subject(r) >= SURE)
    after = (r for r in sentences[place + 1 :] if r in leads and r.mentions and not r.asks)
    trails = tuple(r for r in after if on_subject(r) >= SURE)
    wanted = {tag for r in sentences[place + 1 :] if r in leads for tag in r.tags & REQUESTED}
    several = {tag for r in before for tag in r.tags & {"several_things"}}
    tags = reading.tags | wanted | several
    return replace(reading, before=named, leads=stated, trails=trails, values=values, tags=tags)


def _dotted(mention: Mention, cut: re.Match[str], text: str) -> bool:
    """Whether a full stop belongs to a name: "S.K. Telecom", "N.C. AI"."""
    inside = mention.start < cut.end() <= mention.end
    behind = mention.end < cut.end() and text[mention.end : cut.end()].strip() == "."
    return inside or (behind and "." in mention.surface)


def spans_of(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Spans of sentences; of a long text only the first and the last ones."""
    cuts, numbers = [0], numbered(text)
    for match in _SENTENCE.finditer(text):
        short = _ABBREVIATION.search(text[max(0, match.start() - 6) : match.start()])
        item = any(a < match.start() <= b for a, b in numbers)
        if not (short or item or any(_dotted(m, match, text) for m in mentions)):
            cuts += [match.end()]
    cuts.append(len(text))
    spans = [(a, b) for a, b in pairwise(cuts) if any(c.isalnum() for c in text[a:b])]
    if len(spans) > MOST_SENTENCES:
        spans = spans[: MOST_SENTENCES // 2] + spans[-MOST_SENTENCES // 2 :]
    return spans
