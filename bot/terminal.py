"""The chat in a terminal: typed questions, history, suggestions by number, a few commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bot.conversations import Conversations
from bot.pictures.answers import asked, in_words
from bot.pictures.gallery import KINDS, Kind, told
from intents import Answer, Memory

CHAT = "terminal"
HELP = """\
/help            these commands and some questions
/timeline [name] what happened, of the programme or of a company or model
/rounds          the teams through the rounds
/sizes [name]    the models by number of parameters
/lang it|en|ko   the language for what does not tell its own
/explain         how the last question was read
/quit            leave (so does Ctrl-D)
1, 2, 3          ask a suggested question"""


class Terminal:
    """One conversation in a terminal. `say` prints; lines come from a person or a pipe."""

    def __init__(self, conversations: Conversations, say: Callable[[str], None] = print) -> None:
        self._conversations, self._say = conversations, say
        self._last: tuple[str, Memory] | None = None
        self._answer: Answer | None = None

    def run(self, lines: Iterator[str]) -> None:
        """Answer every line until there are no more or the person leaves."""
        for line in lines:
            text = line.strip("\r\n")
            if text.strip() in {"/quit", "/exit"}:
                return
            if text.strip().startswith("/"):
                self._command(text.strip())
            elif self._no_suggestion(text.strip()):
                self._say(f"There is no suggestion {text.strip()}.\n")
            elif text.strip():
                self._ask(text)

    def _ask(self, text: str) -> None:
        text = self._suggested(text)
        self._last = (text, self._conversations.memory(CHAT))
        self._answer = self._conversations.ask(CHAT, text)
        self._say(self._answer.text)
        for number, suggestion in enumerate(self._answer.suggestions, 1):
            self._say(f"  [{number}] {suggestion}")
        self._say("")

    def _suggested(self, text: str) -> str:
        """The suggestion a bare number stands for, or the text itself."""
        suggestions = self._answer.suggestions if self._answer else ()
        number = int(text) if text.strip().isascii() and text.strip().isdigit() else 0
        return suggestions[number - 1] if 1 <= number <= len(suggestions) else text

    def _no_suggestion(self, text: str) -> bool:
        """Whether a bare number stands for nothing that was offered."""
        return text.isascii() and text.isdigit() and self._suggested(text) == text

    def _command(self, text: str) -> None:
        name, _, rest = text.partition(" ")
        if name == "/help":
            self._say(HELP)
            self._show_help()
        elif name == "/lang":
            self._language(rest.strip())
        elif name.removeprefix("/") in KINDS:
            self._show(KINDS[KINDS.index(name.removeprefix("/"))], rest)
        elif name == "/explain":
            self._explain()
        else:
            self._say(f"No command {name}. Type /help for a list.")

    def _show_help(self) -> None:
        knowledge = self._conversations.knowledge
        self._say("\n" + knowledge.say("help", (), self._spoken).text + "\n")

    @property
    def _spoken(self) -> str:
        """The language of the conversation."""
        return (
            self._conversations.memory(CHAT).language or self._conversations.knowledge.languages[0]
        )

    def _show(self, kind: Kind, names: str) -> None:
        """In words what a picture shows, and the answer to the same."""
        knowledge = self._conversations.knowledge
        wish = asked(knowledge, kind, names)
        if wish is None:
            self._say(f"No company, model or round is called {names.strip()}.\n")
            return
        if kind == "rounds" and (shown := told(knowledge, wish, self._spoken)):
            self._say("\n".join(f"  {line.text}" for line in shown.lines) + "\n")
        self._say(in_words(knowledge, wish, self._spoken).text + "\n")

    def _language(self, code: str) -> None:
        languages = self._conversations.knowledge.languages
        if code not in languages:
            self._say(f"No language {code or '?'}: choose one of {', '.join(languages)}.")
            return
        self._conversations.speak(CHAT, code)
        self._say(self._conversations.knowledge.say("greeting", (), code).text + "\n")

    def _explain(self) -> None:
        if self._last is None:
            self._say("Nothing was asked yet.")
            return
        text, memory = self._last
        self._say(self._conversations.knowledge.explained(text, memory) + "\n")


def chat(conversations: Conversations) -> None:
    """Talk with a person at the keyboard, or answer piped lines and leave."""
    terminal = Terminal(conversations)
    try:
        terminal.run(_typed() if sys.stdin.isatty() else iter(sys.stdin))
    except KeyboardInterrupt:
        print()


def _typed() -> Iterator[str]:
    """Lines typed with history and editing; ends at Ctrl-D."""
    # Imported here: it takes a fifth of a second, which a pipe need not wait for.
    from prompt_toolkit import PromptSession  # noqa: PLC0415
    from prompt_toolkit.history import InMemoryHistory  # noqa: PLC0415

    session: PromptSession[str] = PromptSession(history=InMemoryHistory())
    print("Ask in Italian, English or Korean. /help shows commands, Ctrl-D leaves.\n")
    while True:
        try:
            yield session.prompt("> ")
        except EOFError:
            return
