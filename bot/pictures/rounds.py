"""The teams through the rounds: chosen, added, dropped, and who is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.pictures.lanes import Column, Lane, Lanes, Step
from bot.pictures.view import Line, Told, View
from intents.days import first
from intents.models import Fact

# What is stated of a team in a round.
_CAME, _LEFT, _WENT_ON = ("selected", "added"), "dropped", "advanced"
_STEPS = (*_CAME, _LEFT, _WENT_ON)


@dataclass(frozen=True)
class Stage:
    """A selection or a round with what it did to the teams.

    `steps` holds a step for every team that was in the race before or came in here.
    """

    subject: str
    day: str
    facts: tuple[Fact, ...]
    steps: dict[str, Step]

    def teams(self, step: Step) -> list[str]:
        """The teams that took this step."""
        return [team for team, taken in self.steps.items() if taken == step]

    @property
    def racing(self) -> list[str]:
        """Who is in the race after it."""
        return [team for team, taken in self.steps.items() if taken != "out"]


def stages(view: View) -> list[Stage]:
    """All stages in order of time, as the facts state them."""
    found: list[Stage] = []
    racing: list[str] = []
    for subject, day, facts in _grouped(view):
        stage = Stage(subject, day, tuple(facts), _steps(racing, facts))
        racing = stage.racing
        found.append(stage)
    return found


def _grouped(view: View) -> list[tuple[str, str, list[Fact]]]:
    """The facts of each round, and of each day of a selection, with its day."""
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in view.store.facts:
        if fact.attribute in _STEPS:
            day = fact.valid_from if fact.attribute == "selected" else ""
            groups.setdefault((fact.subject, day), []).append(fact)
    dated = [
        (subject, day or _day(view, subject, facts), facts)
        for (subject, day), facts in groups.items()
    ]
    return sorted(dated, key=lambda group: first(group[1]))


def _day(view: View, subject: str, facts: Iterable[Fact]) -> str:
    held = [str(end.value) for end in view.store.step(subject, "held_on")]
    return held[0] if held else min((fact.valid_from for fact in facts), key=first)


def _steps(racing: Sequence[str], facts: Sequence[Fact]) -> dict[str, Step]:
    stated = {str(fact.value): fact.attribute for fact in facts}
    # Where some go on or go out, the others in the race were looked at, too.
    judged = any(attribute in {_LEFT, _WENT_ON} for attribute in stated.values())
    steps: dict[str, Step] = dict.fromkeys(racing, "on" if judged else "")
    for team, attribute in stated.items():
        steps[team] = "in" if attribute in _CAME else "out" if attribute == _LEFT else "on"
    return steps


def rounds(view: View) -> Told | None:
    """The teams through all stages; None where no team was chosen."""
    found = stages(view)
    if not found:
        return None
    words, today = view.words.rounds, view.day(view.store.newest)
    facts = [fact for stage in found for fact in stage.facts]
    start, now = len(found[0].racing), len(found[-1].racing)
    lanes = Lanes(
        title=words.title,
        subtitle=words.standing.format(start=start, now=now, day=today),
        columns=[_column(view, stage) for stage in found],
        lanes=[_lane(view, team, found) for team in _teams(found)],
        legend={"in": words.came, "on": words.went_on, "out": words.left},
        foot=[*_notes(view, found), view.source_line(facts)],
    )
    head = words.seen.format(day=today, teams=view.names(found[-1].racing))
    return view.told(lanes, head, [Line(_row(view, stage)) for stage in found], facts)


def _teams(found: Sequence[Stage]) -> list[str]:
    """Those still in first, then the others, the last to leave first."""
    seen = list(dict.fromkeys(team for stage in found for team in stage.steps))
    last = {team: n for n, stage in enumerate(found) for team in stage.racing}
    return sorted(seen, key=lambda team: -last.get(team, -1))


def _name(view: View, stage: Stage) -> str:
    selection = view.kind(stage.subject) != "round"
    return view.words.rounds.selection if selection else view.names([stage.subject])


def _column(view: View, stage: Stage) -> Column:
    marked = "*" if view.voice.attribution(stage.facts) else ""
    return Column(day=view.day(stage.day), name=f"{_name(view, stage)}{marked}")


def _notes(view: View, found: Sequence[Stage]) -> list[str]:
    """Who states what was decided, where that must be said."""
    noted = [(stage, view.voice.attribution(stage.facts)) for stage in found]
    return [view.words.note.format(name=_name(view, s), note=note) for s, note in noted if note]


def _lane(view: View, team: str, found: Sequence[Stage]) -> Lane:
    words, steps = view.words.rounds, [stage.steps.get(team, "") for stage in found]
    racing = team in found[-1].racing
    gone = next((s for s in reversed(found) if s.steps.get(team) == "out"), found[-1])
    state = words.racing if racing else words.dropped.format(day=view.day(gone.day))
    return Lane(name=view.names([team]), state=state, racing=racing, steps=steps)


def _row(view: View, stage: Stage) -> str:
    words = view.words.rounds
    said: dict[Step, str] = {"in": words.came, "out": words.left}
    told = [
        f"{word}: {view.names(stage.teams(step))}"
        for step, word in said.items()
        if stage.teams(step)
    ]
    note = view.voice.attribution(stage.facts)
    row = words.row.format(
        day=view.day(stage.day),
        round=_name(view, stage),
        steps="; ".join(told),
        count=len(stage.racing),
    )
    return f"{row} ({note})" if note else row
