"""Questions and answers as one JSON object per line, for scripts and tests."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.conversations import Conversations
from intents import Answer


class Line(BaseModel):
    """One question as it arrives. Unknown keys are let through: senders may know more."""

    model_config = ConfigDict(extra="ignore", strict=True)

    chat: str
    text: str
    user: str | None = None
    language: str | None = None


def as_object(answer: Answer, chat: str | None = None, elapsed_ms: float = 0.0) -> dict[str, Any]:
    """An answer as the plain object that scripts read."""
    shown = answer.model_dump(mode="json", exclude={"memory", "frame", "alternatives"})
    return {"chat": chat, **shown, "elapsed_ms": round(elapsed_ms, 3)}


def replies(lines: Iterable[str], conversations: Conversations) -> Iterator[dict[str, Any]]:
    """One object per line, in order; a line that is no question gives `{"error": …}`."""
    for number, raw in enumerate(lines, 1):
        try:
            line = Line.model_validate(json.loads(raw))
        except (ValueError, RecursionError) as error:
            yield {"error": f"line {number}: {_reason(error)}"}
            continue
        start = time.perf_counter()
        answer = conversations.ask(line.chat, line.text, line.language)
        yield as_object(answer, line.chat, (time.perf_counter() - start) * 1000)


def _reason(error: Exception) -> str:
    wanted = 'send an object like {"chat": "c1", "text": "Who was selected?"}'
    if isinstance(error, ValidationError):
        found = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'line'}: {e['msg']}" for e in error.errors()
        )
        return f"{found}; {wanted}"
    return f"not JSON ({error}); {wanted}"


def serve(source: TextIO, target: TextIO, conversations: Conversations) -> None:
    """Answer every line of `source` on `target`, each flushed at once, until end of input."""
    for reply in replies(source, conversations):
        # A lone surrogate has no UTF-8 form: such a line is written in plain ASCII.
        text = json.dumps(reply, ensure_ascii=False)
        if not _encodable(text):
            text = json.dumps(reply)
        target.write(text + "\n")
        target.flush()


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
