"""All spellings of all names, filed so that each way of finding one is a look-up or two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from intents.hangul import decompose, initials, is_syllables
from intents.nearby import Neighbourhood
from intents.spelling import key, said, shape, sound, spoken

# Shorter keys sound like too many words.
SOUNDING = 4
_BEGINNING = 4
_SOUNDING_DERIVED = 7
_CROSSING = re.compile(r"(?<=\S)\s*[()\[\],/|·]+\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of the table: the spellings that fold to it and whom they name, first come first."""

    names: tuple[str, ...]
    ids: tuple[str, ...]
    given: str  # the spelling of the first id that people are shown
    derived: bool = False  # not given but worked out: letters as they are said, romanised Hangul

    def shapes(self) -> Iterator[tuple[str, ...]]:
        """The pieces of each spelling."""
        return map(shape, self.names)


_Forms = Callable[[str, Entry], Iterator[str]]  # other forms of a key


def _added(old: Entry | None, name: str, owner: str, given: str = "") -> Entry:
    """An entry with one more spelling; `given` if that one was worked out of another."""
    if old is None:
        return Entry((name,), (owner,), given or name, bool(given))
    names = old.names if name in old.names else (*old.names, name)
    return replace(old, names=names, ids=old.ids if owner in old.ids else (*old.ids, owner))


class NameTable:
    """Files the spellings of names. Later ids never displace earlier ones, they tie with them."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        given = [(owner, name) for owner, spellings in names.items() for name in spellings]
        self.exact: dict[str, Entry] = {}
        self.parts: set[str] = set()  # the pieces of names of several
        for owner, name in given:
            self._file(owner, name)
        derived: dict[str, Entry] = {}
        for owner, name in given:
            for other in _derived(name):
                self._derive(derived, owner, other, name)
        self.exact.update(derived)
        self.longest = max(map(len, self.exact), default=0)
        # Beginnings of names that go on behind a comma, a slash or a parenthesis.
        self.crossed = {k for _, name in given for k in _crossed(name)}
        self._beginnings = {k[:n] for k in self.exact for n in (_BEGINNING, 2 * _BEGINNING)}
        self.initials = self._grouped(_initials)
        self._sounds = self._grouped(_sounds)
        self._keys = list(self.exact)
        self._strokes = [decompose(k) if _tolerant(k, self.exact[k]) else "" for k in self._keys]
        self._nearby = Neighbourhood(self._strokes)

    def _file(self, owner: str, name: str) -> None:
        if folded := self._folded(name):
            self.exact[folded] = _added(self.exact.get(folded), name, owner)

    def _derive(self, derived: dict[str, Entry], owner: str, name: str, given: str) -> None:
        if (folded := self._folded(name)) not in self.exact:
            derived[folded] = _added(derived.get(folded), name, owner, given)

    def _folded(self, name: str) -> str:
        parts = shape(name)
        if len(parts) > 1:
            self.parts.update(parts)
        return "".join(parts)

    def _grouped(self, forms: _Forms) -> dict[str, Entry]:
        """Entries by another form of their keys; what several names share is a tie."""
        groups: dict[str, Entry] = {}
        for folded, entry in self.exact.items():
            for form in forms(folded, entry):
                group = groups.setdefault(form, entry)
                if group.ids != entry.ids:
                    for owner in entry.ids:
                        group = _added(group, entry.names[0], owner)
                    groups[form] = group
        return groups

    def begins(self, text: str) -> bool:
        """Whether a key may begin with this text, going by its first letters."""
        cut = 2 * _BEGINNING if len(text) >= 2 * _BEGINNING else _BEGINNING
        return len(text) < cut or text[:cut] in self._beginnings

    def sounding(self, text: str) -> Entry | None:
        """The entry that sounds like this key, if any."""
        short = len(text) < (2 if is_syllables(text) else SOUNDING)
        return None if short else self._sounds.get(sound(text))

    def near(self, text: str) -> list[tuple[str, Entry, int]]:
        """Keys and entries within a few typing errors of this key, the nearest first."""
        strokes = decompose(text)
        found = [(d, n) for n, d in self._nearby.near(strokes)]
        return [(self._keys[n], self.exact[self._keys[n]], d) for d, n in sorted(found)]


def _crossed(name: str) -> Iterator[str]:
    for match in _CROSSING.finditer(name):
        yield key(name[: match.start()])


def _derived(name: str) -> Iterator[str]:
    yield from said(name)
    folded = key(name)
    if is_syllables(folded) and len(folded) > 1:
        yield spoken(folded)


def _initials(folded: str, entry: Entry) -> Iterator[str]:
    if is_syllables(folded) and len(folded) > 2 and not entry.derived:
        yield initials(folded)


def _sounds(folded: str, entry: Entry) -> Iterator[str]:
    least = 2 if is_syllables(folded) else _SOUNDING_DERIVED if entry.derived else SOUNDING
    if len(folded) >= least and (heard := sound(folded)):
        yield heard


def _tolerant(folded: str, entry: Entry) -> bool:
    """Whether a key may be misspelt: long enough, and longer still if it was worked out."""
    if is_syllables(folded):
        return len(folded) > (4 if entry.derived else 2)
    return len(folded) > (9 if entry.derived else 3)
