"""Finding names: how well and how fast, next to three matchers that others would take.

    python -m benchmarks.names

Quality: sentences of benchmarks/noise.py over seven companies, alone and among ten thousand real
organisations (the registry of network hardware makers that netaddr ships). Cost: 10 to 100,000
names, each measured in a process of its own: processor time, and the memory that building the
matcher added.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.noise import Case, Noise
from benchmarks.table import percentile, table
from intents.names import NameIndex

Names = Mapping[str, Sequence[str]]
Finder = Callable[[str], set[str]]  # the owners that a text names

SIZES = (10, 1_000, 10_000, 100_000)
QUESTIONS = {10: 300, 1_000: 300, 10_000: 150, 100_000: 25}
AMONG = 10_000
_LEGAL = re.compile(
    r"(?i)[,.]?\s*\b(inc|ltd|co|corp|corporation|limited|llc|gmbh|ag|sa|srl|company|plc)\b\.?"
)
_OURS = re.compile(r"(?i)naver|kakao|kt\b|lg\b|sk\b|upstage|nc\b|ncsoft|korea telecom")


# The matchers: each is made of names and finds owners in a text.


def ours(names: Names) -> Finder:
    """The engine of this project, with nothing but the names."""
    index = NameIndex(names)
    return lambda text: {mention.id for mention in index.find(text)}


def extract_one(names: Names) -> Finder:
    """The peer's default scorer over the whole text, at its best threshold."""
    spellings, owners = _spelt(names)

    def find(text: str) -> set[str]:
        best = process.extractOne(text.lower(), spellings, scorer=fuzz.WRatio, score_cutoff=70)
        return {owners[best[2]]} if best else set()

    return find


def windows(names: Names) -> Finder:
    """The peer's ratio over every run of up to four words, at its best threshold."""
    spellings, owners = _spelt(names)

    def find(text: str) -> set[str]:
        words = re.findall(r"\w+", text.lower())
        runs = [" ".join(words[i : i + n]) for n in range(1, 5) for i in range(len(words) - n + 1)]
        best = [process.extractOne(r, spellings, scorer=fuzz.ratio, score_cutoff=80) for r in runs]
        return {owners[match[2]] for match in best if match}

    return find


def flashtext(names: Names) -> Finder:
    """Exact words, case ignored."""
    keywords = import_module("flashtext").KeywordProcessor()
    for owner, spellings in names.items():
        for name in spellings:
            keywords.add_keyword(name, owner)
    return lambda text: set(keywords.extract_keywords(text))


MATCHERS: dict[str, Callable[[Names], Finder]] = {
    "this project": ours,
    "rapidfuzz WRatio": extract_one,
    "rapidfuzz windows, ratio": windows,
    "flashtext": flashtext,
}


def _spelt(names: Names) -> tuple[list[str], list[str]]:
    pairs = [(name.lower(), owner) for owner, spellings in names.items() for name in spellings]
    return [name for name, _ in pairs], [owner for _, owner in pairs]


# Names to hide ours among.


def registered(count: int) -> dict[str, list[str]]:
    """Real organisations in a fixed order; beyond the registry, their names newly put together."""
    path = Path(import_module("netaddr").__file__ or "").parent / "eui" / "oui.txt"
    lines = (x for x in path.read_text(encoding="utf-8").splitlines() if "(hex)" in x)
    bare = (_LEGAL.sub("", line.rpartition("\t")[2]).strip(" ,.-&") for line in lines)
    real = {name.lower(): name for name in bare if len(name) > 2 and not _OURS.match(name)}
    names = list(dict.fromkeys([*real.values(), *_mixed(list(real.values()), count - len(real))]))
    return {f"other:{name}": [name] for name in names[:count]}


def _mixed(names: Sequence[str], count: int) -> Iterable[str]:
    """First words of some names with the last words of others."""
    shifts = (
        f"{first.split()[0]} {last.split()[-1]}"
        for shift in range(1, 40)
        for first, last in zip(names, islice(cycle(names), shift * 97, None), strict=False)
    )
    return islice(dict.fromkeys(shifts), max(0, 2 * count))


