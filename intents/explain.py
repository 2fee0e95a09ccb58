"""How a question was read and why it was answered so, for people who keep the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intents.knowledge import Part

RANKED = 5


def explained(parts: Sequence[Part]) -> str:
    """One block of lines for every question of a message."""
    return "\n\n".join("\n".join(_lines(part)) for part in parts)


def _lines(part: Part) -> Iterator[str]:
    reading, move = part.reading, part.move
    yield f"question   {reading.text}"
    yield f"language   {reading.language}"
    yield f"read as    {reading.masked}"
    for mention in reading.mentions:
        also = f", or {', '.join(mention.others)}" if mention.others else ""
        yield f"name       “{mention.surface}” = {mention.id} ({mention.how}{also})"
    yield f"tags       {' '.join(sorted(reading.tags)) or '-'}"
    yield f"content    {' '.join(reading.content) or '-'}"
    yield f"values     {_values(part)}"
    ranked = ", ".join(f"{name} {score:.2f}" for name, score in reading.ranking[:RANKED])
    yield f"ranked     {ranked}"
    subjects = ", ".join(move.subjects)
    about = f"({subjects})" if subjects else ""
    yield f"decided    {move.kind} {move.intent or ''} {about}".rstrip()
    yield f"because    {part.decision.why}"
    for claim in move.claims:
        about = " ".join(claim.subject)
        yield f"false      {claim.denial}: {about} {claim.claimed}".rstrip()
    yield f"outcome    {part.said.outcome}"
    yield f"facts      {', '.join(fact.id for fact in part.said.facts) or '-'}"


def _values(part: Part) -> str:
    values = part.reading.values
    dates = ["-".join(str(p) for p in (d.year, d.month, d.day) if p) for d in values.dates]
    amounts = [amount.words for amount in values.amounts]
    counts = list(map(str, values.counts))
    return ", ".join([*dates, *amounts, *values.versions, *counts]) or "-"
