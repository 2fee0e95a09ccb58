"""The use cases of the bot, whoever delivers them: ask a question, tell an answer again."""

from __future__ import annotations

from intents import Answer, Knowledge, Memory


class Conversations:
    """Answers questions and keeps the memory of each conversation, in process.

    The memory of a chat is what its last answer handed out; nothing of one chat reaches another.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._memories: dict[str, Memory] = {}

    def ask(self, chat: str, text: str, language: str | None = None) -> Answer:
        """The answer to a message; `language` is the app's, used when nothing else tells."""
        memory = self._memories.get(chat, Memory())
        if memory.language is None and language in self.knowledge.languages:
            memory = memory.model_copy(update={"language": language})
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
