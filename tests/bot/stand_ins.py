"""Hand-written stand-ins: a clock that is set by hand, an engine that answers at once."""

from __future__ import annotations

from types import SimpleNamespace

from intents import Answer, Memory


class Clock:
    """The time of day, set by hand."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Engine:
    """Answers everything with its own words, in the language it is told."""

    def __init__(self, digest: str = "one", facts: dict[str, object] | None = None) -> None:
        self.digest = digest
        self.languages = ("en", "it", "ko")
        self.contracts: dict[str, object] = {}
        held = tuple(Fact(name, value) for name, value in (facts or {"kt.model": "midm"}).items())
        self.store = SimpleNamespace(facts=held, entities={}, sources={})

    def answer(self, text: str, memory: Memory) -> Answer:
        language = memory.language or "it"
        kept = memory.model_copy(update={"language": language, "intent": text[:20]})
        return said(f"{self.digest}: {text}", language, kept)

    def say(self, intent: str, entities: tuple[str, ...], language: str) -> Answer:
        memory = Memory(language=language, intent=intent, entities=entities)
        return said(intent, language, memory)

    def retell(self, frame: str, language: str) -> Answer:
        if frame != "[1]":
            raise ValueError(frame)
        return said("told again", language, Memory(language=language))


class Fact(SimpleNamespace):
    def __init__(self, name: str, value: object) -> None:
        super().__init__(id=name, value=value, attribute="model")


def said(body: str, language: str = "en", memory: Memory | None = None) -> Answer:
    """An answer with a frame, suggestions and choices."""
    return Answer(
        text=body,
        body=body,
        language=language,
        outcome="answered",
        intent="company_card",
        suggestions=("And <b>Kakao</b>?", "E Kakao \ud800?"),
        choices=("KT", "케이티"),
        frame="[1]",
        alternatives=({"label": "Other\0", "frame": "[2]"},),
        memory=memory or Memory(language=language),
    )
