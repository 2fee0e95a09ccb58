"""The last exchanges of admins, in this process only: what /savetest makes a scripted case of."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from intents import Answer, Knowledge, Memory

# A follow-up rests on no more messages than these.
MOST = 4
_SENTENCE = re.compile(r".+?[.!?。](?=\s|$)|.+")
_LONGEST_SAID = 120


@dataclass(frozen=True)
class Case:
    """A scripted case as a file: its path below the folder of tests, and its YAML."""

    path: str
    text: str


class Exchanges:
    """Remembers the last messages of some chats, and of no others."""

    def __init__(self, chats: frozenset[str]) -> None:
        """`chats` are the ids of those that may be remembered."""
        self._chats = chats
        self._said: dict[str, deque[tuple[str, Answer]]] = {}

    def note(self, chat: str, text: str, answer: Answer) -> None:
        """A message of a chat was answered."""
        if chat in self._chats:
            self._said.setdefault(chat, deque(maxlen=MOST)).append((text, answer))

    def last(self, chat: str) -> Sequence[tuple[str, Answer]]:
        """The last messages of a chat with their answers, the newest last."""
        return tuple(self._said.get(chat, ()))


def case(knowledge: Knowledge, said: Sequence[tuple[str, Answer]]) -> Case:
    """The last of these exchanges as a scripted case.

    It begins with as few of the messages before as give the same answer.
    """
    *earlier, (question, answer) = said
    before = _needed(knowledge, [text for text, _ in earlier], question, answer)
    name = answer.intent or f"_{answer.outcome}"
    body: dict[str, Any] = {
        "case": f"saved_{_slug(question)}",
        "ask": [question],
        **({"before": before} if before else {}),
        "outcome": answer.outcome,
        **({"intent": answer.intent} if answer.intent else {}),
        "entities": sorted({entity.id for entity in answer.entities}),
        "facts": sorted(answer.facts),
        "says": [_pattern(answer.body)],
    }
    text = yaml.safe_dump([body], allow_unicode=True, sort_keys=False, width=1000)
    return Case(f"{answer.language}/{name}.yaml", text)


def _needed(
    knowledge: Knowledge, earlier: Sequence[str], question: str, answer: Answer
) -> list[str]:
    for count in range(len(earlier) + 1):
        before = list(earlier[len(earlier) - count :])
        if _answered(knowledge, before, question).text == answer.text:
            return before
    return list(earlier)


def _answered(knowledge: Knowledge, before: Sequence[str], question: str) -> Answer:
    memory: Memory | None = None
    for text in before:
        memory = knowledge.answer(text, memory).memory
    return knowledge.answer(question, memory)


def _slug(question: str) -> str:
    return "_".join(re.findall(r"\w+", question.lower())[:5])[:40] or "question"


def _pattern(body: str) -> str:
    """The first sentence, as a regular expression."""
    found = _SENTENCE.match(body)
    said = found.group()[:_LONGEST_SAID] if found else body[:_LONGEST_SAID]
    return re.sub(r"([\\.^$*+?{}\[\]|()])", r"\\\1", said)
