"""`python -m bot`: chat, ask, check, run."""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from bot.conversations import Conversations
from bot.editing.commands import app as facts
from bot.editing.halves import halved
from bot.garbage import searched_seldom
from bot.jsonl import as_object, serve
from bot.settings import Settings
from intents import CatalogueError, Knowledge, build

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(facts, name="facts")


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        for item in error.errors():
            typer.echo(f"setting {'.'.join(map(str, item['loc']))}: {item['msg']}", err=True)
        raise typer.Exit(1) from error


def _knowledge(settings: Settings) -> Knowledge:
    """The facts and the catalogue, or every problem of them on standard error and exit 1."""
    try:
        return build(settings.facts_dir, settings.catalogue_dir, settings.cache_dir, halved)
    except CatalogueError as error:
        typer.echo(f"{len(error.problems)} problem(s): nothing was started.", err=True)
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        raise typer.Exit(1) from error


@app.command()
def chat(*, jsonl: Annotated[bool, typer.Option(help="One JSON object per line.")] = False) -> None:
    """Talk in the terminal: no token, no network."""
    conversations = Conversations(_knowledge(_settings()))
    if jsonl:
        lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n")
        with io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n") as target:
            serve(lines, target, conversations)
        return
    # Imported here: a JSON-lines client need not load it.
    from bot import terminal  # noqa: PLC0415

    terminal.chat(conversations)


@app.command()
def ask(
    question: str,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer.")] = False,
) -> None:
    """Answer one question."""
    conversations = Conversations(_knowledge(_settings()))
    start = time.perf_counter()
    answer = conversations.ask("ask", question)
    elapsed = (time.perf_counter() - start) * 1000
    shown = (
        json.dumps(as_object(answer, "ask", elapsed), ensure_ascii=False)
        if as_json
        else answer.text
    )
    typer.echo(shown)


@app.command()
def check(
    scripts: Annotated[Path | None, typer.Option(help="Folder of scripted answers.")] = None,
) -> None:
    """Validate facts and catalogue and run the scripted answers; list every problem."""
    from intents.check import check_all  # noqa: PLC0415

    settings = _settings()
    folder = scripts or settings.scripts_dir
    report = check_all(settings.facts_dir, settings.catalogue_dir, folder, settings.cache_dir)
    for problem in report.problems:
        typer.echo(str(problem), err=True)
    typer.echo(report.summary)
    raise typer.Exit(1 if report.problems else 0)


@app.command()
def run() -> None:
    """Serve Telegram: by long polling, or by webhook when a public address is set."""
    from bot.bootstrap import serve_telegram  # noqa: PLC0415

    serve_telegram()


if __name__ == "__main__":
    searched_seldom()
    app()
