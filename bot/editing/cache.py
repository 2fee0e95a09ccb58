"""Where fitted models and records are kept: as set, or in a temporary folder if that is read-only.

Without such a folder every publication would fit its models within the process that answers.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def writable(folder: Path) -> Iterator[Path]:
    """The folder if it can be written to, else a temporary one with what it holds."""
    if _takes_files(folder):
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="cache-") as place:
        with contextlib.suppress(OSError):
            shutil.copytree(folder, place, dirs_exist_ok=True)
        yield Path(place)


def _takes_files(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
