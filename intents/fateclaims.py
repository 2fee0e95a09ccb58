"""What is said to have become of a company: chosen, left out, a partner among the chosen.

1. a fate told of somebody who has no part in the selection: a stranger, a foreign partner;
2. a fate told in passing, beside a name, or of two alike;
3. the fate that a question tells as a whole of the one company that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intents import presume, times
from intents.afterclaims import LaterClaims
from intents.claiming import Claims
from intents.concepts import Concepts
from intents.contradictions import FATES_TOLD
from intents.facts import FactStore
from intents.inpassing import FATES, InPassing
from intents.models import Contract
from intents.moves import Claim
from intents.ownerclaims import OwnerClaims
from intents.reading import Reading

# These say themselves what became of the company.
FATE_INTENTS = frozenset(
    "selected_status exclusion_reason selection_reason shortlist".split()
    + "out_of_scope opinion".split()
)
# Leaves open what a question asks.
_OPEN = frozenset({"alternative", "compare", "negation", "or_not", "counterfactual"})
# Says that something was so before.
_BEFORE = frozenset({"earlier_than", "already_done"})
# Of two said to have fared alike.
_SHARED = frozenset({"selected", "excluded"})
_SHARED_TOLD = {"got_in": "selected", "kept_out": "excluded"}


class FateClaims(Claims):
    """Finds the false claims of a question on the fates of companies."""

    def __init__(
        self,
        store: FactStore,
        concepts: Mapping[str, Concepts],
        later: LaterClaims,
        owners: OwnerClaims,
    ) -> None:
        super().__init__(store, concepts)
        self.later, self.owners = later, owners
        self.passing = InPassing(store, concepts)

    def told(self, reading: Reading, intent: str, contract: Contract) -> Iterator[Claim]:
        """The fates that a question tells falsely; an intent that tells them denies fewer."""
        presumed = presume.presumes(reading)
        if presumed:
            yield from self._of_several(reading, intent, contract)
        if "in_the_end" in reading.tags and not contract.afterwards:
            yield from self._won_in_the_end(reading)
        if contract.afterwards and "a_winner" in reading.tags:
            yield from self.outsiders_chosen(reading)
        # What would have been is not said to be so: "had KT been chosen, …".
        if contract.afterwards or "counterfactual" in reading.tags:
            return
        if intent != "selected_status":
            yield from self._partners_chosen(reading)
        if presumed:
            yield from self._strangers_chosen(reading)
        if intent in FATE_INTENTS:
            yield from self._let_in(reading, intent)
            return
        # "Was Kakao a partner of OpenAI before the five were named?" is on no company's fate.
        if reading.tags & _BEFORE and self.named(reading, "partner"):
            return
        for company, chosen in self.passing.told(reading):
            yield from self._fate(reading, company, chosen=chosen)
        yield from self._together(reading)
        yield from self._of_one(reading)

    def _won_in_the_end(self, reading: Reading) -> Iterator[Claim]:
        """A team that was dropped, said to have won in the end."""
        companies, apart = self.named(reading, "company"), reading.tags & {*_OPEN, "excluded"}
        won = "selected" in reading.tags and presume.presumes(reading) and not apart
        if won and len(companies) == 1 and self.store.values(companies[0], "dropped_in"):
            told = {"subject": companies, "intent": "in_race", "subjects": companies}
            yield Claim(denial="no_advanced", **told)

    def left(self, reading: Reading) -> Iterator[Claim]:
        """One still in the race, or left out at first, said to have left of its own will."""
        companies, apart = self.named(reading, "company"), reading.tags & _OPEN
        if "withdrew" not in reading.states or not companies or apart:
            return
        out_first = all(self.store.values(one, "excluded_by") for one in companies)
        if out_first and times.at_selection(reading, self.store):
            told = {"intent": "selected_status", "subjects": companies}
            yield Claim(denial="no_left", subject=companies, **told)
        if len(companies) != 1:
            return
        through, out = (self.store.values(companies[0], f"{x}_in") for x in ("advanced", "dropped"))
        at_once = out and set(out) & set(times.rounds_of(reading, self.store))
        if at_once or (through and not out):
            told = {"intent": "in_race", "subjects": companies}
            yield Claim(denial="no_left", subject=companies, **told)

    def _of_one(self, reading: Reading) -> Iterator[Claim]:
        """The fate of the only company named, in words of the question or of what a fact denies."""
        companies, said = self.named(reading, "company"), FATES & reading.tags
        # Of a company beside its partner, what is said may be of their work together.
        allied = self.owners.allied(self.named(reading, "company", "partner"))
        apart = allied or "negation" in reading.tags or reading.values.versions
        plain = not (apart or self._of_all_chosen(reading))
        if (
            len(companies) == 1
            and len(said) == 1
            and plain
            and self.passing.of_clause(reading, *said)
        ):
            yield from self._fate(reading, companies[0], chosen="was_chosen" in said)
        stated = [fate for name, fate in FATES_TOLD.items() if name in reading.states]
        if len(companies) == 1 and len(stated) == 1 and "or_not" not in reading.tags:
            yield from self._fate(reading, companies[0], chosen="was_chosen" in stated)

    def _of_all_chosen(self, reading: Reading) -> bool:
        """Whether all who were chosen are told of, and no one of them: "the day the five won"."""
        counted = reading.values.counts if "unveiled" in reading.tags else ()
        return bool(counted) and "part_of" not in reading.tags and self.how_many_chosen() in counted

    def shares(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A share of the money, asked of somebody who was left out."""
        companies = self.named(reading, "company")
        apart = reading.tags & {"counterfactual", "api_word"} or self.named(reading, "partner")
        asked = "share" in contract.claims and "share" in reading.tags
        if not asked or apart or len(companies) != 1:
            return
        yield from self._fate(reading, companies[0], chosen=True)

    def outsiders_chosen(self, reading: Reading) -> Iterator[Claim]:
        """Companies and partners told as chosen that have no part in it, whatever is asked."""
        if not (presume.presumes(reading) or "a_winner" in reading.tags):
            return
        of_five = "a_winner" in reading.tags and self.counts_chosen(reading)
        if of_five or not times.rounds_of(reading, self.store):
            yield from self._partners_chosen(reading)
            yield from self._strangers_chosen(reading)
            return
        companies, said = self.named(reading, "company"), reading.tags & {"advanced", "selected"}
        if said and len(companies) == 1 and not reading.tags & {"negation", "excluded", *_OPEN}:
            yield from self.later.fate_in_round(reading, companies[0], chosen=True)

    def _strangers_chosen(self, reading: Reading) -> Iterator[Claim]:
        """A company that has no part in the selection, told as chosen."""
        companies = self.named(reading, "company")
        of_five = self.counts_chosen(reading)
        within = "in_there" in reading.tags and (of_five or reading.tags & {"begin", "at_start"})
        told = reading.tags & {"was_chosen", "selected", "a_winner"} or "got_in" in reading.states
        told = told or within
        apart = reading.tags & {"negation", "excluded", "alternative", "doubt"}
        if not told or apart or len(companies) != 1:
            return
        late = times.rounds_of(reading, self.store) and self.store.values(companies[0], "added_in")
        if late and not of_five:
            yield from self.later.fate_in_round(reading, companies[0], chosen=True)
        elif self._never_chosen(companies[0]) and not self._added_later(reading, companies[0]):
            yield Claim(
                denial="not_these",
                subject=companies,
                intent="selected_status",
                subjects=companies,
            )

    def _partners_chosen(self, reading: Reading) -> Iterator[Claim]:
        """A foreign partner said to be among the chosen: "why was Microsoft selected?"."""
        partners = self.named(reading, "partner")
        others = self.named(reading, "company", "model", "app")
        apart = reading.tags & {"with_whom", "which", "negation"} or reading.values.versions
        told = reading.tags & {"was_chosen", "a_winner"}
        if told and len(partners) == 1 and not (others or apart):
            yield Claim(denial="not_these", subject=partners, intent="selected_list")

    def _let_in(self, reading: Reading, intent: str) -> Iterator[Claim]:
        """One that was left out, said to have got in where it is asked why it was not."""
        companies, stated = self.named(reading, "company"), reading.states & FATES_TOLD.keys()
        if intent == "exclusion_reason" and stated == {"got_in"} and len(companies) == 1:
            yield from self._fate(reading, companies[0], chosen=True)

    def _together(self, reading: Reading) -> Iterator[Claim]:
        """Two companies said to have shared a fate that only one of them had."""
        companies = self.named(reading, "company")
        stated = {_SHARED_TOLD[one] for one in reading.states & _SHARED_TOLD.keys()}
        said = (_SHARED & reading.tags) or stated
        alike = "both" in reading.tags or ("alike" in reading.tags and presume.presumes(reading))
        asked = {"who", "which"} & {*reading.shapes, *reading.tags} and "tag" not in reading.tags
        neither = reading.tags >= {"negation", "selected"}  # "neither of the two was chosen"
        apart = asked or neither or reading.tags & {"compare", "alternative"}
        if not alike or apart or len(companies) != 2 or len(said) != 1:
            return
        for company in companies:
            yield from self._fate(reading, company, chosen="selected" in said)

    def _of_several(self, reading: Reading, intent: str, contract: Contract) -> Iterator[Claim]:
        """Companies that fared differently, or alike, as a statement tells of them."""
        told = [] if contract.afterwards or reading.tags & _OPEN else self.passing.of_each(reading)
        for company, chosen in told:
            yield from self._fate(reading, company, chosen=chosen)
        if intent == "selected_status":
            yield from self._together(reading)

    def _fate(self, reading: Reading, company: str, *, chosen: bool) -> Iterator[Claim]:
        """A company said to be chosen that was not, or the other way round.

        Said of no day, an exclusion may be that of a company which was dropped later.
        """
        dropped = not chosen and self.store.values(company, "dropped_in")
        if dropped and not times.at_selection(reading, self.store):
            return
        later = list(self.later.fate_in_round(reading, company, chosen=chosen))
        if later:
            yield from later
            return
        if chosen and self._added_later(reading, company):
            return
        if chosen and self._never_chosen(company):
            told = {"subject": (company,), "subjects": (company,)}
            yield Claim(denial="not_these", intent="selected_status", **told)
        if self.store.values(company, "excluded_by" if chosen else "selected_by"):
            yield Claim(
                denial="no_selected" if chosen else "no_excluded",
                subject=(company,),
                intent="selected_list" if chosen else "excluded_list",
            )

    def _added_later(self, reading: Reading, company: str) -> bool:
        """Whether a company was chosen later, and is not said to be one of the first five."""
        first = self.counts_chosen(reading) or times.at_selection(reading, self.store)
        return bool(self.store.values(company, "added_in")) and not first

    def _never_chosen(self, company: str) -> bool:
        """Whether a company took part in nothing that was chosen, nor is named as left out."""
        took_part = ("selected_by", "excluded_by", "member_of", "added_in", "applied_to")
        # One that lost, and is in the team of another, had a part all the same.
        apart = ("excluded_by", "member_of")
        part = any(self.store.values(company, name) for name in apart)
        lost = bool(self.store.values(company, "lost_in")) and not part
        return lost or not any(self.store.values(company, name) for name in took_part)
