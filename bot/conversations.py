"""Conversations in process: what the terminal and scripts talk to."""

from __future__ import annotations

from collections.abc import Sequence

from intents import Answer, Knowledge, Memory


def spoken(hint: str | None, languages: Sequence[str]) -> str | None:
    """The language an app asks for (`it-IT`), if the bot speaks it; else English, if it does.

    Nothing where the app says nothing.
    """
    if not hint:
        return None
    code = hint.replace("_", "-").split("-")[0].lower()
    wanted = [code, "en"]
    return next((language for language in wanted if language in languages), None)


def prepared(
    memory: Memory, choice: str | None, hint: str | None, languages: Sequence[str]
) -> Memory:
    """The memory to answer with.

    Where a message does not tell its own language, the chosen one holds, else that of the
    conversation, else the app's.
    """
    language = choice or memory.language or spoken(hint, languages)
    if language == memory.language:
        return memory
    return memory.model_copy(update={"language": language})


class Conversations:
    """Answers questions and keeps the memory of each conversation, in process.

    The memory of a chat is what its last answer handed out; nothing of one chat reaches another.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._memories: dict[str, Memory] = {}

    def ask(self, chat: str, text: str, language: str | None = None) -> Answer:
        """The answer to a message; `language` is the app's, used when nothing else tells."""
        languages = self.knowledge.languages
        memory = prepared(self.memory(chat), None, language, languages)
        answer = self.knowledge.answer(text, memory)
        self._memories[chat] = answer.memory
        return answer

    def speak(self, chat: str, language: str) -> None:
        """Use this language from now on where a message does not tell its own."""
        memory = self._memories.get(chat, Memory())
        self._memories[chat] = memory.model_copy(update={"language": language})

    def memory(self, chat: str) -> Memory:
        """What is kept of a conversation."""
        return self._memories.get(chat, Memory())
