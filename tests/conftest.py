"""What all tests share: the shipped content, built once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intents import Knowledge, build

ROOT = Path(__file__).resolve().parent.parent
FACTS, CATALOGUE, SCRIPTS = (
    ROOT / "seeds",
    ROOT / "intents" / "catalogue",
    ROOT / "tests" / "answers",
)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped facts and catalogue. The fitted models are kept beside the environment."""
    return build(FACTS, CATALOGUE, ROOT / ".cache")


@pytest.fixture(scope="session")
def held_out() -> list[str]:
    """Every message of the questions that are only to be scored."""
    files = sorted((ROOT / "tests" / "heldout").glob("*.jsonl"))
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [turn for line in lines for turn in json.loads(line)["turns"]]