# Quality


def quality(find: Finder, cases: Sequence[Case]) -> tuple[dict[str, float], Counter[str]]:
    """Precision, recall, F1 and left alone, in percent; and the misses of each noise."""
    hit = false = 0
    missed: Counter[str] = Counter()
    for case in cases:
        got = find(case.text)
        good = case.owner in got if case.owner else not got
        hit += bool(case.owner) and good
        false += len(got - {case.owner})
        missed[case.kind] += not good
    named = sum(case.owner is not None for case in cases)
    precision, recall = hit / max(1, hit + false), hit / named
    alone = [case for case in cases if case.owner is None]
    left = 1 - missed["look-alike word"] / max(1, len(alone))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    shares = {"P %": precision, "R %": recall, "F1 %": f1, "left alone %": left}
    return {name: 100 * share for name, share in shares.items()}, missed


def _quality_tables() -> None:
    noise = Noise()
    cases = [*noise.cases(noise.names, 3), *noise.heard(), *noise.negatives()]
    rows, by_kind = [], []
    total = Counter(case.kind for case in cases)
    for label, matcher in MATCHERS.items():
        shares, missed = quality(matcher(noise.names), cases)
        rows.append((label, *shares.values()))
        by_kind.append([100 * (1 - missed[kind] / total[kind]) for kind in total])
    print(f"seven companies, {len(cases)} sentences")
    print(table(("matcher", *shares), rows))
    print()
    print(table(("right by noise, %", "n", *MATCHERS), _columns(total, by_kind)))
    print()
    among = {**noise.names, **registered(AMONG)}
    found = [
        (label, *quality(matcher(among), cases[:: 1 if matcher is ours else 3])[0].values())
        for label, matcher in MATCHERS.items()
    ]
    print(f"the same sentences with {AMONG:,} real names loaded (peers: every third sentence)")
    print(table(("matcher", *shares), found))


def _columns(total: Counter[str], by_kind: Sequence[Sequence[float]]) -> list[list[object]]:
    return [[kind, total[kind], *(column[n] for column in by_kind)] for n, kind in enumerate(total)]


# Cost


def cost(label: str, size: int) -> dict[str, float]:
    """What building and asking one matcher takes in this process."""
    noise = Noise()
    names = {**noise.names, **registered(size - len(noise.names))}
    texts = [case.text for case in noise.cases(noise.names, 2)]
    texts = texts[:: max(1, len(texts) // QUESTIONS[size])]
    NameIndex({"warm": ["warm"]}).find("warm")  # everyday words are read once per process
    before, start = _memory(), time.thread_time()
    find = MATCHERS[label](names)
    built = time.thread_time() - start
    spent = [_milliseconds(find, text) for text in texts]
    return {
        "build s": built,
        "p50 ms": percentile(spent, 0.5),
        "p99 ms": percentile(spent, 0.99),
        "MB": _memory() - before,
    }


def _milliseconds(find: Finder, text: str) -> float:
    start = time.thread_time()
    find(text)
    return (time.thread_time() - start) * 1000


def _memory() -> float:
    """Resident megabytes of this process now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def _cost_table() -> None:
    rows = []
    for size in SIZES:
        for label in MATCHERS:
            command = [sys.executable, "-m", "benchmarks.names", label, str(size)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            rows.append((f"{size:,} names: {label}", *json.loads(done.stdout).values()))
    print(table(("cost", "build s", "p50 ms", "p99 ms", "MB"), rows))


def main() -> None:
    """Print the tables; with a matcher and a size, the cost of that one as JSON."""
    if len(sys.argv) > 1:
        print(json.dumps(cost(sys.argv[1], int(sys.argv[2]))))
        return
    _quality_tables()
    print()
    _cost_table()


if __name__ == "__main__":
    main()
