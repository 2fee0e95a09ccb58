"""Files to records. The only module that reads YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, TypeVar, cast

import yaml
from pydantic import TypeAdapter, ValidationError

from intents.errors import CatalogueError, Problem
from intents.models import (
    Attribute,
    Contract,
    Entity,
    EntityRecord,
    Fact,
    FactRecord,
    IntentWords,
    LanguageRecord,
    Money,
    OutsideSource,
    PartialDate,
    Source,
    StatementWords,
    Text,
)
from intents.trees import CATALOGUE, FACTS, Disk, Tree

T = TypeVar("T")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Bundle:
    """All records of facts and catalogue, each read and valid by itself."""

    sources: dict[str, Source] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    contracts: dict[str, Contract] = field(default_factory=dict)
    languages: dict[str, LanguageRecord] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    concepts: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    lexicon: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    contradictions: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    measures: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    statements: dict[str, dict[str, StatementWords]] = field(default_factory=dict)
    respelt: dict[str, dict[str, str]] = field(default_factory=dict)
    intents: dict[str, dict[str, IntentWords]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class _Plain(Loader):  # type: ignore[misc, valid-type]
    """YAML in which only true and false are booleans and a date is the text it is written as."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {
        first: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag != "tag:yaml.org,2002:timestamp"
            and (tag != "tag:yaml.org,2002:bool" or first in "tTfF")
        ]
        for first, resolvers in Loader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as the library has it
        """A mapping; a key that stands twice would lose what stood under it first."""
        found = super().construct_mapping(node, deep)
        if len(found) < len(node.value):
            keys = [key for key, _ in node.value]
            twice = next(b for a, b in combinations(keys, 2) if a.value == b.value)
            what = f"{twice.value} stands twice here: put both into one"
            raise yaml.constructor.ConstructorError(None, None, what, twice.start_mark)
        return dict(found)


_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])[&*]\w", re.MULTILINE)


