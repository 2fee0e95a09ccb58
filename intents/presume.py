"""What a question takes for granted without saying it, and what it asks beyond the facts."""

from __future__ import annotations

import re

from intents.models import Contract
from intents.moves import Lack
from intents.reading import Reading

# Words of its own of a yes-no question that asks one thing only.
PLAIN = 4
_CLAUSE = re.compile(r",\s|\s[—–-]\s|:\s")


def variant(reading: Reading) -> str:
    """Which wording suits a yes-no question on a company's fate: asked, or asked with a "not"."""
    if reading.shapes or not reading.tags & {"selected", "excluded"}:
        return ""
    return "negated" if _claims_exclusion(reading) else "asked"


def _claims_exclusion(reading: Reading) -> bool:
    """Whether a question about a company's fate speaks of its exclusion."""
    negated = "negation" in reading.tags and "or_not" not in reading.tags
    return negated != ("excluded" in reading.tags)


def presumes(reading: Reading) -> bool:
    """A bare yes-no question takes nothing for granted; a statement or a tag does."""
    if reading.shapes or reading.tags & {"tag", "how"}:
        return True
    return not (reading.asks or "asks" in reading.tags or reading.opens_asking)


def in_passing(reading: Reading) -> bool:
    """Whether a question has a clause beside what it asks: "after eight versions, is it …?"."""
    return bool(_CLAUSE.search(reading.text)) or len(reading.content) > PLAIN


def lacks(reading: Reading, contract: Contract) -> Lack:
    """What the question asks that the intent's facts cannot hold, or may not."""
    if reading.tags & set(contract.cannot):
        return "detail"
    return "day" if "asks_day" in reading.tags else "month" if "asks_month" in reading.tags else ""


def fate(reading: Reading) -> str:
    """What a question or statement takes for granted of a company's fate, if it does."""
    if not presumes(reading) or not reading.tags & {"selected", "excluded"}:
        return ""
    return "excluded" if _claims_exclusion(reading) else "selected"
