"""A question → its readings: one per question in the message, at most three."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from intents.again import language_asked
from intents.asker import without_reasons
from intents.concepts import Concepts
from intents.contradictions import WHAT_IF, Contradictions
from intents.contrast import contrasts
from intents.dividing import dictated, numbering, ordered
from intents.heard import Heard
from intents.keyboard import undo_layout
from intents.language import LanguageGuesser
from intents.lexicon import Lexicon
from intents.models import Entity
from intents.names import Mention, NameIndex
from intents.normalize import fold, words
from intents.parting import chat
from intents.ranker import IntentRanker
from intents.reading import (
    ERRAND,
    FROM_THEN,
    IN_LANGUAGE,
    SHAPES,
    TODAY,
    Reading,
    content_words,
    mask,
    naming,
    prepared,
    shifted,
    without_names,
)
from intents.siblings import spoken_after, with_siblings
from intents.spacing import Spacer
from intents.spell import Speller
from intents.values import ValueReader, Values

MOST_PARTS = 3
# A sentence with more joints than this is a list of names or a story, not several questions.
MOST_CUTS = 7
# Sentences looked at in a long message: its beginning and, where questions stand, its end.
MOST_SENTENCES = 24
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
# Words looked at that may link two things, and the characters that one has at least.
MOST_LINKS = 3
SHORTEST = 4
# Characters that may stand between a joint and a name: ", (b) Microsoft".
GAP = 4
# Words beside a name that ask nothing by themselves: "and poor old Kakao?".
FEW_BESIDE = 2
# Words of its own of a question that lives from the sentence before it.
THIN = 3
# The sign of the first of the things that a list numbers, and how many it has at least.
FIRST = frozenset("a1①")
PAIR = 2
# Kinds of which the next question of a sentence goes on to ask: "…, and was its maker chosen?".
SPOKEN_OF = frozenset({"company", "model", "release", "round"})
# … and of the company behind these.
MADE = frozenset({"model", "release"})
# Concepts with phrases that hold a "not" of their own.
ABSORBING = frozenset({"tag", "excluded", "or_not", "why"})
# Concepts whose words mean nothing of the kind within those of another.
UNMEANT = {"costs": "no_costs", "how_much": "no_how_much", "anaphora": "no_anaphora"}
# … and those that mean no place in the name of a language: "in Korean".
_PLACES = ("within", "homeland")
# Before a "when", these ask themselves: "what did it say when it was left out?".
_ASKED_BEFORE = (*(shape for shape in SHAPES if shape != "when"), "how")
# Tell what became of somebody …
_FATE = frozenset({"excluded", "selected", "advanced", "was_chosen"})
# … and ask for it, if one of these stands beside it.
_OPEN = frozenset({"asks", "requests", "alternative", "or_not", "tag", "doubt"})
# Words that ask, also without a question mark.
ASKING = frozenset("why when since who by_whom with_whom how_many how_much where".split())
# What a sentence behind a question may ask of its answer: "… I'd like their names."
REQUESTED = frozenset({"asks_names", "name_word"})
# With one of these it asks of something else: "… and the names of the five."
_THINGS = frozenset({"subject", "consortium", "teams", "big_two"})
ASIDE = frozenset({"greeting", "thanks", "goodbye", "out_of_scope", "are_you_sure", "help"})

_SENTENCE = re.compile(r"(?<=[.!?;…。？！])\s+|(?<=[?？])(?=\S)")
# What tells the things asked for apart: a line break, "(a)", "2)", "②".
_ITEM = re.compile(r"\s*\n\s*|(?:(?<=\s)|^)(?:\(?[a-d1-4]\)|[①-④])\s*", re.IGNORECASE)
# A number with a full stop is one only behind the number before it.
_NUMBER = re.compile(r"(?:(?<=\s)|^)([1-4])\.\s+")
_DIVIDER = re.compile(r"\s[/+]\s|(?<=[가-힣])[/+·](?=[가-힣])")
_DIVIDES = frozenset({",", ";", ":"})
_APPOSED = re.compile(r"[가-힣]{0,2},\s+\w")
_DASH = re.compile(r"\s[–—-]\s")
_NAMED = re.compile(r"\bx[a-z]+x\b")
_COLON = re.compile(r"[:;]\s|\s[–—-]\s")
_ABBREVIATION = re.compile(
    r"(?:^|\s)(?:[A-Za-z]\.|[Ss]ig|[Dd]ott|[Pp]rof|[Mm]rs?|[Dd]r|vs|es|e\.g|i\.e|no|nr)\.?$"
)


@dataclass(frozen=True)
class Reader:
    """Everything needed to read a question; built once per catalogue."""

    entities: Mapping[str, Entity]
    names: NameIndex
    guesser: LanguageGuesser
    ranker: IntentRanker
    concepts: Mapping[str, Concepts]
    lexicons: Mapping[str, Lexicon]
    spellers: Mapping[str, Speller]
    spacer: Spacer
    contradictions: Mapping[str, Contradictions]
    heard: Heard
    values: Mapping[str, ValueReader]
    knows: Callable[[str], bool]
    fallback: str

    def language(self, text: str, mentions: Sequence[Mention], known: str | None) -> str:
        """The language of the words around the names, else the one already spoken."""
        around = self.guesser.guess(without_names(text, mentions))
        return around or known or self.guesser.script(text) or self.fallback

    def read(self, text: str, language: str, mentions: Sequence[Mention]) -> Reading:
        """One question, read as a whole. `mentions` have offsets in `text`."""
        named = self.spellers[language].mend(mask(text, mentions, self.entities))
        named = without_reasons(named, self.concepts[language])
        found, values, training = prepared(named, self.lexicons[language], self.values[language])
        first = named.split(maxsplit=1)[0] if named else ""
        contrasted = contrasts(text, mentions, self.entities, self.concepts[language])
        tags = self._plain(found, named, language, len(contrasted))
        return Reading(
            text=text,
            language=language,
            mentions=tuple(mentions),
            named=named,
            masked=values.masked,
            tags=frozenset({*tags, *self._since(values, language)}),
            contrasted=frozenset(contrasted),
            content=content_words(values.masked, self.concepts[language], found),
            values=values,
            training=training,
            ranking=tuple(self.ranker.rank(training)),
            opens_asking=first in self.concepts[language].words("asks_first"),
            goes_on=first in self.concepts[language].words("goes_on"),
        )

    def _plain(self, found: set[str], named: str, language: str, contrasted: int) -> set[str]:
        """The concepts without those that only stand within others: a "not" of a tag or a name."""
        concepts = self.concepts[language]
        found = self._meant(found, named, language)
        found = {*found, "correction"} if "misnamed" in found else found
        if {"excluded", "selected"} <= found:  # "made the cut" cuts nobody
            standing = concepts.stands_outside("excluded", ["selected"], named)
            found = found if standing else found - {"excluded"}
        if "negation" not in found or not self._negates(named, language):
            return found - {"negation"}
        if contrasted and len(concepts.spans("negation", named)) <= contrasted:
            return found - {"negation"}
        if not found & ABSORBING:
            return found
        free = concepts.stands_outside("negation", ABSORBING & found, named)
        return found if free else found - {"negation"}

    def _meant(self, found: set[str], named: str, language: str) -> set[str]:
        """The concepts without a "when" that tells a time and costs that are none."""
        concepts = self.concepts[language]
        spoken = ((place, IN_LANGUAGE + code) for place in _PLACES for code in self.concepts)
        idle = {
            name
            for name, within in (*UNMEANT.items(), *spoken)
            if {name, within} <= found and not concepts.stands_outside(name, [within], named)
        }
        return found - (idle | {"when"} if self._tells_time(found, named, language) else idle)

    def _tells_time(self, found: set[str], named: str, language: str) -> bool:
        """Whether each "when" only tells of which time something else is asked."""
        concepts = self.concepts[language]
        if "joins_time" not in found or concepts.stands_outside("when", ["joins_time"], named):
            return False
        joints = {end for _, end in concepts.spans("joint", named)}
        starts = [start for start, _ in concepts.spans("joins_time", named)]
        return joints.isdisjoint(starts) and all(
            concepts.found(_ASKED_BEFORE, named[:start]) for start in starts
        )

    def _negates(self, named: str, language: str) -> bool:
        """Whether a "not" may turn round what is asked: not in "no spin: did xcompanyx …"."""
        aside, colon, asked = named.partition(":")
        if not colon or _NAMED.search(aside) or not _NAMED.search(asked):
            return True
        return self.concepts[language].has("negation", asked)

    def _since(self, values: Values, language: str) -> Iterable[str]:
        """The concept of a date from which on something is asked: a word beside its mask."""
        return self.concepts[language].found([FROM_THEN], values.masked) if values.dates else ()

    def parts(self, text: str, known: str | None, spoken: Iterable[str] = ()) -> list[Reading]:
        """The questions of a message in order; one unless several are clearly asked.

        `known` is the language spoken so far, `spoken` the ids of what was spoken of, latest first.
        """
        return [self._stating(reading) for reading in self._parts(text, known, spoken)]

    def _stating(self, reading: Reading) -> Reading:
        """A question with what it and its leads state: not looked for in pieces that fall away."""
        leads = tuple(map(self._stating, reading.leads))
        found = self.contradictions[reading.language].found(reading.named)
        found = frozenset({WHAT_IF}) if WHAT_IF in found else found
        return replace(reading, states=found, leads=leads)

    def _parts(self, text: str, known: str | None, spoken: Iterable[str]) -> list[Reading]:
        text = self.spacer.spaced(undo_layout(text, self.knows) or text)
        line = text.replace("\n", " ")
        mentions = with_siblings(line, self.names.find(line), self.entities, self.names)
        mentions = mentions or spoken_after(line, spoken, self.entities, self.names)
        language = self.language(line, mentions, known)
        spans = _sentences(text, mentions)
        if len(spans) > 1:
            read = partial(self._part, text, language=language, mentions=mentions)
            if self.concepts[language].has(ERRAND, fold(text)):
                return [self.read(text, language, mentions)]
            by_line = all(text[start - 1] == "\n" for start, _ in spans[1:])
            lines = self._itemised(self.read(text, language, mentions)) if by_line else []
            return lines or self._asked(_with_leads(spans, read))[:MOST_PARTS]
        whole = self.read(text, language, mentions)
        return self._apart(whole)

    def _apart(self, whole: Reading) -> list[Reading]:
        """The questions of one sentence, at most so many."""
        parts = self._divided(whole)
        return [one for part in parts for one in self._dictated(part)][:MOST_PARTS]

    def _divided(self, whole: Reading) -> list[Reading]:
        """The questions of one sentence, by its signs and by words that join."""
        numbered = self._itemised(whole)
        if numbered:
            return numbered
        joined, listed = self._conjoined(whole), self._listed(whole)
        if len(listed) > len(joined) > 0:
            return listed
        return joined or self._pair(whole) or listed or [whole]

    def _dictated(self, whole: Reading) -> list[Reading]:
        """Questions that follow one another without a sign: "what was it worth who got it"."""
        concepts = self.concepts[whole.language]
        taken = [(m.start, m.end) for m in whole.mentions]
        starts = dictated(whole.text, concepts, taken) if _weight(whole) < PLAINLY else []
        parts, begin = list[Reading](), 0
        for start, following in pairwise([*starts, len(whole.text)]):
            left = self._cut(whole, begin, start)
            rights = (self._cut(whole, start, end) for end in (len(whole.text), following))
            if left and any(right and _asks_apart(left, right) for right in rights):
                parts, begin = [*parts, left], start
        rest = self._cut(whole, begin, len(whole.text)) if parts else None
        return [replace(p, before=whole.before) for p in (*parts, rest)] if rest else [whole]

    def _part(
        self, text: str, span: tuple[int, int], language: str, mentions: Sequence[Mention]
    ) -> Reading:
        start, end = span
        number = numbering(text[start:end], self.concepts[language])
        begin = start + number
        inside = [shifted(m, -begin) for m in mentions if begin <= m.start and m.end <= end]
        reading = self.read(text[begin:end], language, inside)
        return replace(reading, tags=reading.tags | {"enumerator"}) if number else reading

    def _asked(self, sentences: list[Reading]) -> list[Reading]:
        """The sentences that ask something; asides and what leads up to a question are left.

        What the others name and claim goes to the question after them.
        """
        sentences = self._told_of(sentences)
        own = _without_requests(sentences)
        again = [r for r in own if self._asks_again(r)]
        questions = [r for r in own if _is_question(r)]
        if again and all(r in again for r in questions):
            return again[-1:]
        corrections = [r for r in own if "correction" in r.tags and r.mentions][:1]
        asked = questions or corrections or [r for r in own if _weight(r) >= SURE or _elliptic(r)]
        vague = asked != corrections and all(_elliptic(r) and _weight(r) < SURE for r in asked)
        chats = [] if questions or corrections or any(r.asks for r in own) else _chats(own)
        if chats:
            return chats
        if not asked or vague:
            asked = [_likeliest(own)]
        leads = [r for r in sentences if r not in asked]
        asked = [_led(r, sentences, leads) for r in asked]
        doubts = any(map(_doubts, leads))
        return [replace(part, doubts=doubts) for r in asked for part in self._apart(r)]

    def _told_of(self, sentences: Sequence[Reading]) -> list[Reading]:
        """Sentences, of which a question that names nobody may be on one named just before it."""
        told: list[Reading] = []
        for sentence in sentences:
            before = told[-1].mentions if told and not told[-1].asks else ()
            asks = sentence.asks and sentence.shapes and len(sentence.content) >= PAIR
            vague = asks and not (_is_question(sentence) or _off(sentence))
            read = self._following(sentence, before) if vague else None
            told.append(read if read and _weight(read) >= LEAST_OF_THING else sentence)
        return told

    def _asks_again(self, reading: Reading) -> bool:
        """Whether a sentence asks for the last answer once more: "… The Italian version?"."""
        concepts = self.concepts[reading.language]
        return language_asked(reading, concepts, self.concepts) is not None

    def _itemised(self, whole: Reading) -> list[Reading]:
        """The lines or numbered things of a list, of whom its head names: "KT: (a) … (b) …"."""
        concepts = self.concepts[whole.language]
        numbered = _numbered(whole.text)
        marks = numbered or ordered(whole.text, concepts)
        if not marks:
            return []
        begins, ends = [0, *(end for _, end in marks)], [*(a for a, _ in marks), len(whole.text)]
        ends = ends if numbered else [len(whole.text[:end].rstrip(" ,;")) for end in ends]
        spans = list(zip(begins, ends, strict=True))
        cut = [self._cut(whole, *span) for span in spans if whole.text[slice(*span)].strip(" (")]
        pieces = [piece for piece in cut if piece is not None]
        if len(pieces) < len(cut) or len(pieces) < PAIR:
            return []
        firsts = FIRST | concepts.words("item_one")
        head = (
            pieces.pop(0)
            if marks[0][0] and _heads(whole.text, marks[0], pieces[0], firsts)
            else None
        )
        named = head.mentions if head else pieces[0].mentions
        items = [self._following(piece, named) or piece for piece in pieces]
        if len(items) < PAIR or not all(map(_is_item, items)):
            return []
        return [_headed(item, head) if head else item for item in items[:MOST_PARTS]]

    def _conjoined(self, whole: Reading) -> list[Reading]:
        """Two or three questions joined in one sentence, if each stands by itself."""
        cuts = self._cuts(whole)
        if not cuts or len(cuts) > MOST_CUTS:
            return []
        spans, start = [], 0
        for end, following in (*cuts, (len(whole.text), len(whole.text))):
            spans += [(start, end)] if start <= end else []  # two joints in one: ", and", " b) "
            start = max(start, following)
        parts = self._standing(whole, spans)
        return parts[:MOST_PARTS] if len(parts) > 1 and _each_stands(parts, whole) else []

    def _pair(self, whole: Reading) -> list[Reading]:
        """Two things asked for side by side, each plain by itself: "the criteria and the date"."""
        if "compare" in whole.tags or not whole.content:
            return []
        for before, behind in self._links(whole):
            pair = []
            for span in (before, behind):
                piece = self._cut(whole, *span)
                if piece is None or not _plain_thing(piece):
                    break
                pair.append(piece)
            intents = {piece.ranking[0][0] for piece in pair}
            leads_up = len(pair) == PAIR and _leads_up(*pair)
            if len(intents) > 1 and whole.ranking[0][0] in intents and not leads_up:
                return pair
        return []

    def _listed(self, whole: Reading) -> list[Reading]:
        """Two or three things asked of one subject: "Kanana: its maker, version and partner".

        Without a word or a sign that tells of several things, each must be plain and short.
        """
        signs = [*(m.span() for m in _DIVIDER.finditer(whole.text)), *_numbered(whole.text)]
        divided = any(not _between_names(whole, *span) for span in signs)
        told = "several_things" in whole.tags or divided or len(_DASH.findall(whole.text)) > 1
        text = _comparable(whole.text)
        commas = len(self.concepts[whole.language].spans("comma", text))
        joined = told or self._joints(whole, text) or len(self._links(whole)) > 1
        spans = self._items(whole) if (joined or commas > 1) and "compare" not in whole.tags else []
        if not 1 < len(spans) <= MOST_CUTS:
            return []
        pieces = [self._cut(whole, *span) for span in spans]
        head = whole.text[spans[0][1] : spans[1][0]].strip() not in {"", ","}
        apposed = _is_head(pieces[0]) and not (head or joined)  # "KT, left out in 2025, is it …?"
        told = told or (head and _is_head(pieces[0]))
        if None in pieces or apposed or not (told or len(spans) <= MOST_PARTS):
            return []
        kinds: list[str] = [self.entities[m.id].kind for m in (*whole.mentions, *whole.before)]
        kinds += ["company"] if MADE.intersection(kinds) else []
        full = [p for p in pieces if p is not None and (p.content or p.shapes)]
        if any(_leads_up(left, right) for left, right in pairwise(full)):
            return []
        things = [self._thing(piece, kinds) for piece in full]
        parts = [piece for piece in things if _tells(piece)]
        if not 1 < len(parts) <= MOST_PARTS:
            return []
        intents, weights = zip(*(piece.ranking[0] for piece in parts), strict=True)
        if not _plainly_listed(parts, weights, whole, told=told) or len({*intents}) != len(intents):
            return []
        # Whoever is named beside the list is meant in each of its pieces.
        return [p if p.mentions else replace(p, before=whole.mentions) for p in parts]

    def _items(self, whole: Reading) -> list[tuple[int, int]]:
        """The pieces of a sentence between all that may divide a list."""
        text, concepts = _comparable(whole.text), self.concepts[whole.language]
        if len(text) != len(whole.text):
            return []
        cuts = {s for name in ("joint", "link", "comma") for s in concepts.spans(name, text)}
        cuts |= {m.span() for sign in (_DIVIDER, _COLON) for m in sign.finditer(text)}
        cuts |= {*_numbered(whole.text)}
        cuts = {_behind_ending(text, *span) for span in cuts}
        kept = [c for c in sorted(cuts) if not (_between_names(whole, *c) or _of_name(whole, c[0]))]
        spans, begin = [], 0
        for start, end in (*kept, (len(text), len(text))):
            if any(char.isalnum() for char in text[begin:start]):
                spans.append((begin, start))
            begin = max(end, begin)
        return spans

    def _thing(self, part: Reading, kinds: Iterable[str]) -> Reading:
        """A piece as it asks most plainly, by itself or of a subject of these kinds."""
        rankings = [part.ranking]
        if not part.mentions:
            named = (naming(part.training, kind) for kind in dict.fromkeys(kinds))
            rankings += [tuple(self.ranker.rank(training)) for training in named]
        said = [ranking for ranking in rankings if ranking[0][0] not in ASIDE]
        best = max(said, key=lambda ranking: ranking[0][1], default=(("", 0.0),))
        return replace(part, ranking=best)

    def _links(self, whole: Reading) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """What stands before and behind the first few words that may link two things."""
        text, concepts = _comparable(whole.text), self.concepts[whole.language]
        if len(text) != len(whole.text):
            return []
        spans = {s for name in ("joint", "link") for s in concepts.spans(name, text)}
        parts = [
            ((0, _behind_ending(text, start, end)[0]), (end, len(text)))
            for start, end in sorted(spans)
            if not (_between_names(whole, start, end) or _of_name(whole, start))
        ]
        long = [part for part in parts if all(end - start > SHORTEST for start, end in part)]
        return long[:MOST_LINKS]

    def _cuts(self, whole: Reading) -> list[tuple[int, int]]:
        """Where the sentence may be cut. A single comma divides a clause, not two questions."""
        text = _comparable(whole.text)
        if len(text) != len(whole.text):
            return []
        concepts, joints = self.concepts[whole.language], self._joints(whole, text)
        joints = [_behind_ending(text, *span) for span in joints]
        joints += _numbered(whole.text)
        commas = [s for s in concepts.spans("comma", text) if not _between_names(whole, *s)]
        if len(commas) > 1 or (joints and commas):
            return sorted({*joints, *commas})
        return sorted(joints)

    def _joints(self, whole: Reading, text: str) -> list[tuple[int, int]]:
        """Where words join more than two names, in a text with its accents."""
        concepts = self.concepts[whole.language]
        names = concepts.spans("asks_names", text)  # "names and surnames" is one thing
        spans = {s for name in ("joint", "moves_on") for s in concepts.spans(name, text)}
        return [
            s
            for s in sorted(spans)
            if not (_between_names(whole, *s) or any(a <= s[0] and s[1] <= b for a, b in names))
        ]

    def _standing(self, whole: Reading, spans: Sequence[tuple[int, int]]) -> list[Reading]:
        """The pieces of a sentence, each joined to its neighbour unless both ask something."""
        parts: list[tuple[tuple[int, int], Reading]] = []
        for span in spans:
            named = [m for _, part in parts for m in part.mentions]
            piece = self._following(self._cut(whole, *span), named)
            before = [p for _, p in parts]
            sign = whole.text[parts[-1][0][1] : span[0]].strip() if parts else ""
            if parts and (piece is None or not _separate(before, piece, whole, sign)):
                joined = (parts[-1][0][0], span[1])
                parts[-1] = (joined, self._cut(whole, *joined) or parts[-1][1])
            elif piece is not None:
                parts.append((span, piece))
        return [part for _, part in parts]

    def _following(self, piece: Reading | None, named: Iterable[Mention]) -> Reading | None:
        """A piece that names nobody, as if it named the one before it where that makes it plain."""
        kinds: list[str] = [self.entities[one].kind for one in {m.id for m in named}]
        of = sorted(kind for kind in SPOKEN_OF if kinds.count(kind) == 1)
        if piece is None or piece.mentions or not of or _weight(piece) >= PLAINLY:
            return piece
        rankings = [self.ranker.rank(naming(piece.training, kind)) for kind in of]
        plainest = max(rankings, key=lambda ranked: ranked[0][1])
        intent, probability = plainest[0]
        if intent in ASIDE or probability < max(SURE, _weight(piece)):
            return piece
        return replace(piece, ranking=tuple(plainest))

    def _cut(self, whole: Reading, start: int, end: int) -> Reading | None:
        inside = [shifted(m, -start) for m in whole.mentions if start <= m.start and m.end <= end]
        outside = [m for m in whole.mentions if m.start < start < m.end or m.start < end < m.end]
        text = whole.text[start:end]
        if outside or not text.strip():
            return None
        return self.read(text, whole.language, inside)


def _weight(reading: Reading) -> float:
    """How surely a sentence asks something of the subject."""
    intent, probability = reading.ranking[0]
    return 0.0 if intent in ASIDE else probability


def _likeliest(sentences: Sequence[Reading]) -> Reading:
    """Of sentences of which none plainly asks, the one that is to be answered.

    What is asked beside thanks or a greeting is not, be it off the subject.
    """
    best = max(sentences, key=lambda r: (r.asks and _weight(r) > 0, _weight(r)))
    if best.ranking[0][0] not in ASIDE - {"out_of_scope"}:
        return best
    off = (r for r in sentences if r.asks and r.ranking[0][0] == "out_of_scope")
    return next(off, best)


def _chats(sentences: Sequence[Reading]) -> list[Reading]:
    """The sentence that thanks or takes leave, where all others only tell of the asker."""
    others = [r for r in sentences if not chat(r)]
    idle = all(not (r.mentions or r.shapes or "subject" in r.tags) for r in others)
    return [r for r in sentences if chat(r)][:1] if idle else []


def _off(reading: Reading) -> bool:
    """Whether a sentence is surely no question on the subject."""
    intent, probability = reading.ranking[0]
    return intent in ASIDE and probability >= LEAST_OF_WORDS


def _doubts(reading: Reading) -> bool:
    """Whether a sentence only doubts what was answered: "are you sure?"."""
    intent, probability = reading.ranking[0]
    return intent == "are_you_sure" and probability >= SURE


def _with_leads(
    spans: Sequence[tuple[int, int]], read: Callable[[tuple[int, int]], Reading]
) -> list[Reading]:
    """The sentences; a thin question becomes one with the statement that it speaks of."""
    sentences = [read(span) for span in spans]
    for place in range(len(spans) - 1, 0, -1):
        before, question = sentences[place - 1], sentences[place]
        if question.asks and not before.asks and _thin(question):
            both = read((spans[place - 1][0], spans[place][1]))
            bare = not (question.content or question.mentions)
            least = LEAST_SURE if bare else max(_weight(question), SURE)
            if _weight(both) > least:
                sentences[place - 1 : place + 1] = [both]
    return sentences


def _thin(reading: Reading) -> bool:
    """Whether a question says little by itself: "why is that?", "what was its excuse?"."""
    refers, few = "anaphora" in reading.tags, len(reading.content) <= FEW_BESIDE
    if few and not reading.mentions and "subject" not in reading.tags:
        return True
    return len(reading.content) <= THIN and (refers or not reading.content)


def _elliptic(reading: Reading) -> bool:
    few = len(reading.content) <= FEW_BESIDE and _weight(reading) < LEAST_SURE
    named = bool(reading.mentions) and (few and reading.asks)
    return named or (not reading.content and bool(reading.shapes or reading.mentions))


def _plain_thing(piece: Reading) -> bool:
    """Whether a few words name plainly what is asked for: "the budget"."""
    said = [word for word in words(piece.masked) if word[0].isalnum()]
    if len(said) < LEAST_WORDS or not (piece.content or piece.shapes):
        return False
    korean = "가" <= piece.masked[-1:] <= "힣"  # its particles also join what belongs together
    least = PLAINLY if korean else LEAST_OF_THING
    return _weight(piece) >= least and _on_subject(piece) >= PLAINLY


def _asks_apart(left: Reading, right: Reading) -> bool:
    """Whether two clauses that no sign divides are each plainly a question, and not the same."""
    asks = left.shapes and right.shapes and left.ranking[0][0] != right.ranking[0][0]
    plain = all(_weight(one) >= SURE and _on_subject(one) >= SURE for one in (left, right))
    return bool(asks) and plain and "compare" not in left.tags


def _is_question(reading: Reading) -> bool:
    """Whether a sentence asks something, be it without a question mark: "tell me who won"."""
    said = reading.asks or reading.shapes or reading.mentions or len(reading.content) > THIN
    if "several_things" in reading.tags and not said:
        return False
    if reading.asks or reading.tags & {"asks", "requests"}:
        return _weight(reading) >= LEAST_SURE or _elliptic(reading)
    if "correction" in reading.tags and not reading.mentions:
        return False
    asks = "enumerator" in reading.tags or bool(ASKING.intersection(reading.shapes))
    joined = bool(reading.tags & {"enumerator", "joint"})
    return asks and _weight(reading) >= (SURE if joined else PLAINLY)


def _without_requests(sentences: Sequence[Reading]) -> list[Reading]:
    """Sentences without what only asks how to answer the one before: "… I'd like the names."."""
    own: list[Reading] = []
    for sentence in sentences:
        bare = len(sentence.content) <= FEW_BESIDE and not sentence.tags & _THINGS
        names = bare and sentence.tags & REQUESTED
        behind = any(r.asks for r in own) and not (sentence.asks or sentence.mentions)
        if not (names and behind):
            own.append(sentence)
    return own


def _led(reading: Reading, sentences: Sequence[Reading], leads: Sequence[Reading]) -> Reading:
    """A question with what the statements before it name and date, and a date left behind it."""
    place = sentences.index(reading)
    told = (r for r in sentences[:place] if r in leads)
    before = [r for r in told if not r.asks or "tag" in r.tags or _weight(r) == 0]
    behind = [r for r in sentences[place + 1 :] if not (r.asks or r.content or r.mentions)]
    named = tuple(m for r in before for m in r.mentions)
    dates = reading.values.dates or tuple(d for r in (*before, *behind) for d in r.values.dates)
    amounts = reading.values.amounts or tuple(a for r in before for a in r.values.amounts)
    values = replace(reading.values, dates=dates, amounts=amounts)
    stated = tuple(r for r in before if _on_subject(r) >= SURE)
    wanted = {tag for r in sentences[place + 1 :] if r in leads for tag in r.tags & REQUESTED}
    tags = reading.tags | wanted
    return replace(reading, before=named, leads=stated, values=values, tags=tags)


def _comparable(text: str) -> str:
    """The text in small letters, with its accents, as one line: the Italian è is no "and"."""
    return text.casefold().replace("\n", " ")


def _numbered(text: str) -> list[tuple[int, int]]:
    """Where a line or an item of a numbered list begins."""
    spans, last = [m.span() for m in _ITEM.finditer(text)], 0
    for match in _NUMBER.finditer(text):
        begins = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1] in ":;"
        if int(match[1]) == last + 1 and (last or begins or "\n" in text[: match.start()][-2:]):
            spans, last = [*spans, match.span()], last + 1
    return sorted(spans)


def _heads(text: str, mark: tuple[int, int], first: Reading, firsts: frozenset[str]) -> bool:
    """Whether what stands before the first mark of a list is its head, and nothing asked for."""
    sign = text[slice(*mark)].strip(" (.),:;–—-").casefold()
    return sign in firsts if sign else not first.shapes and (not first.content or ":" in first.text)


def _is_item(piece: Reading) -> bool:
    """Whether a line or a numbered thing asks by itself, and does not state something."""
    asks = piece.asks or piece.shapes or len(piece.content) <= THIN
    states = piece.text.rstrip()[-1:] in {".", "!"} and not asks
    named = bool(piece.content) and _on_subject(piece) >= LEAST_OF_THING
    plain = _weight(piece) >= (LEAST_SURE if named else SURE)
    return not states and (plain or _elliptic(piece))


def _headed(item: Reading, head: Reading) -> Reading:
    """A thing of a list with whom and when its head names."""
    dates = item.values.dates or head.values.dates
    before = () if item.mentions else head.mentions
    return replace(item, before=before, values=replace(item.values, dates=dates))


def _behind_ending(text: str, start: int, end: int) -> tuple[int, int]:
    """Where to cut at a joint: an ending that joins stays with its word: 누구고, 빠졌고."""
    return (end if text[start].isalnum() else start), end


def _between_names(reading: Reading, start: int, end: int) -> bool:
    """Whether a joint joins two names, not two questions."""
    ends = any(start - 2 <= m.end <= start + 2 for m in reading.mentions)
    return ends and any(end - 1 <= m.start <= end + GAP for m in reading.mentions)


def _of_name(reading: Reading, start: int) -> bool:
    """Whether what stands here is a particle of a name: 오픈AI와."""
    return reading.text[start].isalnum() and any(m.end == start for m in reading.mentions)


def _separate(before: Sequence[Reading], right: Reading, whole: Reading, sign: str) -> bool:
    """Whether a piece of a sentence is a question of its own, other than the one before it.

    `sign` is what stands between the two, if it is no word.
    """
    left = before[-1]
    scene = sign in _DIVIDES and "tag" not in whole.tags and _sets_scene(left, right)
    if scene or _leads_up(left, right):
        return False
    asked = left.mentions and left.shapes  # "whose is EXAONE, …"
    begins = len(before) > 1 or left.content or asked or any(c.isdigit() for c in left.masked)
    if "compare" in whole.tags or not begins or _single(right):
        return False
    if left.ranking[0][0] == "opinion" or _told_before(left, right):
        return False
    if "alternative" in right.tags and not (right.content or right.shapes):
        return False  # "who was ahead, KT or Kakao"
    stands = _elliptic(left) or _stands(left)
    if _elliptic(right):
        return stands
    goes_on = right.goes_on and not right.shapes
    apart = left.ranking[0][0] != right.ranking[0][0] and not goes_on
    return stands and apart and _stands(right)


def _sets_scene(left: Reading, right: Reading) -> bool:
    """Whether a piece only says of whom, or when, the next one asks: "KT, once out, which …?"."""
    asks = left.asks or left.shapes or left.opens_asking
    apposed = any(_APPOSED.match(left.text, m.end) for m in left.mentions)
    slight = apposed or _weight(left) < LEAST_OF_THING
    return not asks and slight and bool(right.shapes)


def _leads_up(left: Reading, right: Reading) -> bool:
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


def _is_head(piece: Reading | None) -> bool:
    """Whether the first piece of a list only names of whom it asks: "EXAONE: maker, …"."""
    if piece is None or not piece.mentions:
        return False
    return not (piece.content or piece.shapes)


def _plainly_listed(
    parts: Sequence[Reading], weights: Sequence[float], whole: Reading, *, told: bool
) -> bool:
    """Whether the pieces of a list are plain; of three that are brief, one may be less so."""
    if told:
        return min(weights) >= LEAST_OF_LIST
    three = len(parts) > PAIR and _weight(whole) < SURE
    plainness = sum(weights) / len(weights) if three else min(weights)
    return plainness >= PLAINLY and min(weights) >= SURE and all(map(_brief, parts))


def _tells(piece: Reading) -> bool:
    """Whether a piece of a list tells more than that things are asked for: "in one line"."""
    return "several_things" not in piece.tags or piece.ranking[0][1] >= SURE


def _single(piece: Reading) -> bool:
    """Whether a piece is one bare word, the second of a pair: "accepted and rejected"."""
    few = len(words(piece.masked)) - piece.asks <= 1
    return few and not piece.mentions and not piece.shapes


def _each_stands(parts: Sequence[Reading], whole: Reading) -> bool:
    """Whether every piece is nearly as plain a question as the whole sentence is."""
    enough = min(SURE, 0.8 * _weight(whole))
    return all(_elliptic(part) or _on_subject(part) >= enough for part in parts)


def _stands(part: Reading) -> bool:
    asking = part.shapes or part.opens_asking or part.mentions
    refers = "anaphora" in part.tags
    least = LEAST_WEIGHT if asking else SURE if refers else LEAST_OF_WORDS
    return _weight(part) >= least and _on_subject(part) >= SURE


def _on_subject(reading: Reading) -> float:
    """How surely a piece asks of the subject, whichever of its intents is meant."""
    return sum(probability for intent, probability in reading.ranking if intent not in ASIDE)


def _dotted(mention: Mention, cut: re.Match[str], text: str) -> bool:
    """Whether a full stop belongs to a name: "S.K. Telecom", "N.C. AI"."""
    inside = mention.start < cut.end() <= mention.end
    behind = mention.end < cut.end() and text[mention.end : cut.end()].strip() == "."
    return inside or (behind and "." in mention.surface)


def _sentences(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Spans of sentences; of a long text only the first and the last ones."""
    cuts, numbers = [0], _numbered(text)
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
