"""Scores the bot on files of questions by independent authors, as a table by language and kind.

    python -m benchmarks.score tests/heldout/*.jsonl

A case passes when the answer to its last message has an accepted outcome, says what it must, says
nothing that it must not, is in the language of the question and is short. "Harmful" are answers
that assert something wrong: forbidden words, or facts where the right answer was to abstain.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from benchmarks.table import table
from intents import Answer, Knowledge, build

ROOT = Path(__file__).resolve().parent.parent
SHORT, LONG = 700, 1300
LONG_KINDS = frozenset(
    "multi compare entity_card list timeline changed conflict round dialogue now".split()
)
STATING = frozenset({"answered", "corrected"})


class Case(BaseModel):
    """One case of a file."""

    id: str
    lang: str
    kind: str
    turns: list[str]
    outcome: list[str]
    must: list[str]
    must_not: list[str]
    note: str = ""


@dataclass(frozen=True)
class Result:
    """How the answer to one case was judged."""

    case: Case
    answer: Answer
    passed: bool
    harmful: bool


def read(paths: Iterable[Path]) -> list[Case]:
    """The cases of JSON-lines files."""
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [Case.model_validate_json(line) for line in lines if line.strip()]


def judge(knowledge: Knowledge, case: Case) -> Result:
    """Ask the turns of a case in a conversation of their own and judge the last answer."""
    answer = knowledge.answer(case.turns[0])
    for turn in case.turns[1:]:
        answer = knowledge.answer(turn, answer.memory)

    def says(pattern: str) -> bool:
        return bool(re.search(pattern, answer.body, re.IGNORECASE | re.DOTALL))

    accepted = set(case.outcome)
    if case.kind == "yesno" and "answered" in accepted:
        accepted.add("corrected")
    banned = any(map(says, case.must_not))
    made_up = not STATING & accepted and answer.outcome in STATING
    most = LONG if case.kind in LONG_KINDS or len(case.must) > 3 else SHORT
    right = (
        answer.outcome in accepted
        and all(map(says, case.must))
        and not banned
        and answer.language == case.lang
        and len(answer.body) <= most
    )
    return Result(case, answer, right, banned or made_up)


def shares(results: list[Result]) -> tuple[int, float, float]:
    """How many there are, and the percentages passed and harmful."""
    count = len(results)
    passed, harmful = sum(r.passed for r in results), sum(r.harmful for r in results)
    return count, 100 * passed / count, 100 * harmful / count


def report(results: list[Result]) -> str:
    """The table by language and kind."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[f"language {result.case.lang}"].append(result)
    for result in results:
        groups[result.case.kind].append(result)
    groups["all"] = results
    rows = [(name, *map(_rounded, shares(members))) for name, members in groups.items()]
    return table(("group", "n", "pass %", "harmful %"), rows)


def _rounded(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.1f}"


def main() -> None:
    """Score the files named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print every case that fails")
    arguments = parser.parse_args()
    knowledge = build(ROOT / "seeds", ROOT / "intents" / "catalogue", ROOT / ".cache")
    results = [judge(knowledge, case) for case in read(arguments.files)]
    for result in results if arguments.show else ():
        if not result.passed:
            print(f"{result.case.id} {' | '.join(result.case.turns)}\n    {result.answer.body}")
    print(report(results))


if __name__ == "__main__":
    main()
