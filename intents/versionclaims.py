"""Which version a model is said to have, or how many it had, compared with the facts.

A version may be told by its number ("at 4.0"), by its place ("its ninth") or as one to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intents import presume, times
from intents.claiming import Claims
from intents.events import numbered, versions
from intents.models import Contract, Text
from intents.moves import Claim
from intents.normalize import words
from intents.numerals import COUNTED
from intents.reading import Reading, behind_each

# Stands for the name of a model.
_MODEL = "xmodelx"
# A number that may be a version, and what stands before it: "at", "up to".
_BARE = re.compile(
    rf"(?<![\d.,\w])\d(?![.,]\d|[\d%a-z]|\s?{COUNTED}|\s?[년월주]|\s?(?:version|edi))"
)
_AT = "at_version"
# What ends a Korean word that is a number of nothing counted: 2까지.
_PARTICLE = re.compile(rf"(?!{COUNTED}|[년월일주점등위차])[가-힣]")
# What is read as a version is a number of points: "shared first with 9.2 points".
_SCORE = re.compile(r"xversionx\s?(?:point|punt|점|%|percent|per cent)")
# A version that a name tells by a whole number: "Kanana-2".
_WHOLE = re.compile(r"(?<![\d.])\d(?![\d.bB])")


class VersionClaims(Claims):
    """Finds the false claims of a question on the versions of models."""

    def told(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A version that a model never had, or a wrong number of them."""
        models = self._models(reading)
        known = {version for model in models for version in versions(self.store, model)}
        coming = self.to_come(reading)
        if contract.afterwards and not coming:
            yield from self._unheard(reading, models)
        scored = contract.afterwards or coming or _SCORE.search(reading.masked)
        said = () if scored else reading.values.versions
        said = said or (() if contract.afterwards else self._bare(reading))
        beside = (self._beside(reading) or self._mixed_up(reading, said)) if said else None
        if beside:
            models, known, said = beside
        elif len(said) > 1:
            yield from self._swapped(reading)
        wrong = [version for version in said if version not in known]
        asked = "launched" in contract.claims and not presume.states(reading)
        earlier = asked and bool(models) and {*wrong} <= self._heard_of(models[0])
        if models and wrong and len(wrong) == len(said) and not earlier:
            yield self._never_had(models[:1], wrong[0], models[:1])
        elif models and not wrong:
            yield from self._outdated(reading, models)
            yield from self._counts(reading, contract, models[0])

    def _outdated(self, reading: Reading, models: tuple[str, ...]) -> Iterator[Claim]:
        """A version at which a model is said to be still, though more of it came out by then."""
        said, newer = reading.values.versions, self.store.values(models[0], "release")
        still = reading.tags & {"still_word", "no_further"} and not reading.asks
        late = times.is_late(reading, self.store) and "negation" not in reading.tags
        if said and still and late and newer and len(models) == 1:
            yield Claim(
                denial="no_longer",
                subject=models,
                claimed=said[0],
                type="text",
                intent="model_newer",
                subjects=models,
            )

    def _unheard(self, reading: Reading, models: tuple[str, ...]) -> Iterator[Claim]:
        """A version of the only model named of which no fact speaks, whatever came out of it."""
        said = reading.values.versions
        if len(models) != 1 or len(said) != 1 or self.named(reading, "release"):
            return
        known = self._heard_of(models[0])
        if known and said[0] not in known:
            yield self._never_had(models[:1], said[0], models[:1])

    def _heard_of(self, model: str) -> set[str]:
        """The versions of a model of which any fact speaks."""
        releases = [self.store.entities[r] for r in self.store.values(model, "release")]
        told = [name for release in releases for name in release.spellings]
        known = {f"{number}.0" for name in told for number in _WHOLE.findall(name)}
        texts = (
            f.value.said.values() for f in self.store.on((model,)) if isinstance(f.value, Text)
        )
        told += [text for said_so in texts for text in said_so]
        return known | numbered(told) | {*versions(self.store, model)}

    def places(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A version told by its place that a model never had, or at which it did not stop."""
        models = self._models(reading)
        for place in reading.values.version_places:
            lasting = reading.tags & {"no_further", "still_word"}
            if contract.afterwards or len(models) != 1 or (place == 1 and not lasting):
                continue
            known = self._count(models[0])
            others = [m for m in self.store.of_kind("model") if self._count(m) == place]
            stopped = known is not None and place < known and bool(lasting)
            if known is not None and (place > known or stopped):
                told = {"claimed": str(place), "type": "number", "subjects": models}
                yield Claim(denial="no_count", intent="version_count", **told)
            elif known is None and others:
                yield Claim(
                    denial="not_these", subject=models, intent="version_count", subjects=others[:1]
                )

    def to_come(self, reading: Reading) -> bool:
        """Whether a version that no source speaks of is asked for as one that will come."""
        if not reading.values.versions or "still_to_come" not in reading.tags:
            return False
        companies = self.named(reading, "company")
        models = {m for c in companies for m in self.store.values(c, "model")}
        models.update(self.named(reading, "model"))
        known = {version for model in models for version in self._heard_of(model)}
        releases = (r for company in companies for r in self.store.values(company, "release"))
        names = (name for r in releases for name in self.store.entities[r].names.values())
        known |= numbered(names)
        return bool(models) and known.isdisjoint(reading.values.versions)

    def _beside(self, reading: Reading) -> tuple[tuple[str, ...], set[str], tuple[str, ...]] | None:
        """The model whose name has a version behind it that is not one of its own."""
        for mention in reading.mentions:
            behind = reading.text[mention.end :].lstrip()
            said = next((v for v in reading.values.versions if behind.startswith(v)), None)
            own = set(versions(self.store, mention.id))
            if said and own and said not in own:
                return (mention.id,), own, (said,)
        return None

    def _bare(self, reading: Reading) -> tuple[str, ...]:
        """A version that a statement tells of the only model named by a bare number: "is at 4"."""
        models = self.named(reading, "model")
        if len(models) != 1 or not presume.presumes(reading):
            return ()
        concepts = self.concepts[reading.language]
        behind = reading.named.partition(_MODEL)[2]
        for number in _BARE.finditer(behind):
            ahead = behind[: number.start()].strip()
            following = [word for word in words(behind[number.end() :]) if word[0].isalnum()]
            told = [
                ahead[start:end] for start, end in concepts.spans(_AT, ahead) if end == len(ahead)
            ]
            at, plainly = bool(told), any(" " in words_told for words_told in told)
            ends = plainly or not following or following[0] in concepts.fillers
            ends = ends or bool(_PARTICLE.match(behind, number.end()))
            if not ahead or (at and (ends or concepts.has("tag", following[0]))):
                return (f"{number[0]}.0",)
        return ()

    def _mixed_up(
        self, reading: Reading, said: Sequence[str]
    ) -> tuple[tuple[str, ...], set[str], tuple[str, ...]] | None:
        """Of several models the one to which a statement gives the version of another."""
        models = [m for m in reading.meant if self.store.entities[m.id].kind == "model"]
        apart = reading.tags & {"compare", "alternative", "which", "who", "negation"}
        if len(models) <= 1 or len(said) != 1 or apart or not presume.presumes(reading):
            return None
        number = re.compile(rf"(?<![\d.]){re.escape(said[0].removesuffix('.0'))}(?:\.0)?(?![\d.])")
        behind = behind_each(models, reading.text)
        told = [model.id for model, text in behind if number.search(text)]
        own = set(versions(self.store, told[0])) if len(told) == 1 else set()
        return ((told[0],), own, (said[0],)) if own and said[0] not in own else None

    def _swapped(self, reading: Reading) -> Iterator[Claim]:
        """Versions of two models, each given to the other: "Kanana at 4.0 and EXAONE at 1.5"."""
        models = [m for m in reading.meant if self.store.entities[m.id].kind == "model"]
        if not models:
            return
        said = [
            (model, [v for v in reading.values.versions if v in text])
            for model, text in behind_each(models, reading.text)
        ]
        wrong = [
            (model.id, own[0])
            for model, own in said
            if len(own) == 1 and own[0] not in versions(self.store, model.id)
        ]
        if len(models) > 1 and len(wrong) == len(models) and "alternative" not in reading.tags:
            named = tuple(model for model, _ in wrong)
            yield self._never_had(named[:1], wrong[0][1], named)

    def _counts(self, reading: Reading, contract: Contract, model: str) -> Iterator[Claim]:
        said = reading.values.version_counts
        known = self._count(model) if said else None
        if not said or ("version" not in contract.claims and known is None):
            return
        if known in said:
            return
        others = [m for m in self.store.of_kind("model") if self._count(m) in said]
        if known is not None:
            told = {"claimed": str(said[0]), "type": "number", "subjects": (model,)}
            yield Claim(denial="no_count", intent="version_count", **told)
        elif len(others) == 1:  # those versions are another model's
            told = {"subject": (model,), "subjects": tuple(others)}
            yield Claim(denial="not_these", intent="version_count", **told)

    def _count(self, model: str) -> int | None:
        counts = self.store.values(model, "version_count")
        return int(counts[0]) if counts else None

    def _models(self, reading: Reading) -> tuple[str, ...]:
        """The models named, or those of the companies named."""
        return self.named(reading, "model") or tuple(
            model
            for company in self.named(reading, "company")
            for model in self.store.values(company, "model")
        )

    def _never_had(self, model: tuple[str, ...], version: str, told: tuple[str, ...]) -> Claim:
        """A model said to be at another version than it was; `told` are those whose it is said."""
        heard = version in self._heard_of(model[0])
        return Claim(
            denial="no_amount" if heard else "no_version",
            subject=model,
            claimed=version,
            type="text",
            intent="version",
            subjects=told,
        )