def _parse(text: str) -> Any:
    """YAML without anchors: a file of a few lines could otherwise unfold into gigabytes."""
    # Most files hold neither sign: that is seen sooner than what stands beside it.
    if ("&" in text or "*" in text) and _ANCHOR.search(text):
        for event in yaml.parse(text, Loader=Loader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise yaml.YAMLError(f"line {line}: anchors and aliases are not allowed")
    return yaml.load(text, Loader=_Plain)  # noqa: S506 - derived from a safe loader


def _text(data: bytes) -> str:
    return data.decode("utf-8").replace("\r\n", "\n")


def read_yaml(data: bytes) -> Any:
    """The content of a YAML file, or `ValueError` with line and reason."""
    try:
        return _parse(_text(data))
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8 text") from error
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    """What validates records of a model; to make it takes longer than to use it."""
    return TypeAdapter(model)


class _Reader:
    """Reads files of one tree and notes what is wrong with them instead of stopping."""

    def __init__(self, tree: Tree, bundle: Bundle) -> None:
        self.tree, self.bundle = tree, bundle
        self.paths = tree.paths()
        self._there = frozenset(self.paths)

    def name(self, path: PurePosixPath) -> str:
        return f"{self.tree.name}/{path}"

    def has(self, path: PurePosixPath) -> bool:
        return path in self._there

    def problem(self, path: PurePosixPath, key: str, what: str, hint: str) -> None:
        self.bundle.problems.append(Problem(self.name(path), key, what, hint))

    def yaml(self, path: PurePosixPath) -> Any:
        try:
            return read_yaml(self.tree.read(path))
        except FileNotFoundError:
            self.problem(path, "-", "the file is missing", "restore it")
        except (ValueError, OSError) as error:
            self.problem(
                path, "-", str(error), "quote text that holds a colon, a brace or a question mark"
            )
        return None

    def record(self, path: PurePosixPath, key: str, model: type[T], value: Any) -> T | None:
        try:
            found: T = _adapter(cast("Any", model)).validate_python(value)
        except ValidationError as error:
            for item in error.errors():
                where = ".".join([key, *map(str, item["loc"])]).strip(".")
                what, hint = _explain(item)
                self.problem(path, where or "-", what, hint)
            return None
        return found

    def table(self, path: PurePosixPath, model: type[T]) -> dict[str, T]:
        """A file that maps names to records of one model."""
        content = self.yaml(path)
        if content is None:
            return {}
        if not isinstance(content, dict):
            self.problem(path, "-", "not a mapping", "write `name: ...` lines")
            return {}
        read = {str(k): self.record(path, str(k), model, v) for k, v in content.items()}
        return {key: value for key, value in read.items() if value is not None}


def _explain(item: Any) -> tuple[str, str]:
    kind = item["type"]
    if kind == "extra_forbidden":
        return "unknown key", "remove it or mend its spelling"
    if kind == "missing":
        return "missing key", "add it"
    return str(item["msg"]), f"got {str(item.get('input'))[:60]!r}"


def load(facts_dir: Path, catalogue_dir: Path) -> Bundle:
    """Read both folders. Problems of single files are in `Bundle.problems`, all of them."""
    return load_trees(Disk(facts_dir, FACTS), Disk(catalogue_dir, CATALOGUE))


def load_trees(facts: Tree, catalogue: Tree) -> Bundle:
    """Like `load`, from wherever the files are."""
    bundle = Bundle()
    _load_facts(_Reader(facts, bundle))
    _load_catalogue(_Reader(catalogue, bundle))
    return bundle


def sound(bundle: Bundle) -> Bundle:
    """The bundle; raises `CatalogueError` with every problem of its files if there is any."""
    if bundle.problems:
        raise CatalogueError(bundle.problems)
    return bundle


_SOURCES, _FACTS = PurePosixPath("sources"), PurePosixPath("facts")
_ATTRIBUTES = _FACTS / "attributes.yaml"


def _load_facts(reader: _Reader) -> None:
    bundle, sources = reader.bundle, [p for p in reader.paths if p.parent == _SOURCES]
    for path in sources:
        if path.suffix == ".md":
            _load_document(reader, path)
    for path in sources:
        if path.suffix == ".yaml":
            _load_outside(reader, path)
    bundle.attributes = reader.table(_ATTRIBUTES, Attribute)
    for path in reader.paths:
        if _FACTS in path.parents and path.name != _ATTRIBUTES.name:
            content = reader.yaml(path)
            for item in content if isinstance(content, list) else [content]:
                _load_entity(reader, path, item)


def _load_document(reader: _Reader, path: PurePosixPath) -> None:
    text = _text(reader.tree.read(path))
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0]:
        reader.problem(path, "-", "no front matter", "begin with a block between two --- lines")
        return
    source = reader.record(path, "", Source, _parse(parts[1]))
    if source:
        reader.bundle.sources[source.id] = source
        reader.bundle.documents[source.id] = parts[2]


def _load_outside(reader: _Reader, path: PurePosixPath) -> None:
    """Sources outside: id to publisher, address and day."""
    for name, outside in reader.table(path, OutsideSource).items():
        if name in reader.bundle.sources:
            reader.problem(path, name, "another source has this id", "give it another id")
            continue
        reader.bundle.sources[name] = Source(
            id=name,
            title=None,
            language="-",
            period=outside.published,
            as_of=outside.published,
            **outside.model_dump(),
        )


def _load_entity(reader: _Reader, path: PurePosixPath, content: Any) -> None:
    if content is None:
        return
    record = reader.record(path, "", EntityRecord, content)
    if record is None:
        return
    bundle = reader.bundle
    if record.id in bundle.entities:
        other = bundle.entities[record.id].file
        reader.problem(path, "id", f"{record.id} is already in {other}", "give it another id")
        return
    bundle.entities[record.id] = Entity(
        id=record.id,
        kind=record.kind,
        names=record.names,
        grammar=record.grammar,
        aliases=record.aliases,
        file=reader.name(path),
        known_as=record.known_as,
    )
    for number, fact in enumerate(record.facts):
        _load_fact(reader, path, record, number, fact)


