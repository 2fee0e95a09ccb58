"""Which file of facts or catalogue a document from a chat is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.editing.files import safe

# A document may have this many bytes; the largest shipped file has a tenth.
MOST_BYTES = 500_000
EXAMPLES = ("seeds/facts/companies/kt.yaml", "catalogue/it/budget.yaml")


@dataclass(frozen=True)
class Placed:
    """The file that is meant, or the files it could be; neither: the path leads outside."""

    name: str | None = None
    choices: tuple[str, ...] = ()


def placed(file_name: str, caption: str, known: Iterable[str]) -> Placed:
    """The file of a set that a document stands for.

    `caption`, else the name of the document, is the path or the end of one of the `known`; a new
    file needs its whole path.
    """
    wanted = (caption or file_name).strip()
    names = sorted(known)
    if wanted in names:
        return Placed(wanted)
    found = [name for name in names if name.endswith(f"/{wanted}")]
    if len(found) == 1:
        return Placed(found[0])
    if found:
        return Placed(choices=tuple(found))
    if safe(wanted):
        return Placed(wanted)
    # A bare name is only incomplete; everything else leads outside.
    return Placed(choices=EXAMPLES) if safe(f"{EXAMPLES[0]}/{wanted}") else Placed()
