"""What has the words of the subject and is not on it: other countries, ministries, errands."""

from __future__ import annotations

from intents.models import Contract
from intents.reading import ERRAND, Reading

_COUNTRY = "other_country"
# With one of these nothing is asked of the subject, whatever else is said.
_NEVER = frozenset({ERRAND, "trading"})


def off_subject(reading: Reading, contract: Contract) -> bool:
    """Whether a question that is likeliest of an intent asks of something else."""
    beside = reading.tags & set(contract.off)
    if _COUNTRY in beside and ("homeland" in reading.tags or points_at_programme(reading)):
        beside = beside - {_COUNTRY}
    return not reading.tags.isdisjoint(_NEVER) or bool(beside)


def points_at_programme(reading: Reading) -> bool:
    """Whether a question that names another country speaks of this programme all the same."""
    values = reading.values
    return bool(reading.meant or values.amounts or values.counts or "tag" in reading.tags)
