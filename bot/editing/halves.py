"""Work on many things in two processes, where there are two processors for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from bot.editing.lifeline import let_go_of_output, others, tie

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

A = TypeVar("A")
B = TypeVar("B")

# Things that are worth a process: some seconds of work.
WORTH = 2000


def halved(
    work: Callable[[Sequence[A]], list[B]], things: Sequence[A], least: int = WORTH
) -> list[B]:
    """What `work` makes of the things, in order; from `least` things on, of each half by itself.

    The second process shares what is in memory and ends with its half or with this process. Work
    that it does not finish is done here.
    """
    if len(things) < least or not _may_fork():
        return work(things)
    # Imported here: most starts have no such work.
    import multiprocessing  # noqa: PLC0415

    half = len(things) // 2
    forking = multiprocessing.get_context("fork")
    here, there = forking.Pipe()
    other = forking.Process(target=_send, args=(here, there, work, things[half:]), daemon=True)
    other.start()
    there.close()
    try:
        return [*work(things[:half]), *_received(here, work, things[half:])]
    finally:
        other.kill()
        other.join()
        here.close()


def _may_fork() -> bool:
    """Whether there is a second processor, and no other thread that a copy would lack."""
    return hasattr(os, "fork") and others() == 0 and _processors() > 1


def _processors() -> int:
    """The processors that this process may use; 1 where the system does not tell."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _send(
    here: Connection, there: Connection, work: Callable[[Sequence[A]], list[B]], things: Sequence[A]
) -> None:
    # What is held open here would seem open to whoever waits for the end of the first process.
    here.close()
    let_go_of_output()
    tie(there.recv)
    there.send(work(things))


def _received(
    here: Connection, work: Callable[[Sequence[A]], list[B]], things: Sequence[A]
) -> list[B]:
    try:
        found: list[B] = here.recv()
    except (EOFError, OSError):
        return work(things)
    return found
