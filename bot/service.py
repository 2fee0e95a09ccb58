"""The use cases of the bot, whoever delivers them: ask, tell again, remember."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence

from bot.conversations import prepared, spoken
from bot.current import Current
from bot.editing.editor import Editor
from bot.editing.news import Newsroom
from bot.operations.health import Health
from bot.operations.logs import pseudonym
from bot.operations.metrics import Metrics
from bot.records import News, Sent, Stats, Status
from bot.stores.store import Store, StoreAway, Taken
from intents import Answer, Knowledge, Memory
from intents.say import default_of

__all__ = ["News", "Sent", "Service", "Stats", "Status", "StoreAway", "Taken"]

log = logging.getLogger("bot.questions")


class Service:
    """Answers for all chats.

    Calls for one chat come one after the other, those of different chats side by side. Nothing
    fails for a question: where the store is away, answers come without memory.

    `metrics` and `health` are for whoever delivers: count updates and errors there, and set
    `health.polled`.
    """

    def __init__(self, current: Current, store: Store, metrics: Metrics, health: Health) -> None:
        self._current, self._store = current, store
        self.metrics, self.health = metrics, health
        self._started = time.time()
        self._questions = 0
        # Set by whoever assembles the bot; a service that only answers has none.
        self.editor: Editor | None = None
        self.newsroom: Newsroom | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the bot speaks."""
        return self._current.knowledge.languages

    @property
    def knowledge(self) -> Knowledge:
        """What answers at this moment."""
        return self._current.knowledge

    @property
    def digest(self) -> str:
        """The version of the facts in force."""
        return self._current.knowledge.digest

    @property
    def editing(self) -> Editor:
        """What changes the facts. Raises `RuntimeError` for a service that only answers."""
        if self.editor is None:
            raise RuntimeError("this service only answers")
        return self.editor

    @property
    def news(self) -> Newsroom:
        """What chats follow, and what they are told. Raises `RuntimeError` as `editing` does."""
        if self.newsroom is None:
            raise RuntimeError("this service only answers")
        return self.newsroom

    # Answers

    async def ask(
        self, chat: str, text: str, *, hint: str | None = None, remember: bool = True
    ) -> Answer:
        """The answer to a message of a chat; `hint` is the app's language (`it-IT`).

        Without `remember` the conversation stays where it is until the answer was `sent`: what
        could not be sent and is asked again is then answered the same.
        """
        kept = await self._store.chat(chat)
        begun = time.perf_counter()
        memory = prepared(kept.memory, kept.language, hint, self.languages)
        answer = self._current.answer(text, memory)
        if remember:
            self._store.remember(chat, answer.memory)
        self._note(chat, answer, begun, text)
        if self.editor:
            self.editor.exchanges.note(chat, text, answer)
        return answer

    async def say(
        self,
        chat: str,
        intent: str,
        entities: tuple[str, ...] = (),
        *,
        hint: str | None = None,
        remember: bool = True,
    ) -> Answer:
        """The answer to a command: an intent asked by its id, in the language of the chat.

        Without entities it speaks of those that the intent is about by default. Raises
        `ValueError` for an unknown intent or entity.
        """
        kept = await self._store.chat(chat)
        begun = time.perf_counter()
        language = self._language(kept.language or kept.memory.language, hint)
        answer = self._said(intent, entities, language)
        if remember:
            # The conversation goes on from here: "and KT?" asks the same about KT.
            self._store.remember(chat, answer.memory)
        self._note(chat, answer, begun, None)
        return answer

    async def glance(self, text: str, *, hint: str | None = None) -> Answer:
        """The answer to a question outside of any conversation; it leaves no memory."""
        begun = time.perf_counter()
        memory = prepared(Memory(), None, hint, self.languages)
        answer = self._current.answer(text, memory)
        self._note(None, answer, begun, text)
        return answer

    async def tell(
        self, intent: str, entities: tuple[str, ...] = (), *, hint: str | None = None
    ) -> Answer:
        """An intent asked by its id outside of any conversation; counted nowhere.

        Raises `ValueError` for an unknown intent or entity.
        """
        return self._said(intent, entities, self._language(None, hint))

    def _said(self, intent: str, entities: tuple[str, ...], language: str) -> Answer:
        knowledge = self._current.knowledge
        contract = knowledge.contracts.get(intent)
        slot = contract.slot if contract else None
        if not entities and slot and slot.default:
            entities = tuple(default_of(knowledge.store, slot))
        return knowledge.say(intent, entities, language)

    async def retell(self, frame: str, language: str) -> Answer:
        """The same answer in another language.

        Raises `ValueError` for a frame that cannot be read or whose facts are gone.
        """
        return self._current.knowledge.retell(frame, language)

    def selected(self, hint: str | None = None) -> Sequence[tuple[str, str]]:
        """The selected consortia: id and name."""
        knowledge = self._current.knowledge
        voice = knowledge.speakers[self._language(None, hint)].voice
        chosen = (f.value for f in knowledge.store.facts if f.attribute == "selected")
        return [(str(entity), voice.name(str(entity))) for entity in dict.fromkeys(chosen)]

    # Languages

    async def language(self, chat: str, hint: str | None = None) -> str:
        """The language of a chat: chosen, else that of its conversation, else the app's."""
        kept = await self._store.chat(chat)
        return self._language(kept.language or kept.memory.language, hint)

    def _language(self, known: str | None, hint: str | None) -> str:
        found = known if known in self.languages else spoken(hint, self.languages)
        return found or self.languages[0]

    async def chosen(self, chat: str) -> str | None:
        """The language that a chat chose, if it chose one."""
        return (await self._store.chat(chat)).language

    async def speak(self, chat: str, language: str) -> None:
        """Remember the language that a chat chose. Raises `ValueError` for one not spoken."""
        if language not in self.languages:
            raise ValueError(f"no language {language!r}; there are {', '.join(self.languages)}")
        await self._store.speak(chat, language)

    # What was sent

    async def sent(
        self,
        chat: str,
        question: str,
        messages: tuple[int, ...],
        answer: Answer,
        *,
        remember: bool = False,
    ) -> None:
        """Remember what answered a question; what was sent for it earlier is replaced.

        With `remember` the conversation goes on from this answer. Written with the next `done`,
        so that a question costs one transaction.
        """
        record = Sent(
            chat=chat,
            question=question,
            messages=messages,
            frame=answer.frame,
            language=answer.language,
            intent=answer.intent,
            outcome=answer.outcome,
            suggestions=answer.suggestions,
            choices=answer.choices,
            alternatives=answer.alternatives,
            digest=self.digest,
            entities=tuple(entity.id for entity in answer.entities),
        )
        self._store.sent(record)
        if remember:
            self._store.remember(chat, answer.memory)

    async def last(self, chat: str) -> Sent | None:
        """The last answer sent to a chat."""
        return await self._store.last(chat)

    async def sent_for(self, chat: str, question: str) -> Sent | None:
        """What answered a question, by the id of the message that asked."""
        return await self._store.sent_for(chat, question)

    async def sent_as(self, chat: str, message: int) -> Sent | None:
        """The answer that a message of the bot is, or is a part of."""
        return await self._store.sent_as(chat, message)

    async def feedback(self, chat: str, message: int, value: int) -> None:
        """Keep what a reader thinks of an answer: 1 good, -1 not, 0 withdrawn."""
        await self._store.feedback(chat, message, value)
        if self.editor and value < 0:
            self.editor.misses.disliked(chat, message)
        self.metrics.judged(value)

    # Updates

    async def take(self, update_id: int) -> bool:
        """Whether to answer this update; False if it was answered before.

        Raises `Taken` while it is being answered, here or by another process: do not acknowledge
        it then, for it may have to come again.
        """
        return await self._store.take(update_id)

    async def done(self, update_id: int) -> None:
        """Note that an update was answered; returns when this and all before it is written."""
        await self._store.done(update_id)

    async def give_back(self, update_id: int) -> None:
        """Let an update that could not be answered be taken again at once."""
        await self._store.give_back(update_id)

    async def keep_backlog(self, updates: Mapping[int, str]) -> None:
        """Keep updates, as JSON by id, that were fetched and wait for their answer.

        Raises `StoreAway` if that is not possible now.
        """
        await self._store.keep_backlog(updates)

    async def backlog(self) -> Mapping[int, str]:
        """The updates that wait, in order."""
        return await self._store.backlog()

    async def leave_backlog(self, update_id: int) -> None:
        """An update waits no longer."""
        await self._store.leave_backlog(update_id)

    # Chats

    async def forget(self, chat: str) -> None:
        """Erase every row of a chat. Raises `StoreAway` if that is not possible now."""
        await self._store.forget(chat)

    async def lose(self, chat: str) -> None:
        """Erase every row of a chat that the bot lost, topics and all. Raises `StoreAway`."""
        await self._store.lose(chat)

    async def migrate(self, old: str, new: str) -> None:
        """Move what is kept of a group to the id that Telegram gave it."""
        await self._store.migrate(old, new)

    # For admins

    async def status(self) -> Status:
        """How the bot stands at this moment."""
        await self._store.ping()
        facts = self._current.knowledge.store
        sizes = {"facts": facts.facts, "entities": facts.entities, "sources": facts.sources}
        return Status(
            digest=self.digest,
            languages=self.languages,
            counts={name: len(found) for name, found in sizes.items()},
            started=self._started,
            uptime=time.time() - self._started,
            loaded=self._current.loaded,
            questions=self._questions,
            database=self._store.kind,
            away=self._store.away,
        )

    async def stats(self, hours: float = 24) -> Stats:
        """What was asked in the last hours. Raises `StoreAway` if the store does not tell."""
        return await self._store.stats(hours)

    def _note(self, chat: str | None, answer: Answer, begun: float, text: str | None) -> None:
        """Everything that is counted of one question: no text, and of the chat a pseudonym."""
        seconds = time.perf_counter() - begun
        self._questions += 1
        self._store.question(chat, answer, seconds * 1000, self.digest, text)
        if self.editor:
            self.editor.misses.asked(chat, answer, text)
        self.metrics.answered(answer.outcome, answer.intent, answer.language, seconds)
        line = {
            "chat": pseudonym(chat),
            "outcome": answer.outcome,
            "intent": answer.intent,
            "language": answer.language,
            "entities": [entity.id for entity in answer.entities],
            "facts": len(answer.facts),
            "ms": round(seconds * 1000, 3),
            "digest": self.digest,
            "version": self._current.version,
        }
        log.info("question", extra=line)
