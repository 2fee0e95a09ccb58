"""What one file cannot know: cross-references, languages, quotes, clashes, and scripted answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from intents import scripts
from intents.compose import FILTERS, PLACEHOLDER
from intents.contradictions import FATES_TOLD, GROUP, UNLESS, groups_in
from intents.details import DETAIL
from intents.errors import Problem
from intents.knowledge import Knowledge, from_bundle
from intents.load import Bundle, load
from intents.models import Contract, Fact, StatementWords, Text
from intents.normalize import fold, words
from intents.spelling import key

Finding = Iterator[Problem]
_CATALOGUE = "catalogue"


@dataclass(frozen=True)
class Report:
    """Every problem found, and one line that says what was looked at."""

    problems: list[Problem]
    summary: str


def check_all(
    facts_dir: Path, catalogue_dir: Path, scripts_dir: Path | None, cache_dir: Path | None = None
) -> Report:
    """Check both folders and, if they hold, run the scripted answers."""
    bundle = load(facts_dir, catalogue_dir)
    problems = sorted(bundle.problems) or sorted(check(bundle))
    if problems or scripts_dir is None:
        return Report(problems, f"{len(problems)} problem(s) in facts and catalogue")
    knowledge = from_bundle(bundle, cache_dir)
    found, problems = scripts.read(scripts_dir)
    problems += scripts.uneven(found, knowledge.languages)
    problems += scripts.failures(knowledge, found)
    counts = f"{len(bundle.facts)} facts, {len(bundle.contracts)} intents"
    counts = f"{counts}, {len(bundle.languages)} languages"
    return Report(
        problems, f"{counts}, {len(found)} scripted questions: {len(problems)} problem(s)"
    )


def check(bundle: Bundle) -> Finding:
    """All problems between the files of a bundle whose files are each valid."""
    checks: tuple[Callable[[Bundle], Finding], ...] = (
        _entities,
        _aliases,
        _facts,
        _quotes,
        _outside,
        _texts,
        _codes,
        _denials,
        _described,
        _contracts,
        _intent_files,
        _templates,
        _examples,
        _utterances,
        _todo,
        _language_keys,
    )
    for one in checks:
        yield from one(bundle)


def usable(bundle: Bundle) -> Knowledge | list[Problem]:
    """The knowledge of a bundle, or every problem that stands in its way."""
    problems = sorted(bundle.problems) or sorted(check(bundle))
    return problems or from_bundle(bundle)


# Facts


def _entities(bundle: Bundle) -> Finding:
    for entity in bundle.entities.values():
        for code, language in bundle.languages.items():
            if code not in entity.names and language.names_from not in entity.names:
                yield Problem(entity.file, f"{entity.id}.names", f"no name in {code}", "add one")
            if language.grammar and code not in entity.grammar:
                place = f"{entity.id}.grammar"
                yield Problem(entity.file, place, f"nothing for {code}", f"add {language.grammar}")


def _aliases(bundle: Bundle) -> Finding:
    """Two entities must not share a spelling."""
    owner: dict[str, str] = {}
    for entity in bundle.entities.values():
        for spelling in dict.fromkeys((*entity.names.values(), *entity.aliases)):
            other = owner.setdefault(key(spelling), entity.id)
            if other != entity.id:
                yield Problem(
                    entity.file,
                    f"{entity.id}.aliases",
                    f"{spelling!r} also names {other}",
                    "take it away from one of them",
                )


def _facts(bundle: Bundle) -> Finding:
    seen: dict[str, Fact] = {}
    for fact in bundle.facts:
        attribute = bundle.attributes[fact.attribute]
        kind = bundle.entities[fact.subject].kind
        place = f"{fact.subject}.{fact.attribute}"
        if kind not in attribute.of:
            wanted = ", ".join(attribute.of)
            yield Problem(
                fact.file, place, f"{fact.attribute} is not for a {kind}", f"it is for: {wanted}"
            )
        if attribute.type == "entity" and fact.value not in bundle.entities:
            yield Problem(fact.file, place, f"no entity {fact.value!r}", "add it or mend its id")
        for name, other in (("by", fact.by), *(("about", entity) for entity in fact.about)):
            if other is not None and other not in bundle.entities:
                yield Problem(
                    fact.file, f"{place}.{name}", f"no entity {other!r}", "add it or mend its id"
                )
        if fact.stance in {"claimed", "expected"} and fact.by is None:
            yield Problem(
                fact.file, f"{place}.by", f"{fact.stance}, but by whom?", "name who says so"
            )
        if fact.id in seen:
            yield Problem(fact.file, place, f"{fact.id} is stated twice", "remove one")
        seen[fact.id] = fact
    yield from _single(bundle)


def _single(bundle: Bundle) -> Finding:
    """An attribute with one value at a time has one."""
    values: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in bundle.facts:
        if bundle.attributes[fact.attribute].single and fact.valid_to is None:
            values[fact.subject, fact.attribute].append(fact)
    for (subject, attribute), facts in values.items():
        if len(facts) > 1:
            yield Problem(
                facts[-1].file,
                f"{subject}.{attribute}",
                f"{len(facts)} values at once",
                "keep one, or end the earlier one with valid_to",
            )


def _quotes(bundle: Bundle) -> Finding:
    """The words that carry a fact stand in its document, literally."""
    for fact in bundle.facts:
        document = bundle.documents.get(fact.source)
        place = f"{fact.subject}.{fact.attribute}.quote"
        if fact.quote is None and document is not None:
            yield Problem(
                fact.file, place, "no quote", f"copy the words of {fact.source} that say so"
            )
        elif fact.quote is not None and (document is None or fact.quote not in document):
            yield Problem(
                fact.file, place, f"not in {fact.source}: {fact.quote[:60]!r}", "copy it literally"
            )


def _outside(bundle: Bundle) -> Finding:
    """A fact of outside sources says how sure it is, and what was only relayed has two of them."""
    for fact in bundle.facts:
        place = f"{fact.subject}.{fact.attribute}"
        sources = [bundle.sources[source] for source in (fact.source, *fact.also)]
        outside = any(source.id not in bundle.documents for source in sources)
        if outside and fact.confidence is None:
            hint = "write official, two_sources or single_source"
            yield Problem(fact.file, f"{place}.confidence", "how sure is it?", hint)
        if all(source.relayed for source in sources) and (
            fact.confidence == "single_source" or len(sources) < 2
        ):
            hint = "find its own page or a second source, or leave it out"
            yield Problem(fact.file, f"{place}.sources", "seen in a single relay only", hint)


def _texts(bundle: Bundle) -> Finding:
    """A worded statement is worded in every language, and every event has its words."""
    for fact in bundle.facts:
        place = f"{fact.subject}.{fact.attribute}"
        said = fact.value.said if isinstance(fact.value, Text) else None
        for code in bundle.languages if said is not None else ():
            if said is not None and code not in said and bundle.languages[code].names_from is None:
                yield Problem(fact.file, f"{place}.value", f"not worded in {code}", "translate it")
    for name, attribute in bundle.attributes.items():
        for code, language in bundle.languages.items():
            if attribute.event and attribute.type != "text" and name not in language.events:
                file = f"{_CATALOGUE}/{code}/_language.yaml"
                yield Problem(file, f"events.{name}", "no words for this event", "add them")


def _codes(bundle: Bundle) -> Finding:
    """A code is worded in every language."""
    used = {
        str(fact.value): fact.file
        for fact in bundle.facts
        if bundle.attributes[fact.attribute].type == "code"
    }
    for language, table in bundle.words.items():
        for code, file in used.items():
            if code not in table:
                yield Problem(
                    f"{_CATALOGUE}/{language}/_words.yaml",
                    code,
                    f"no words for it (used in {file})",
                    "add them",
                )


def _denials(bundle: Bundle) -> Finding:
    """What a fact denies is worded, and what is worded some fact denies."""
    denied = {name: fact for fact in bundle.facts for name in fact.denies}
    for code, lists in bundle.contradictions.items():
        file = f"{_CATALOGUE}/{code}/_contradictions.yaml"
        for name, fact in denied.items():
            worded = (lists, bundle.concepts[code], bundle.statements[code])
            if not any(name in table for table in worded):
                yield Problem(file, name, f"no wordings ({fact.file} denies it)", "add them")
        for name, wordings in lists.items():
            for group in groups_in(wordings) - lists.keys():
                yield Problem(file, name, f"no list {group!r}", "mend its name, or add it")
            statement = name.removesuffix(UNLESS)
            beside = name.startswith((GROUP, DETAIL)) or statement in FATES_TOLD
            known = beside or statement in denied
            if not known:
                yield Problem(file, name, "no fact denies it", "put it under `denies` of a fact")
    statements = {
        code: {n: w for n, w in lists.items() if not (n.startswith(GROUP) or n.endswith(UNLESS))}
        for code, lists in bundle.contradictions.items()
    }
    yield from _same_keys(statements, "_contradictions.yaml", "")
    yield from _same_keys(bundle.statements, "_statements.yaml", "")
    for code, said in bundle.statements.items():
        yield from _stated(f"{_CATALOGUE}/{code}/_statements.yaml", said, denied)


def _stated(file: str, table: Mapping[str, StatementWords], denied: Container[str]) -> Finding:
    """Utterances are of statements that some fact denies, and each is of one only."""
    first = dict[str, str]()
    for name, said in table.items():
        if name not in denied and not name.startswith(GROUP):
            yield Problem(file, name, "no fact denies it", "put it under `denies` of a fact")
        for text, _ in said.utterances():
            other = first.setdefault(fold(text), name)
            if other != name:
                yield Problem(file, name, f"{text!r} stands under {other} too", "take one away")


def _concepts(bundle: Bundle) -> set[str]:
    """The names of the concepts of any language."""
    return {
        name for t in (bundle.concepts, bundle.lexicon) for lists in t.values() for name in lists
    }


def _described(bundle: Bundle) -> Finding:
    """What companies are known as must be concepts of some language."""
    concepts = _concepts(bundle)
    for entity in bundle.entities.values():
        for concept in entity.known_as:
            if concept not in concepts:
                where = f"{entity.id}.known_as"
                hint = "mend its name, or add it to every language's _lexicon.yaml"
                yield Problem(entity.file, where, f"no concept {concept!r}", hint)


# Catalogue


def _contracts(bundle: Bundle) -> Finding:
    file = f"{_CATALOGUE}/intents.yaml"
    concepts = _concepts(bundle).union(*bundle.contradictions.values())
    for name, contract in bundle.contracts.items():
        for other in _intents_named(contract):
            if other not in bundle.contracts:
                yield Problem(file, name, f"no intent {other!r}", "mend its name")
        for concept in _concepts_named(contract):
            if concept not in concepts:
                hint = "mend its name, or add it to every language's _concepts.yaml"
                yield Problem(file, name, f"no concept {concept!r}", hint)
        for entity in contract.where.keys() - bundle.entities.keys():
            yield Problem(file, f"{name}.where", f"no entity {entity!r}", "mend its id")
        for place, path in _paths_named(contract):
            yield from _path(bundle, file, f"{name}.{place}", path)


def _intents_named(contract: Contract) -> Iterator[str]:
    yield from (*contract.follow.values(), *contract.next, *contract.ordinals, *contract.later)
    yield from (*contract.where.values(), *contract.without.values())
    one = contract.nearest, contract.truth, contract.after, contract.before, contract.otherwise
    yield from filter(None, (*one, contract.apart, contract.in_round, contract.sister))


def _concepts_named(contract: Contract) -> Iterator[str]:
    yield from (*contract.untold, *contract.requires, *contract.strangers_need, *contract.off)
    yield from (*contract.unless, *contract.otherwise_unless, *contract.never_so)
    yield from (concept for together in contract.meant_by for concept in together)
    yield from contract.meant_unless


def _paths_named(contract: Contract) -> Iterator[tuple[str, str]]:
    """Every path of a contract and where it stands; those of a slot begin at what is named."""
    yield from (("related", path) for path in contract.related)
    for rule in contract.answers:
        yield from ((f"{rule.text}.{name}", path) for name, path in rule.needs.items())
    if slot := contract.slot:
        for kind, paths in slot.via.items():
            yield from ((f"slot.via.{kind}", f"subject.{path}") for path in paths.split(" + "))
        for place in ("having", "newest_of"):
            if attribute := getattr(slot, place):
                yield f"slot.{place}", f"subject.{attribute}"
        if slot.default:
            yield "slot.default", slot.default


def _path(bundle: Bundle, file: str, place: str, path: str) -> Finding:
    inverses = {a.inverse for a in bundle.attributes.values() if a.inverse}
    for term in path.split():
        if term in {"+", "-"}:
            continue
        start, *steps = term.partition("#")[0].replace("?", ".").split(".")
        if start != "subject" and not start.startswith("kind:") and start not in bundle.entities:
            yield Problem(file, place, f"no entity {start!r}", "start at an entity or at subject")
        for step in steps:
            if step not in bundle.attributes and step not in inverses:
                yield Problem(
                    file, place, f"no attribute {step!r}", "declare it in facts/attributes.yaml"
                )


def _intent_files(bundle: Bundle) -> Finding:
    for language, intents in bundle.intents.items():
        for name in bundle.contracts.keys() - intents.keys():
            yield Problem(
                f"{_CATALOGUE}/{language}/{name}.yaml", "-", "the file is missing", "write it"
            )
        for name in intents.keys() - bundle.contracts.keys():
            yield Problem(
                f"{_CATALOGUE}/{language}/{name}.yaml",
                "-",
                "no such intent",
                "add it to intents.yaml",
            )


def _templates(bundle: Bundle) -> Finding:
    for language, intents in bundle.intents.items():
        for name, record in intents.items():
            contract = bundle.contracts.get(name)
            if contract is None:
                continue
            file = f"{_CATALOGUE}/{language}/{name}.yaml"
            for rule in contract.answers:
                if rule.text not in record.answers:
                    yield Problem(
                        file, f"answers.{rule.text}", "no words for this answer", "add them"
                    )
            for text, template in record.answers.items():
                yield from _placeholders(contract, file, text, template)


def _placeholders(contract: Contract, file: str, text: str, template: str) -> Finding:
    if "TODO" in template:
        yield Problem(file, f"answers.{text}", "TODO is left in it", "write the sentence")
    known = {"subject", "today"} | ({"events"} if contract.tells else set())
    for rule in contract.answers:
        if rule.text == text.partition(".")[0]:
            known |= rule.needs.keys()
    for match in PLACEHOLDER.finditer(template):
        name, *filters = match.group(1).split("|")
        if name not in known:
            choice = ", ".join(sorted(known))
            yield Problem(
                file, f"answers.{text}", f"no value for {{{name}}}", f"use one of: {choice}"
            )
        for item in filters:
            if item.partition(":")[0] not in FILTERS:
                choice = ", ".join(FILTERS)
                yield Problem(
                    file, f"answers.{text}", f"no filter {item!r}", f"use one of: {choice}"
                )


def _examples(bundle: Bundle) -> Finding:
    for language, intents in bundle.intents.items():
        for name, record in intents.items():
            if "TODO" in (record.example or ""):
                file = f"{_CATALOGUE}/{language}/{name}.yaml"
                yield Problem(file, "example", "TODO is left in it", "write a question")


def _utterances(bundle: Bundle) -> Finding:
    """No utterance twice, and none of two intents."""
    for language, intents in bundle.intents.items():
        owner: dict[str, str] = {}
        for name, record in intents.items():
            file = f"{_CATALOGUE}/{language}/{name}.yaml"
            for line in record.lines():
                if line.startswith("TODO"):
                    yield Problem(file, "utterances", "TODO is left in it", "write what people say")
                comparable = " ".join(w for w in words(fold(line)) if w[0].isalnum()) or line
                other = owner.setdefault(comparable, name)
                if other != name:
                    yield Problem(
                        file, "utterances", f"{line!r} also stands under {other}", "keep one"
                    )
            if len(set(record.lines())) != len(record.lines()):
                yield Problem(file, "utterances", "a line stands twice", "keep one")


def _todo(bundle: Bundle) -> Finding:
    """An enabled language holds nothing that is still to be written."""
    for code, language in bundle.languages.items():
        tables = {"_language.yaml": language.texts, "_words.yaml": bundle.words[code]}
        for file, table in tables.items():
            for name, text in table.items():
                if "TODO" in text:
                    yield Problem(
                        f"{_CATALOGUE}/{code}/{file}", name, "TODO is left in it", "translate it"
                    )


def _language_keys(bundle: Bundle) -> Finding:
    """What one language has, all have."""
    texts = {code: record.texts for code, record in bundle.languages.items()}
    yield from _same_keys(texts, "_language.yaml", "texts.")
    yield from _same_keys(bundle.words, "_words.yaml", "")
    yield from _same_keys(bundle.concepts, "_concepts.yaml", "")
    yield from _same_keys(bundle.lexicon, "_lexicon.yaml", "")
    yield from _same_keys(bundle.measures, "_measures.yaml", "")


def _same_keys(tables: Mapping[str, Mapping[str, object]], file: str, prefix: str) -> Finding:
    everywhere = set().union(*tables.values()) if tables else set()
    for code, table in tables.items():
        for missing in sorted(everywhere - table.keys()):
            yield Problem(
                f"{_CATALOGUE}/{code}/{file}",
                f"{prefix}{missing}",
                "missing here",
                "other languages have it",
            )
