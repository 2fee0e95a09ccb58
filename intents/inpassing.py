"""Which fate is told of a company in passing, by the words right beside its name.

Behind it ("Kakao, now chosen, …") or before: "the exclusion of Kakao and Upstage".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.claiming import Claims
from intents.marks import JOINED
from intents.normalize import fold
from intents.reading import Reading, behind_each

# Concepts of what became of a company.
FATES = frozenset({"was_chosen", "excluded"})
# … as told of several companies, each in words of its own.
_IN, _OUT = frozenset({"selected", "advanced", "gets_in"}), frozenset({"excluded", "gets_out"})
_EACH = (*_IN, *_OUT, "negation")
# Characters behind a company's name in which its fate is told in passing.
REACH = 32


class InPassing(Claims):
    """Finds the fates that a question tells beside the names of companies."""

    def told(self, reading: Reading) -> Iterator[tuple[str, bool]]:
        """The companies that have a fate told right beside them, and whether they were chosen."""
        companies = [m for m in reading.mentions if self.store.entities[m.id].kind == "company"]
        before: set[str] = set()
        for place, mention in enumerate(companies):
            earlier = companies[place - 1].end if place else 0
            ahead = reading.text[earlier : mention.start]
            if not (place and len(ahead) <= JOINED):
                before = self._noun_of_fate(reading, ahead)
            spans = [(m.start, m.end) for m in companies[place:]]
            said = before or self._verb_of_fate(reading, spans)
            if len(said) == 1 and "negation" not in said:
                yield mention.id, "was_chosen" in said

    def of_each(self, reading: Reading) -> list[tuple[str, bool]]:
        """Of several companies whether each was chosen, as the words behind every one tell.

        "Kakao got the money and Naver was left out"; nothing where one of them has no fate, or all
        have the same.
        """
        companies = [m for m in reading.mentions if self.store.entities[m.id].kind == "company"]
        concepts = self.concepts[reading.language]
        told = [
            (mention.id, concepts.found(_EACH, fold(text)))
            for mention, text in behind_each(companies, reading.text)
        ]
        plain = all(said and (said <= _IN or said <= _OUT) for _, said in told)
        fates = [(company, said <= _IN) for company, said in told] if plain else []
        return fates if len({chosen for _, chosen in fates}) > 1 else []

    def _verb_of_fate(self, reading: Reading, names: Sequence[tuple[int, int]]) -> set[str]:
        """The fate told right behind the first of these names, or behind those joined to it.

        `names` are places in the text, in order.
        """
        end = names[0][1]
        for start, following in names[1:]:
            if start - end > JOINED or "alternative" in reading.tags:
                break
            end = following
        after = next((start for start, _ in names if start >= end), len(reading.text))
        behind = fold(reading.text[end : min(after, end + REACH)])
        asked = self.concepts[reading.language].has("who", behind)
        said = self.concepts[reading.language].found([*FATES, "negation"], behind)
        return set() if asked else said

    def _noun_of_fate(self, reading: Reading, ahead: str) -> set[str]:
        """The fate whose noun leads up to a name: "the exclusion of"."""
        concepts, text = self.concepts[reading.language], fold(ahead)
        ends = [(end, name) for name in FATES for _, end in concepts.spans(name, text)]
        linking = concepts.words("belongs_to")
        return {name for end, name in ends if text[end:].strip(" '’") in linking}

    def of_clause(self, reading: Reading, fate: str) -> bool:
        """Whether a fate is told in a clause that names a company, or in one without any name."""
        concepts = self.concepts[reading.language]
        clauses = [c for c in reading.named.split(",") if concepts.has(fate, c)]
        others = [c for c in reading.named.split(",") if "xcompanyx" in c and c not in clauses]
        return not others or any("xcompanyx" in clause for clause in clauses)
