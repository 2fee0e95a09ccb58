"""The course of the programme, of some subjects, or of a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.pictures.course import Course, Day, Happening, Turn, height
from bot.pictures.view import Line, Told, View
from intents.days import RANGE
from intents.events import Event, events

# Pixels that the days may take: a higher picture is too narrow on a phone.
MOST_HEIGHT = 2000.0
# What is told of the programme as a whole, besides the models that entered its rounds.
_WHOLE = ("programme", "round", "initiative")
_TURNS: dict[str, Turn] = {"selected": "in", "added": "in", "dropped": "out", "released": "new"}


def timeline(view: View, subjects: Sequence[str] = (), period: str = "") -> Told | None:
    """Events of the subjects (none: of the programme) in a partial date or range; None without.

    With a period alone it is everything that happened then.
    """
    named = [subject for subject in subjects if view.kind(subject) != "programme"]
    found = _found(view, named, period)
    if not found:
        return None
    shown = _fitting(view, found)
    facts = [fact for event in shown for fact in event.facts]
    title = _title(view, named, period)
    words, left_out = view.words.timeline, len(found) - len(shown)
    course = Course(
        title=title,
        days=[_day(view, day, list(group)) for day, group in groupby(shown, lambda e: e.day)],
        left_out=words.left_out.format(count=left_out) if left_out else "",
        foot=[view.source_line(facts)],
    )
    first, last = view.day(shown[0].day), view.day(shown[-1].day)
    head = words.seen.format(title=title, first=first, last=last)
    return view.told(course, head, [_line(view, event) for event in shown], facts)


def _fitting(view: View, found: Sequence[Event]) -> list[Event]:
    """The events for which there is room: of the lightest the oldest are left out."""
    kept = list(found)
    heights = {id(event): height([_day(view, event.day, [event])]) for event in kept}
    head = height([Day(day=view.day(found[-1].day), events=[])])
    total = sum(heights.values()) - head * (len(kept) - len({event.day for event in kept}))
    while total > MOST_HEIGHT and len(kept) > 1:
        gone = min(kept, key=lambda event: _weight(view, event))
        kept.remove(gone)
        alone = gone.day not in {event.day for event in kept}
        total -= heights[id(gone)] - (0 if alone else head)
    return kept


def _weight(view: View, event: Event) -> int:
    """Who comes in or goes out weighs most, what is told in a sentence least."""
    if _TURNS.get(event.attribute) in {"in", "out"}:
        return 2
    return 0 if view.store.attributes[event.attribute].type == "text" else 1


def _found(view: View, subjects: Sequence[str], period: str) -> list[Event]:
    if subjects:
        contract = view.knowledge.contracts.get("timeline")
        paths = contract.related if contract else ()
        related = [end for path in paths for end in view.ends(path, subjects)]
        return events(view.store, [*subjects, *related], period)
    everything = events(view.store, (), period)
    if period:
        return everything
    whole = {*view.of_kind(*_WHOLE), *view.ends("kind:round.entered", ())}
    return [event for event in everything if event.subject in whole]


def _title(view: View, subjects: Sequence[str], period: str) -> str:
    words = view.words.timeline
    if subjects:
        return words.of.format(name=view.names(subjects))
    return words.during.format(period=_span(view, period)) if period else words.programme


def _span(view: View, period: str) -> str:
    start, dots, end = period.partition(RANGE)
    begin, until = (view.day(day) if day else "" for day in (start, end))
    return f"{begin} – {until}".strip() if dots else begin


def _day(view: View, day: str, happened: Sequence[Event]) -> Day:
    return Day(day=view.day(day), events=[_happening(view, event) for event in happened])


def _happening(view: View, event: Event) -> Happening:
    told = view.voice.event(event)
    note = view.voice.attribution(event.facts)
    return Happening(
        text=f"{told[:1].upper()}{told[1:]}",
        note=f"({note})" if note else "",
        turn=_TURNS.get(event.attribute, "other"),
    )


def _line(view: View, event: Event) -> Line:
    happened = _happening(view, event)
    told = f"{happened.text} {happened.note}".strip()
    text = view.words.timeline.row.format(day=view.day(event.day), events=told)
    return Line(text, _weight(view, event))
