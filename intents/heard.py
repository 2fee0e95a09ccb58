"""What has been asked of intents: what a question says beyond that, no fact may tell.

"In which hotel did they show the models?" is likeliest a question on the show of the models, but
nobody ever asked for a hotel there. The more of its words its intent has never heard, the surer a
question must be on the facts; else it is answered as a detail that no source states. Two things
say so by themselves: things counted of which nobody ever asked there ("how many spectators"), and
a kind of detail (how long, at what rate) that is hardly asked for there.

Of questions by authors who were to ask for such details only, the words turn a third of the answers
they were wrongly given into "my source does not state it", and one and a half in a hundred of the
right ones; counts and kinds of detail another sixth, and two in a thousand of the right ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

# Letters and syllables by which a word is known in all its forms.
STEM, STEM_KOREAN = 5, 2
# A kind of detail that so few of an intent's utterances ask for is not told there.
SELDOM = 0.01


class Example(NamedTuple):
    """What one utterance says, and the kinds of detail that it asks for."""

    language: str
    intent: str
    words: Sequence[str]
    details: Sequence[str]


@dataclass(frozen=True)
class Heard:
    """Which intents have heard what; `keys` are sorted."""

    keys: NDArray[np.uint32]

    @classmethod
    def fit(cls, said: Iterable[Example]) -> Heard:
        """Learn from utterances."""
        found: set[int] = set()
        asked, details = Counter[str](), Counter[tuple[str, str]]()
        for language, intent, told, kinds in said:
            found.update(_key(language, intent, word) for word in told)
            asked[intent] += 1
            details.update((intent, kind) for kind in kinds)
        often = {pair for pair, count in details.items() if count >= SELDOM * asked[pair[0]]}
        found.update(_detail(intent, kind) for intent, kind in often)
        return cls(np.array(sorted(found), np.uint32))

    def unheard(self, language: str, intent: str, content: Sequence[str]) -> float:
        """The share of words that no utterance of an intent has, from 0 to 1.

        It counts one word that is heard of beside those of the question: a single one says little.
        """
        known = self._known([_key(language, intent, word) for word in content])
        return known.count(False) / (len(content) + 1)

    def strange(
        self, language: str, intent: str, counts: Sequence[str], details: Sequence[str]
    ) -> bool:
        """Whether something is counted, or a detail is asked for, as never of this intent."""
        asked = [_detail(intent, kind) for kind in details]
        return not all(self._known([*asked, *(_key(language, intent, c) for c in counts)]))

    def _known(self, asked: Sequence[int]) -> list[bool]:
        keys = np.array(asked, np.uint32)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found: list[bool] = (self.keys[places] == keys).tolist()
        return found


def _key(language: str, intent: str, word: str) -> int:
    length = STEM_KOREAN if "가" <= word[0] <= "힣" else STEM
    return crc32(f"{language} {intent} {word[:length]}".encode())


def _detail(intent: str, kind: str) -> int:
    """The key of a kind of detail: it is asked for in any language."""
    return crc32(f" {intent} {kind}".encode())
