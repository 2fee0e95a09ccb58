"""A rehearsal in words: in brief for a chat, whole for a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from bot.editing.report import AnswerChange, FactChange, Finding, Report
from bot.editing.wording import Words

T = TypeVar("T")

# In brief, no more of a kind than this, and no more of a text.
BRIEF = 3
BRIEF_TEXT = 100
# Of two texts that differ, this much is shown before the place where they do.
BEFORE = 30


def told(report: Report, words: Words, *, whole: bool = False) -> str:
    """What a rehearsal found, one thing per line; `whole`: nothing is left out or cut."""
    return "\n".join(_Teller(words, whole=whole).lines(report))


class _Teller:
    def __init__(self, words: Words, *, whole: bool) -> None:
        self._words, self._whole = words.report, whole

    def lines(self, report: Report) -> Iterator[str]:
        said = self._words
        if report.counts:
            yield said.head.format(seconds=report.seconds, **report.counts)
        yield self._verdict(report)
        yield from self._some(report.problems, self._problem)
        if report.facts:
            yield said.facts.format(count=len(report.facts))
        yield from self._some(report.facts, self._fact)
        yield from self._answers(report.answers)
        if report.failures:
            yield said.failures.format(count=len(report.failures))
        yield from self._some(report.failures, self._failure)
        yield from self._lost(report)

    def _verdict(self, report: Report) -> str:
        said = self._words
        if report.verdict == "refused":
            return said.refused.format(count=len(report.problems))
        if report.verdict == "doubtful":
            return said.doubtful.format(count=len(report.failures))
        return said.clean

    def _some(self, found: Sequence[T], tell: Callable[[T], str]) -> Iterator[str]:
        shown = found if self._whole else found[:BRIEF]
        for one in shown:
            yield tell(one)
        if len(shown) < len(found):
            yield self._words.more.format(count=len(found) - len(shown))

    def _problem(self, found: Finding) -> str:
        return self._words.problem.format(**found.model_dump())

    def _failure(self, found: Finding) -> str:
        line = self._words.failure.format(
            file=found.file, key=found.key, what=self._cut(found.what)
        )
        return f"{line}\n   {found.hint}" if self._whole else line

    def _fact(self, change: FactChange) -> str:
        line = str(getattr(self._words, change.kind))
        line = line.format(id=change.id, old=self._cut(change.old), new=self._cut(change.new))
        source = self._words.source.format(source=self._cut(change.source))
        return f"{line}\n{source}" if change.source else line

    def _answers(self, changes: Sequence[AnswerChange]) -> Iterator[str]:
        for language, group in groupby(changes, key=lambda change: change.language):
            some = list(group)
            count = sum(change.more + 1 for change in some)
            yield self._words.answers.format(language=language, count=count)
            yield from self._some(some, self._answer)

    def _answer(self, change: AnswerChange) -> str:
        start = 0 if self._whole else _apart(change.before, change.after)
        return self._words.answer.format(
            question=self._cut(change.question),
            others=self._words.others.format(count=change.more) if change.more else "",
            before=self._cut(change.before, start),
            after=self._cut(change.after, start),
        )

    def _lost(self, report: Report) -> Iterator[str]:
        said = self._words
        if report.lost:
            yield said.lost.format(count=len(report.lost))
        rows = [
            said.lost_one.format(
                language=one.language,
                question=self._cut(one.question),
                intent=one.intent,
                now=one.now or said.nowhere,
            )
            for one in report.lost
        ]
        yield from self._some(rows, str)

    def _cut(self, text: str | None, start: int = 0) -> str:
        """On one line, in brief from `start` on and not too long."""
        flat = " ".join((text or "").split())
        if self._whole:
            return flat
        shown = flat[start : start + BRIEF_TEXT]
        return f"{'…' if start else ''}{shown}{'…' if start + len(shown) < len(flat) else ''}"


def _apart(before: str, after: str) -> int:
    """Where to begin to show how two texts differ."""
    one, two = (" ".join(text.split()) for text in (before, after))
    pairs = zip(one, two, strict=False)
    same = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(two)))
    return same - BEFORE if same > BRIEF_TEXT - BEFORE else 0
