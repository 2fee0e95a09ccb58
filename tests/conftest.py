"""What all tests share: the shipped content, built once, and both databases."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.editing.files import Files
from bot.garbage import searched_seldom
from intents import Knowledge, build
from tests import throwaway
from tests.thinned import thinned

searched_seldom()
ROOT = Path(__file__).resolve().parent.parent
FACTS, CATALOGUE, SCRIPTS = (
    ROOT / "seeds",
    ROOT / "intents" / "catalogue",
    ROOT / "tests" / "answers",
)
_numbers = itertools.count(1)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have counted, last: whichever worker counted it."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{name}: {value}")


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


@pytest.fixture(scope="session")
def small() -> Files:
    """The shipped content with few utterances, for what has to be fitted anew."""
    return thinned()


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """What is learnt from the small content, and its records: one folder for all workers."""
    base = tmp_path_factory.getbasetemp()
    return (base if worker_id == "master" else base.parent) / "cache"


@pytest.fixture(scope="session")
def cluster() -> Iterator[throwaway.Cluster]:
    """PostgreSQL, or a skip that says why."""
    folder = throwaway.binaries()
    if folder is None:
        pytest.skip(
            "PostgreSQL IS NOT INSTALLED: nothing was tested on it (apt-get install postgresql)"
        )
    cluster = throwaway.Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bot.sqlite3"
    cluster: throwaway.Cluster = request.getfixturevalue("cluster")
    return cluster.database(f"test{next(_numbers)}")
