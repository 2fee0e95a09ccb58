"""`python -m bot.editing`: one rehearsal, asked on standard input, told on standard output.

Task and report are a line each; what makes the next rehearsal quick is kept after the report.
Whoever asks keeps the input open: when that ends, so does the rehearsal.
"""

from __future__ import annotations

import os
import sys

from bot.garbage import searched_seldom

# Answering comes first: whoever shares the processor with a rehearsal hardly notices it.
KINDNESS = 10


def main() -> None:
    """Read a task, rehearse it, write the report."""
    os.nice(KINDNESS)
    searched_seldom()
    # Imported here: all of it is done kindly, loading included.
    from bot.editing.lifeline import let_go_of_output, tie  # noqa: PLC0415
    from bot.editing.rehearsal import Task, rehearsed  # noqa: PLC0415
    from bot.editing.replay import Records  # noqa: PLC0415

    task = Task.model_validate_json(sys.stdin.buffer.readline())
    tie(lambda: os.read(sys.stdin.fileno(), 1))
    records = Records(task.cache)
    report = rehearsed(task, records).model_dump_json() + "\n"
    sys.stdout.buffer.write(report.encode("utf-8", "surrogatepass"))
    sys.stdout.flush()
    let_go_of_output()
    records.settle()


if __name__ == "__main__":
    main()
