"""`python -m bot facts …`: what the files would change, publish, look back, take back."""

from __future__ import annotations

import asyncio
import getpass
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.editing.desktop import Desktop

app = typer.Typer(no_args_is_help=True, help="Rehearse, publish and take back facts and catalogue.")
Reason = Annotated[str, typer.Option(help="Why; needed where scripted answers fail.")]


@app.command()
def diff(
    *, whole: Annotated[bool, typer.Option("--all", help="Leave nothing out.")] = False
) -> None:
    """Show what the files on disk would change; exit 1 if they cannot be published as they are."""

    async def work(desk: Desktop) -> bool:
        draft = await desk.rehearsed(_author())
        typer.echo(desk.told(draft, whole=whole))
        return draft.report.verdict == "clean"

    _run(work)


@app.command()
def publish(*, reason: Reason = "") -> None:
    """Rehearse the files on disk and publish them; a bot that runs takes them over."""

    async def work(desk: Desktop) -> bool:
        draft = await desk.rehearsed(_author())
        typer.echo(desk.told(draft))
        return await desk.publish(draft, _author(), reason)

    _run(work)


@app.command()
def log() -> None:
    """List what was published, the newest first."""

    async def work(desk: Desktop) -> bool:
        for version in await desk.versions.list():
            date = datetime.fromtimestamp(version.at, UTC).strftime("%Y-%m-%d %H:%M")
            values = {"number": version.number, "date": date, "author": version.author}
            typer.echo(
                desk.words.replies.version.format(
                    **values, digest=version.knowledge, reason=version.reason
                )
            )
        return True

    _run(work)


@app.command()
def rollback(number: int, *, reason: Reason = "") -> None:
    """Publish an earlier version again."""

    async def work(desk: Desktop) -> bool:
        return await desk.rollback(number, _author(), reason)

    _run(work)


def _author() -> str:
    return f"terminal:{getpass.getuser()}"[:64]


def _run(work: Callable[[Desktop], Awaitable[bool]]) -> None:
    # Imported here: the chat in a terminal needs none of it.
    from bot.editing.desktop import opened  # noqa: PLC0415
    from bot.settings import Settings, SettingsError  # noqa: PLC0415
    from bot.stores.store import StoreAway  # noqa: PLC0415

    async def whole() -> bool:
        async with opened(Settings.read()) as desk:
            return await work(desk)

    try:
        done = asyncio.run(whole())
    except SettingsError as error:
        typer.echo(str(error), err=True)
        done = False
    except StoreAway:
        typer.echo("the database does not answer", err=True)
        done = False
    sys.exit(0 if done else 1)
