"""Records as rows and back. What an older or newer version wrote and cannot be read is nothing."""

from __future__ import annotations

import json
import logging
from typing import Any

from pydantic import ValidationError

from bot.records import Chat, Sent
from bot.stores.statements import Row
from intents import Answer, Memory
from intents.models import Offer

log = logging.getLogger("bot.stores")


def chat_of(row: Any) -> Chat:
    """What is kept of a chat."""
    if row is None:
        return Chat()
    try:
        return Chat(Memory.model_validate_json(row.memory), row.language)
    except ValidationError:
        return Chat(language=row.language)


def question_row(answer: Answer, at: float, elapsed_ms: float, digest: str) -> Row:
    """A question as it is counted: no text, no chat."""
    return {
        "at": at,
        "outcome": answer.outcome,
        "intent": answer.intent,
        "language": answer.language,
        "entities": " ".join(entity.id for entity in answer.entities),
        "elapsed_ms": round(elapsed_ms, 3),
        "digest": digest,
        "chat": None,
        "text": None,
    }


def sent_row(record: Sent, at: float) -> Row:
    """A sent answer as a row."""
    fields = {name: getattr(record, name) for name in Sent.__dataclass_fields__}
    fields["alternatives"] = [[offer.label, offer.frame] for offer in record.alternatives]
    # ASCII: a lone surrogate or a NUL in a label passes through every database.
    return {
        "chat": record.chat,
        "question": record.question,
        "record": json.dumps(fields),
        "at": at,
    }


def sent_of(text: str | None) -> Sent | None:
    """A sent answer as it was."""
    if text is None:
        return None
    try:
        fields = json.loads(text)
        lists = ("messages", "suggestions", "choices", "entities")
        fields |= {name: tuple(fields.get(name, ())) for name in lists}
        offers = fields["alternatives"]
        fields["alternatives"] = tuple(Offer(label=label, frame=frame) for label, frame in offers)
        return Sent(**fields)
    except (ValueError, TypeError, KeyError):
        log.warning("a sent answer of another version was left aside")
        return None
