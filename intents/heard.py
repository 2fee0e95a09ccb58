"""What has been asked of intents: what a question says beyond that, no fact may tell.

"In which hotel did they show the models?" is likeliest a question on the show of the models, but
nobody ever asked for a hotel there. The more of its words its intent has never heard, the surer a
question must be on the facts; else it is answered as a detail that no source states. Two things
say so by themselves: things counted of which nobody ever asked there ("how many spectators"), and
a kind of detail (the concepts that begin with `DETAIL`: how long, at what rate) hardly asked there.

Of questions by authors who were to ask for such details only, the words turn a third of the answers
they were wrongly given into "my source does not state it", and one and a half in a hundred of the
right ones; counts and kinds of detail another sixth, and two in a thousand of the right ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from intents.concepts import Concepts
from intents.normalize import words

# Letters and syllables by which a word is known in all its forms.
STEM, STEM_KOREAN = 5, 2
# How the names of the concepts begin that ask for a detail which few facts tell.
DETAIL = "detail_"
# A kind of detail that so few of an intent's utterances ask for is not told there.
SELDOM = 0.01
# Words behind "how many", of which the first that says something is what is counted.
NEAR = 4
_COUNTS, _FREELY = "counts_what", "counted_freely"


@dataclass(frozen=True)
class Heard:
    """Which intents have heard what; `keys` are sorted."""

    keys: NDArray[np.uint32]

    @classmethod
    def fit(cls, said: Iterable[tuple[str, str, str]], concepts: Mapping[str, Concepts]) -> Heard:
        """Learn from utterances: (language, `reading.training_text`, intent)."""
        found: set[int] = set()
        asked, details = Counter[str](), Counter[tuple[str, str]]()
        for code, training, intent in said:
            text, _, names = training.partition("\t")
            told = (*map(_stem, words(text)), *counted(text, concepts[code]))
            found.update(_key(code, intent, word) for word in told)
            asked[intent] += 1
            details.update((intent, name) for name in names.split() if name.startswith(DETAIL))
        often = {pair for pair, count in details.items() if count >= SELDOM * asked[pair[0]]}
        found.update(_key("", intent, name) for intent, name in often)
        return cls(np.array(sorted(found), np.uint32))

    def unheard(self, language: str, intent: str, content: Sequence[str]) -> float:
        """The share of words that no utterance of an intent has, from 0 to 1.

        It counts one word that is heard of beside those of the question: a single one says little.
        """
        known = self._known([_key(language, intent, _stem(word)) for word in content])
        return known.count(False) / (len(content) + 1)

    def strange(
        self, language: str, intent: str, counts: Sequence[str], tags: Iterable[str]
    ) -> bool:
        """Whether something is counted (see `counted`), or a detail asked, as never there."""
        details = [_key("", intent, name) for name in tags if name.startswith(DETAIL)]
        return not all(self._known([*details, *(_key(language, intent, c) for c in counts)]))

    def _known(self, asked: Sequence[int]) -> list[bool]:
        keys = np.array(asked, np.uint32)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found: list[bool] = (self.keys[places] == keys).tolist()
        return found


def counted(text: str, concepts: Concepts) -> Iterator[str]:
    """The stems of what a masked text counts: "how many spectators", 몇 명; of masks none."""
    for start, end in concepts.spans(_COUNTS, text):
        behind = text[end:].lstrip()
        if "가" <= text[start] <= "힣":
            if behind and not concepts.words(_FREELY) & {behind[:1], behind[:2]}:
                yield f"# {behind[:1]}"
            continue
        near = [word for word in words(behind)[:NEAR] if word[0].isalpha()]
        said = (w for w in near if w not in concepts.fillers and len(w) > 1)
        first = next(said, "")
        if first and not first.startswith("x") and first not in concepts.words(_FREELY):
            yield _stem(first)


def _stem(word: str) -> str:
    return word[: STEM_KOREAN if "가" <= word[0] <= "힣" else STEM]


def _key(language: str, intent: str, word: str) -> int:
    return crc32(f"{language} {intent} {word}".encode())
