"""The methods of the API over the state of its chats."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.stub import rules
from tests.telegram.stub.rules import Refused, as_object, bad

Params = dict[str, Any]
ME = {
    "id": 42,
    "is_bot": True,
    "first_name": "Sovereign",
    "username": "sovereign_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": True,
}


def _snake(name: str) -> str:
    """`sendMessage` as this module writes it."""
    return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", name)


@dataclass
class Shown:
    """A message of the bot as its readers see it."""

    chat: int
    id: int
    text: str
    buttons: list[list[dict[str, Any]]]
    topic: int | None = None
    reply_to: int | None = None
    source: str = ""
    edits: int = 0
    deleted: bool = False
    # A document or a picture: its name and content; `text` is the caption then.
    file: tuple[str, bytes] | None = None

    def button(self, label: str) -> str:
        """The callback data under a label."""
        found = [b for row in self.buttons for b in row if label in b["text"]]
        assert found, f"no button {label!r} in {self.buttons}"
        return found[0]["callback_data"]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.buttons for button in row]


@dataclass
class State:
    """Chats, messages, queries and menus."""

    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    known: dict[int, set[int]] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)
    topics: dict[int, set[int]] = field(default_factory=dict)
    closed: set[tuple[int, int]] = field(default_factory=set)
    # Queries that wait for their one answer, and the answers.
    queries: set[str] = field(default_factory=set)
    answers: dict[str, Params] = field(default_factory=dict)
    # Files that people sent, by id.
    files: dict[str, bytes] = field(default_factory=dict)
    menus: dict[tuple[str, str], Any] = field(default_factory=dict)
    webhook: Params | None = None
    last_message: int = 100

    def number(self, chat: int) -> int:
        """The id of the next message of a chat."""
        self.last_message += 1
        self.known.setdefault(chat, set()).add(self.last_message)
        return self.last_message


class Methods:
    """Everything but getUpdates."""

    def __init__(self, state: State) -> None:
        self.state = state

    def find(self, name: str) -> Callable[[Params], Any]:
        method = getattr(self, f"do_{_snake(name)}", None)
        if method is None:
            raise Refused(404, "Not Found: method not found")
        return method

    def do_get_me(self, params: Params) -> Any:
        return ME

    def do_delete_webhook(self, params: Params) -> Any:
        self.state.webhook = None
        return True

    def do_set_webhook(self, params: Params) -> Any:
        self.state.webhook = params
        return True

    def do_send_message(self, params: Params) -> Any:
        chat = self._chat(params)
        text, buttons = rules.shown(params), rules.keyboard(params.get("reply_markup"))
        topic = int(params["message_thread_id"]) if params.get("message_thread_id") else None
        if topic and topic not in self.state.topics.get(chat, set()):
            raise bad("message thread not found")
        if topic and (chat, topic) in self.state.closed:
            raise bad("TOPIC_CLOSED")
        reply = as_object(params.get("reply_parameters") or "{}")
        answered = reply.get("message_id")
        if answered and answered not in self.state.known.get(chat, ()):
            if not reply.get("allow_sending_without_reply"):
                raise bad("message to be replied not found")
            answered = None
        message = Shown(
            chat, self.state.number(chat), text, buttons, topic, answered, params["text"]
        )
        self.state.shown.append(message)
        return self.message(message)

    def do_send_document(self, params: Params) -> Any:
        return self._file(params, "document")

    def do_send_photo(self, params: Params) -> Any:
        message = self._file(params, "photo")
        return {**message, "photo": [{**message.pop("document"), "width": 1, "height": 1}]}

    def do_send_chat_action(self, params: Params) -> Any:
        self._chat(params)
        return True

    def _file(self, params: Params, kind: str) -> Params:
        chat, sent = self._chat(params), params[kind]
        caption = params.get("caption") or ""
        if params.get("parse_mode") == "HTML":
            caption = rules.read_html(caption)
        if len(caption.encode("utf-16-le")) // 2 > 1024:
            raise bad("message caption is too long")
        name, content = self._content(sent)
        topic = int(params["message_thread_id"]) if params.get("message_thread_id") else None
        shown = Shown(chat, self.state.number(chat), caption, rules.keyboard(None), topic)
        shown.source = params.get("caption") or ""
        shown.file = (name, content)
        shown.reply_to = as_object(params.get("reply_parameters") or "{}").get("message_id")
        self.state.shown.append(shown)
        document = {"file_id": f"sent{shown.id}", "file_unique_id": f"u{shown.id}"}
        return {**self.message(shown), "document": {**document, "file_name": name}}

    def _content(self, sent: Any) -> tuple[str, bytes]:
        """Name and content of a file: one that comes along, or one sent before, by its id."""
        if isinstance(sent, str):
            known = [s.file for s in self.state.shown if s.file and sent == f"sent{s.id}"]
            if not known:
                raise bad("wrong file identifier/HTTP URL specified")
            return known[0]
        content = sent.file.read()
        if not content:
            raise bad("file must be non-empty")
        return sent.filename, content

    def do_get_file(self, params: Params) -> Any:
        name = params["file_id"]
        if name not in self.state.files:
            raise bad("wrong file_id")
        size = len(self.state.files[name])
        return {"file_id": name, "file_unique_id": name, "file_size": size, "file_path": name}

    def do_edit_message_text(self, params: Params) -> Any:
        message = self._mine(params)
        text, buttons = rules.shown(params), rules.keyboard(params.get("reply_markup"))
        if (params["text"], buttons) == (message.source, message.buttons):
            raise bad("message is not modified: specified new message content is the same")
        message.text, message.buttons, message.source = text, buttons, params["text"]
        message.edits += 1
        return self.message(message)

    def do_edit_message_reply_markup(self, params: Params) -> Any:
        message = self._mine(params)
        buttons = rules.keyboard(params.get("reply_markup"))
        if buttons == message.buttons:
            raise bad("message is not modified: reply markup is the same")
        message.buttons = buttons
        return self.message(message)

    def do_delete_message(self, params: Params) -> Any:
        self._mine(params).deleted = True
        return True

    def do_answer_callback_query(self, params: Params) -> Any:
        if len(params.get("text") or "") > 200:
            raise bad("MESSAGE_TOO_LONG")
        return self._answered(params["callback_query_id"], params)

    def do_answer_inline_query(self, params: Params) -> Any:
        results = as_object(params["results"])
        if len(results) > 50 or len({result["id"] for result in results}) < len(results):
            raise bad("RESULT_ID_DUPLICATE")
        texts = [rules.article(result) for result in results]
        return self._answered(
            params["inline_query_id"], {**params, "results": results, "texts": texts}
        )

    def do_answer_guest_query(self, params: Params) -> Any:
        text = rules.article(as_object(params["result"]))
        self._answered(params["guest_query_id"], {"text": text})
        return {"inline_message_id": "guest"}

    def do_set_my_commands(self, params: Params) -> Any:
        self.state.menus[self._menu(params)] = rules.commands(params["commands"])
        return True

    def do_get_my_commands(self, params: Params) -> Any:
        return self.state.menus.get(self._menu(params), [])

    def do_set_my_description(self, params: Params) -> Any:
        return self._describe(params, "description", 512)

    def do_get_my_description(self, params: Params) -> Any:
        return {"description": self._described(params, "description")}

    def do_set_my_short_description(self, params: Params) -> Any:
        return self._describe(params, "short_description", 120)

    def do_get_my_short_description(self, params: Params) -> Any:
        return {"short_description": self._described(params, "short_description")}

    def message(self, shown: Shown) -> Params:
        """A message of the bot as the API hands it out."""
        return {
            "message_id": shown.id,
            "date": int(time.time()),
            "chat": self.state.chats[shown.chat],
            "from": ME,
            "text": shown.text,
            **({"message_thread_id": shown.topic, "is_topic_message": True} if shown.topic else {}),
        }

    def _chat(self, params: Params) -> int:
        chat = int(params["chat_id"])
        if chat in self.state.moved:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.state.moved[chat],
            )
        if chat not in self.state.chats:
            raise bad("chat not found")
        if chat in self.state.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat

    def _mine(self, params: Params) -> Shown:
        chat, number = self._chat(params), int(params["message_id"])
        for message in self.state.shown:
            if (message.chat, message.id) == (chat, number) and not message.deleted:
                return message
        raise bad("message to edit not found")

    def _answered(self, query: str, params: Params) -> bool:
        if query not in self.state.queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.state.queries.remove(query)
        self.state.answers[query] = params
        return True

    def _menu(self, params: Params) -> tuple[str, str]:
        scope = as_object(params.get("scope") or '{"type": "default"}')
        if scope["type"] == "chat":
            self._chat({"chat_id": scope["chat_id"]})
        name = f"{scope['type']}:{scope.get('chat_id', '')}".rstrip(":")
        return name, params.get("language_code") or ""

    def _describe(self, params: Params, key: str, limit: int) -> bool:
        if len(params[key]) > limit:
            raise bad(f"{key} is too long")
        self.state.menus[key, params.get("language_code") or ""] = params[key]
        return True

    def _described(self, params: Params, key: str) -> str:
        return self.state.menus.get((key, params.get("language_code") or ""), "")
