"""What a terminal shows in the place of pictures."""

from __future__ import annotations

import pytest

from bot.conversations import Conversations
from bot.terminal import CHAT, Terminal
from intents import Knowledge


def typed(knowledge: Knowledge, *lines: str, language: str = "en") -> str:
    conversations = Conversations(knowledge)
    conversations.speak(CHAT, language)
    said: list[str] = []
    Terminal(conversations, said.append).run(iter(lines))
    return "\n".join(said)


@pytest.mark.parametrize(
    ("language", "source"), [("it", "Fonte:"), ("en", "Source"), ("ko", "출처")]
)
@pytest.mark.parametrize("command", ["/timeline", "/rounds", "/sizes", "/timeline KT"])
def test_pictures_are_told_in_words(
    knowledge: Knowledge, command: str, language: str, source: str
) -> None:
    assert source in typed(knowledge, command, language=language)


def test_the_rounds_stand_below_each_other(knowledge: Knowledge) -> None:
    said = typed(knowledge, "/rounds")
    assert said.index("→ 5") < said.index("→ 3") < said.index("→ 4")
    assert "drops out: Naver Cloud and NC AI" in said


def test_an_unknown_name_is_said_to_be_unknown(knowledge: Knowledge) -> None:
    assert "zzzz" in typed(knowledge, "/timeline zzzz")


def test_help_names_the_commands(knowledge: Knowledge) -> None:
    said = typed(knowledge, "/help")
    assert all(name in said for name in ("/timeline", "/rounds", "/sizes"))
