"""`python -m bot.editing`: one rehearsal, asked on standard input, told on standard output.

The task is one line. Whoever asks keeps the input open: when that ends, so does the rehearsal.
"""

from __future__ import annotations

import os
import sys

# Answering comes first: whoever shares the processor with a rehearsal hardly notices it.
KINDNESS = 10


def main() -> None:
    """Read a task, rehearse it, write the report."""
    os.nice(KINDNESS)
    # Imported here: all of it is done kindly, loading included.
    from bot.editing.lifeline import tie  # noqa: PLC0415
    from bot.editing.rehearsal import Task, rehearsed  # noqa: PLC0415

    task = Task.model_validate_json(sys.stdin.buffer.readline())
    tie(lambda: os.read(sys.stdin.fileno(), 1))
    sys.stdout.buffer.write(rehearsed(task).model_dump_json().encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
