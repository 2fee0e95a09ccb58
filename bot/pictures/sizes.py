"""The models that came out, by their number of parameters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.bars import Bar, Bars
from bot.pictures.view import Line, Told, View
from intents.models import Fact

# The largest are shown.
MOST_MODELS = 24
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([MBT])")
# In billions.
_SCALE = {"M": 0.001, "B": 1.0, "T": 1000.0}
# From what may be named to the models that came out.
_PATHS = ("subject.release", "subject.model.release", "subject.entered")
_MAKER = "subject.release_of - kind:model + subject.release_of.maker"


@dataclass(frozen=True)
class _Model:
    """A model with the facts on its size."""

    id: str
    whole: Fact
    part: Fact | None

    @property
    def facts(self) -> list[Fact]:
        return [fact for fact in (self.whole, self.part) if fact]


def sizes(view: View, subjects: Sequence[str] = ()) -> Told | None:
    """The models of the subjects (none: all of which a size is stated); None without any."""
    found = sorted(_models(view, subjects), key=lambda m: (-_number(m.whole), view.names([m.id])))
    if not found:
        return None
    shown, words = found[:MOST_MODELS], view.words.sizes
    facts = [fact for model in shown for fact in model.facts]
    bars = Bars(
        title=words.title,
        subtitle=words.scale,
        whole=words.whole,
        part=words.part,
        bars=[_bar(view, model) for model in shown],
        foot=[*_notes(view, shown, len(found) - len(shown)), view.source_line(facts)],
    )
    # Of few lines those on the largest stay.
    lines = [Line(_row(view, model), -number) for number, model in enumerate(shown)]
    return view.told(bars, words.seen, lines, facts)


def _models(view: View, subjects: Sequence[str]) -> list[_Model]:
    reached = [*subjects, *(end for path in _PATHS for end in view.ends(path, subjects))]
    chosen = dict.fromkeys(reached) if subjects else view.of_kind("release")
    models = []
    for entity in chosen:
        whole = _stated(view, entity, "parameters")
        if whole and _number(whole):
            models.append(_Model(entity, whole, _stated(view, entity, "active_parameters")))
    return models


def _stated(view: View, entity: str, attribute: str) -> Fact | None:
    """The newest statement of an attribute."""
    found = [end.fact for end in view.store.step(entity, attribute)]
    return max(found, key=lambda fact: fact.valid_from, default=None)


def _number(fact: Fact) -> float:
    """A size in billions: of "1.3B / 3B" the larger; 0 for what is no size."""
    sizes = [float(number) * _SCALE[unit] for number, unit in _SIZE.findall(str(fact.value))]
    return max(sizes, default=0)


def _bar(view: View, model: _Model) -> Bar:
    marked = "*" if view.voice.attribution(model.facts) else ""
    part = model.part
    return Bar(
        name=f"{view.names([model.id])}{marked}",
        size=_number(model.whole),
        said=str(model.whole.value),
        part=_number(part) if part else 0,
        part_said=str(part.value) if part else "",
    )


def _notes(view: View, models: Sequence[_Model], left_out: int) -> list[str]:
    """Who states what only one source or reports state, and how many models are not shown."""
    words = view.words.sizes
    noted = [(model, view.voice.attribution(model.facts)) for model in models]
    notes = [
        view.words.note.format(name=view.names([m.id]), note=note) for m, note in noted if note
    ]
    return [*notes, words.smaller.format(count=left_out)] if left_out else notes


def _row(view: View, model: _Model) -> str:
    words = view.words.sizes
    name, maker = view.names([model.id]), view.ends(_MAKER, [model.id])
    named = {"name": name, "maker": view.names(maker), "size": str(model.whole.value)}
    row = words.row.format(**named)
    if model.part:
        row = words.row_part.format(row=row, part=model.part.value)
    note = view.voice.attribution(model.facts)
    return f"{row} ({note})" if note else row
