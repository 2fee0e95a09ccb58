"""What a rehearsal found: what would change, and what stands against it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from intents import Problem


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(_Record):
    """Something that is wrong: where, what, and how to mend it."""

    file: str
    key: str
    what: str
    hint: str

    @classmethod
    def of(cls, problem: Problem) -> Finding:
        """A problem of the files as a finding."""
        return cls(file=problem.file, key=problem.key, what=problem.what, hint=problem.hint)


class FactChange(_Record):
    """A statement that comes, changes or goes; `source` is the document it stands in."""

    id: str
    kind: Literal["added", "changed", "removed"]
    old: str | None = None
    new: str | None = None
    source: str = ""


class AnswerChange(_Record):
    """An answer that becomes another one, for this question and `more` others."""

    language: str
    question: str
    more: int = 0
    before: str
    after: str


class Lost(_Record):
    """An utterance of the catalogue that would no longer lead to its intent."""

    language: str
    question: str
    intent: str
    now: str | None


class Report(_Record):
    """The result of a rehearsal.

    Nothing can be published over `problems`; over `failures`, scripted answers that would no
    longer hold, only for a reason. `counts` says how much was looked at, `seconds` how long.
    """

    digest: str = ""
    knowledge: str = ""
    problems: tuple[Finding, ...] = ()
    failures: tuple[Finding, ...] = ()
    facts: tuple[FactChange, ...] = ()
    answers: tuple[AnswerChange, ...] = ()
    lost: tuple[Lost, ...] = ()
    counts: dict[str, int] = {}
    seconds: float = 0.0

    @property
    def verdict(self) -> Literal["refused", "doubtful", "clean"]:
        """Whether this can be published: never, for a reason, or as it is."""
        if self.problems:
            return "refused"
        return "doubtful" if self.failures else "clean"
