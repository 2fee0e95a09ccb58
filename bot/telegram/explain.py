"""How an answer was found, in words: for /why."""

from __future__ import annotations

from bot.service import Sent, Service
from bot.telegram.texts import Texts


async def explained(sent: Sent, service: Service, words: Texts) -> str:
    """What an answer was read as, which names and facts it rests on, and their sources."""
    why = words.why
    lines = [
        why.head,
        why.intent.format(intent=sent.intent) if sent.intent else why.none,
        why.outcome.format(outcome=words.outcomes.get(sent.outcome, sent.outcome)),
    ]
    try:
        answer = await service.retell(sent.frame, sent.language)
    except ValueError:
        return "\n".join([*lines, words.notices.changed])
    titles = [f"{s.title} ({s.url})" if s.url else s.title for s in answer.sources]
    rows = (
        (why.names, "names", sent.entities),
        (why.facts, "facts", answer.facts),
        (why.sources, "sources", titles),
    )
    lines += [row.format(**{key: ", ".join(found)}) for row, key, found in rows if found]
    return "\n".join([*lines, why.version.format(digest=sent.digest[:12])])
