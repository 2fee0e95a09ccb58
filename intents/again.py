"""The last answer asked for once more, perhaps in another language: "in Italian, please?".

For whom, or why, may be said beside it: "…, I have to send it to my mother".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from intents.asker import clauses
from intents.concepts import Concepts
from intents.reading import IN_LANGUAGE, SHAPES, Reading, blanked, content_words

# Says by itself that an answer is to be repeated, and only beside the name of a language.
SAY_AGAIN, SAY_IN = "say_again", "say_it_in"
# Beside the name of a language: the last answer is what is to be said in it, "pop that into …".
SAYS_IT = "says_it"
# Texts that somebody may want to have written in a language, instead of the last answer.
OTHER_TEXT = "other_text"
# What opens or ends a clause that tells for whom, or why, an answer is asked for once more.
OPENS, ENDS = "for_whom", "for_whom_behind"
# A "what" may ask for it too: "what is that in Italian?".
_OTHER_SHAPES = frozenset(SHAPES) - {"what"}
# Words of its own that a message may have which says that something is to be repeated.
MOST_BESIDE = 1
# … or which says that the last answer is to be said in a language.
MOST_SAYING = 4
_SIGN = re.compile(r"[,;:.?!]\s|\s[–—-]\s|[()]")


def language_asked(reading: Reading, concepts: Concepts, languages: Iterable[str]) -> str | None:
    """The language in which a message asks to hear the last answer; None if it asks otherwise."""
    if reading.mentions:
        return None
    codes = tuple(languages)
    whole = _asked(reading.named, reading, concepts, codes)
    if whole:
        return whole
    spans = clauses(reading.named, concepts, _SIGN, OPENS, ENDS)
    said = tuple(reading.named[start:end] for start, end in spans)
    for place, clause in enumerate(said):
        beside = (*said[:place], *said[place + 1 :])
        if any(_asks_other(one, concepts) for one in beside):
            continue
        asked = _asked(clause, reading, concepts, codes)
        if asked:
            return asked
    return None


def _asked(text: str, reading: Reading, concepts: Concepts, codes: Iterable[str]) -> str | None:
    """The language in which a clause, and nothing else in it, asks to hear the last answer."""
    named = {code: concepts.spans(IN_LANGUAGE + code, text) for code in codes}
    asked = max((code for code in named if named[code]), key=lambda c: named[c][-1], default=None)
    again, wished = concepts.has(SAY_AGAIN, text), concepts.has(SAY_IN, text)
    if not (asked or again):
        return None
    saying = bool(asked) and concepts.has(SAYS_IT, text) and not concepts.has(OTHER_TEXT, text)
    blank = (SAY_AGAIN, SAYS_IT, SAY_IN)
    rest = blanked(text, (*(IN_LANGUAGE + code for code in named), *blank), concepts)
    if concepts.has("subject", rest) or concepts.found(_OTHER_SHAPES, rest):
        return None
    bare = not reading.opens_asking or again or wished or saying
    beside = content_words(rest, concepts, reading.tags)
    much = saying and not concepts.has("what", rest)
    most = MOST_SAYING if much else MOST_BESIDE if again else 0
    return (asked or reading.language) if bare and len(beside) <= most else None


def _asks_other(clause: str, concepts: Concepts) -> bool:
    """Whether a clause asks something of its own, or for another text.

    What tells for whom, or why, may have words of the subject: "so the team can read it".
    """
    tells = concepts.has(OPENS, clause) or concepts.has(ENDS, clause)
    asks = (OTHER_TEXT, *SHAPES, *(() if tells else ("subject",)))
    return any(concepts.stands_outside(name, (OPENS, ENDS), clause) for name in asks)
