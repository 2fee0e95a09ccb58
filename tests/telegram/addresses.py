"""Texts as Telegram shows them: a source is a link, its address is not written out."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r" \(https?://[^\s)]*\)")


def unaddressed(text: str) -> str:
    """A text of the terminal without the addresses behind its sources."""
    return _ADDRESS.sub("", text)
