"""Work on many things in two processes, where there are two processors for it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

# Things that are worth a process: some seconds of work.
WORTH = 4000


def halved(
    work: Callable[[Sequence[A]], list[B]], things: Sequence[A], least: int = WORTH
) -> list[B]:
    """What `work` makes of the things, in order; from `least` things on, of each half by itself.

    The second process shares what is in memory and ends with its half. Work that it does not
    finish is done here.
    """
    if len(things) < least or not _may_fork():
        return work(things)
    half = len(things) // 2
    forking = multiprocessing.get_context("fork")
    receiving, sending = forking.Pipe(duplex=False)
    other = forking.Process(target=_send, args=(sending, work, things[half:]), daemon=True)
    other.start()
    sending.close()
    try:
        return [*work(things[:half]), *_received(receiving, work, things[half:])]
    finally:
        receiving.close()
        other.terminate()
        other.join()


def _may_fork() -> bool:
    """Whether there is a second processor, and no other thread that a copy would lack."""
    forks = "fork" in multiprocessing.get_all_start_methods()
    return forks and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def _send(sending: Connection, work: Callable[[Sequence[A]], list[B]], things: Sequence[A]) -> None:
    sending.send(work(things))


def _received(
    receiving: Connection, work: Callable[[Sequence[A]], list[B]], things: Sequence[A]
) -> list[B]:
    try:
        found: list[B] = receiving.recv()
    except EOFError:
        return work(things)
    return found
