"""People who use the bot: they write, edit, press and query; groups and topics to do it in."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.stub.api import Api, until
from tests.telegram.stub.methods import ME, Shown

_ids = itertools.count(5001)


@dataclass
class Person:
    """Somebody with an app in a language. Without a chat they write to the bot in private."""

    api: Api
    language: str = "en"
    name: str = "Ada"
    id: int = field(default_factory=lambda: next(_ids))
    chat: int = 0
    topic: int | None = None

    def __post_init__(self) -> None:
        if not self.chat:
            self.chat = self.id
            self.api.state.chats[self.chat] = {"id": self.id, "type": "private", "first_name": "A"}

    @property
    def user(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": self.language,
        }

    def message(self, text: str, **more: Any) -> dict[str, Any]:
        """A message of this person, entities and all."""
        number = more.pop("message_id", None) or self.api.state.number(self.chat)
        topic = {"message_thread_id": self.topic, "is_topic_message": True} if self.topic else {}
        return {
            "message_id": number,
            "date": int(time.time()),
            "chat": self.api.state.chats[self.chat],
            "from": self.user,
            "text": text,
            "entities": _entities(text),
            **topic,
            **more,
        }

    def says(self, text: str, **more: Any) -> int:
        """Write a message; its id."""
        message = self.message(text, **more)
        self.api.put(message=message)
        return message["message_id"]

    def sends(self, name: str, data: bytes, caption: str = "", **document: Any) -> int:
        """Send a document; the id of the message."""
        file = f"file{next(_ids)}"
        self.api.state.files[file] = data
        described = {"file_id": file, "file_unique_id": file, "file_name": name}
        message = self.message("", document={**described, "file_size": len(data), **document})
        del message["text"], message["entities"]
        self.api.put(message={**message, **({"caption": caption} if caption else {})})
        return message["message_id"]

    def edits(self, number: int, text: str) -> None:
        self.api.put(
            edited_message=self.message(text, message_id=number, edit_date=int(time.time()))
        )

    def asks(self, text: str, **more: Any) -> Shown:
        """Write a message and wait for the one answer to it."""
        before = len(self.seen())
        self.says(text, **more)
        return until(lambda: self.seen()[before:], what=f"no answer to {text!r}")[0]

    def presses(self, shown: Shown, label: str, data: str | None = None) -> dict[str, Any]:
        """Press a button and wait for the notice."""
        query = f"q{next(_ids)}"
        self.api.state.queries.add(query)
        message = self.api.methods.message(shown)
        chosen = data if data is not None else shown.button(label)
        self.api.put(
            callback_query={
                "id": query,
                "from": self.user,
                "chat_instance": "1",
                "message": message,
                "data": chosen,
            }
        )
        return until(lambda: self.api.state.answers.get(query), what=f"press {label!r} unanswered")

    def queries(self, text: str) -> dict[str, Any]:
        """Ask inline and wait for the results."""
        query = f"i{next(_ids)}"
        self.api.state.queries.add(query)
        self.api.put(inline_query={"id": query, "from": self.user, "query": text, "offset": ""})
        return until(lambda: self.api.state.answers.get(query), what=f"inline {text!r} unanswered")

    def seen(self) -> list[Shown]:
        """What the bot has written in this chat (and topic)."""
        return [
            m
            for m in list(self.api.state.shown)
            if (m.chat, m.topic) == (self.chat, self.topic) and not m.deleted
        ]

    def quiet(self, seconds: float = 0.3) -> bool:
        """Whether nothing is written for a while."""
        before = len(self.seen())
        time.sleep(seconds)
        return len(self.seen()) == before


def group(api: Api, *, forum: bool = False) -> int:
    """A new group; a forum has the topics 7 and 8."""
    number = -1000000000000 - next(_ids)
    kind = {"type": "supergroup", "title": "Group", **({"is_forum": True} if forum else {})}
    api.state.chats[number] = {"id": number, **kind}
    if forum:
        api.state.topics[number] = {7, 8}
    return number


def reply_to(shown: Shown, api: Api) -> dict[str, Any]:
    """The part of a message that says which one it replies to."""
    return {"reply_to_message": api.methods.message(shown)}


def _entities(text: str) -> list[dict[str, Any]]:
    found = []
    if text.startswith("/"):
        command = text.split(maxsplit=1)[0]
        found.append({"type": "bot_command", "offset": 0, "length": len(command)})
    mention = f"@{ME['username']}"
    at = text.find(mention)
    if at >= 0 and not (text.startswith("/") and at < len(text.split(maxsplit=1)[0])):
        offset = len(text[:at].encode("utf-16-le")) // 2
        found.append({"type": "mention", "offset": offset, "length": len(mention)})
    return found