def _load_fact(
    reader: _Reader, path: PurePosixPath, record: EntityRecord, number: int, fact: FactRecord
) -> None:
    bundle, place = reader.bundle, f"facts.{number}"
    sources = fact.sources or tuple(filter(None, [fact.source or record.source]))
    value = _value(reader, path, f"{place}.value", fact.attribute, fact.value)
    unknown = [source for source in sources if source not in bundle.sources]
    if unknown or not sources:
        what = f"no source {unknown[0]!r}" if unknown else "no source"
        reader.problem(path, f"{place}.source", what, "name one that stands under sources/")
    elif value is not None:
        bundle.facts.append(
            Fact(
                id=_fact_id(record, fact),
                subject=record.id,
                attribute=fact.attribute,
                value=value,
                stance=fact.stance,
                by=fact.by,
                about=fact.about,
                denies=fact.denies,
                valid_from=fact.valid_from or bundle.sources[sources[0]].period,
                valid_to=fact.valid_to,
                source=sources[0],
                also=sources[1:],
                confidence=fact.confidence,
                quote=fact.quote,
                file=reader.name(path),
            )
        )


def _fact_id(record: EntityRecord, fact: FactRecord) -> str:
    """The subject and the attribute, and what tells facts of the same attribute apart."""
    same = sum(other.attribute == fact.attribute for other in record.facts)
    plain = not isinstance(fact.value, dict)
    suffix = fact.key or (str(fact.value) if same > 1 and plain else "")
    return ".".join(filter(None, [record.id, fact.attribute, suffix]))


def _value(reader: _Reader, path: PurePosixPath, key: str, attribute: str, raw: Any) -> Any:
    declared = reader.bundle.attributes.get(attribute)
    if declared is None:
        reader.problem(
            path, key, f"no attribute {attribute!r}", "declare it in facts/attributes.yaml"
        )
        return None
    models: dict[str, Any] = {"money": Money, "number": int, "date": PartialDate, "text": Text}
    if declared.type == "text":
        raw = {"said": raw}
    return reader.record(path, key, models.get(declared.type, str), raw)


def _load_catalogue(reader: _Reader) -> None:
    bundle = reader.bundle
    bundle.contracts = reader.table(PurePosixPath("intents.yaml"), Contract)
    languages = [p.parent for p in reader.paths if p.name == "_language.yaml" and p.parent.name]
    for folder in languages:
        code = folder.name
        content = reader.yaml(folder / "_language.yaml")
        language = reader.record(folder / "_language.yaml", "", LanguageRecord, content)
        if language is None or not language.enabled:
            continue
        bundle.languages[code] = language
        bundle.words[code] = reader.table(folder / "_words.yaml", str)
        bundle.concepts[code] = reader.table(folder / "_concepts.yaml", list[str])
        bundle.lexicon[code] = reader.table(folder / "_lexicon.yaml", list[str])
        wrong = reader.table(folder / "_contradictions.yaml", list[str])
        bundle.contradictions[code] = wrong
        bundle.measures[code] = reader.table(folder / "_measures.yaml", list[str])
        said = reader.table(folder / "_statements.yaml", StatementWords)
        bundle.statements[code] = said
        respelt = folder / "_respelt.yaml"  # not every language has it
        bundle.respelt[code] = reader.table(respelt, str) if reader.has(respelt) else {}
        bundle.intents[code] = dict(_load_intents(reader, folder))
        _load_learned(reader, folder / "_learned.yaml", bundle.intents[code])


def _load_intents(reader: _Reader, folder: PurePosixPath) -> Iterator[tuple[str, IntentWords]]:
    for path in reader.paths:
        if path.parent != folder or path.name.startswith("_"):
            continue
        content = reader.yaml(path)
        words = reader.record(path, "", IntentWords, content if content is not None else {})
        if words is not None:
            yield path.stem, words


def _load_learned(reader: _Reader, path: PurePosixPath, intents: dict[str, IntentWords]) -> None:
    """Utterances that were learnt later: intent to lines, in a file that need not be there."""
    if not reader.has(path):
        return
    for name, lines in reader.table(path, list[str]).items():
        if name not in intents:
            reader.problem(path, name, "no such intent", "mend its name")
            continue
        known = intents[name]
        said = "\n".join([known.utterances, *(" ".join(line.split()) for line in lines)])
        intents[name] = known.model_copy(update={"utterances": said})
