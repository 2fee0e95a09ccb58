"""Work in two processes gives what it gives in one."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.editing import halves
from bot.editing.halves import halved

# The library of the charts, where another test has loaded it, hooks into imports in an old way.
pytestmark = pytest.mark.filterwarnings("ignore:PluginImportFixer:ImportWarning")

THINGS = list(range(9))


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processors, and no thread but this one, whatever runs the tests."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(halves, "others", lambda: 0)


def worked(things: Sequence[int]) -> list[tuple[int, int]]:
    return [(thing, os.getpid()) for thing in things]


@pytest.mark.usefixtures("alone")
def test_halves_are_put_together_in_order() -> None:
    made = halved(worked, THINGS, least=2)
    assert [thing for thing, _ in made] == THINGS
    processes = [process for _, process in made]
    assert processes[0] == os.getpid()
    assert len(set(processes)) == 2


@pytest.mark.usefixtures("alone")
def test_what_the_other_process_does_not_finish_is_done_here() -> None:
    here = os.getpid()

    def dying(things: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            os._exit(9)
        return list(things)

    assert halved(dying, THINGS, least=2) == THINGS


def test_few_things_stay_in_one_process() -> None:
    assert {process for _, process in halved(worked, THINGS)} == {os.getpid()}


def test_beside_another_thread_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert {process for _, process in halved(worked, THINGS, least=2)} == {os.getpid()}
    finally:
        done.set()
        other.join()


@pytest.mark.usefixtures("alone")
def test_the_other_process_holds_no_output_open() -> None:
    def ends(things: Sequence[int]) -> list[str]:
        return [Path("/proc/self/fd/1").readlink().name for _ in things]

    assert halved(ends, THINGS, least=2)[-1] == "null"
