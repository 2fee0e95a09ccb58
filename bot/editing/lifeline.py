"""A process that ends with the one that started it, whatever ends that one."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable

_NAME = "lifeline"


def tie(wait: Callable[[], object]) -> None:
    """End this process, at once and whatever it does, when `wait` returns or fails.

    `wait` waits for the end of something that only the process that started this one holds open.
    """
    threading.Thread(target=_end_after, args=(wait,), name=_NAME, daemon=True).start()


def others() -> int:
    """How many threads there are beside the first one and lifelines."""
    return sum(thread.name != _NAME for thread in threading.enumerate()) - 1


def let_go_of_output() -> None:
    """Leave standard output: whoever reads it to its end need not wait for this process."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _end_after(wait: Callable[[], object]) -> None:
    with contextlib.suppress(EOFError, OSError):
        wait()
    os._exit(1)
