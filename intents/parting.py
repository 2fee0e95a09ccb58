"""Small talk in free words: thanks, praise and farewells, with whatever else is told beside them.

"Right, I'm off to walk the dog", "you have been a star": statements that name nothing of the
subject and ask for nothing.
"""

from __future__ import annotations

from intents.reading import SHAPES, Reading

TAKES_LEAVE, PRAISES, THANKS = "takes_leave", "praises", "thanks_word"
# Words of praise that say so only by themselves: "brilliant!".
PRAISE_ALONE = "praise_alone"
# More is told of one's own than this only to ask for something.
MOST_TOLD = 9
_ASKING = frozenset({*SHAPES, "asks", "requests", "subject", "how", "correction", "errand"})


def chat(reading: Reading) -> str | None:
    """The intent of a message that takes leave, praises or thanks, and asks nothing; or None."""
    tags, values = reading.tags, reading.values
    if reading.asks or reading.mentions or values.dates or values.amounts:
        return None
    if not tags.isdisjoint(_ASKING - {"others", "how"}) or len(reading.content) > MOST_TOLD:
        return None
    if TAKES_LEAVE in tags and THANKS not in tags:
        return "goodbye"
    alone = PRAISE_ALONE in tags and len(reading.content) <= 1
    return "thanks" if alone or tags & {TAKES_LEAVE, PRAISES, THANKS} else None
