"""Who may import whom, read from the syntax trees. A new module is placed in a room here first."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("bot", "intents")
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
}

# The rooms of `intents`, from the ground up: the modules of each, and the rooms they may use.
INTENTS = {
    "records": ("errors models", ""),
    "text": (
        (
            "normalize hangul keyboard numerals figures sizes language"
            " spelling spell spacing respelling dictation vocabulary commonwords nearby kept"
        ),
        "",
    ),
    # Names and ranking are libraries of their own: they know no facts and no catalogue.
    "names": (
        "windows nametable homonyms fragments glued layouts misspelt match names",
        "text",
    ),
    "ranking": ("matrices perceptron ranker heard", "text"),
    "files": ("trees load scaffold", "records"),
    "values": ("dates quantities", "records"),
    "saying": (
        "days facts events formats compose moves say contradict tell",
        "records text values",
    ),
    "reading": (
        (
            "again asker bounds concepts lexicon values measures circumstances contradictions"
            " contrast details siblings reading stating parting dividing marks pieces sentences"
            " divider understand"
        ),
        "records text names ranking values",
    ),
    "deciding": (
        (
            "weigh times eras aside presume context remember claiming placeclaims licenceclaims"
            " callclaims afterclaims deeds inpassing ownerclaims versionclaims sumclaims"
            " countclaims dateclaims orderclaims fateclaims lineupclaims homeclaims claims ground"
            " question subjects fill incontext follow ontold ellipsis doubt meant denials refine"
            " unclear decide"
        ),
        "records text values saying reading",
    ),
    "whole": (
        "fitted explain knowledge",
        "records text names ranking files values saying reading deciding",
    ),
    "checking": ("scripts check", "records text files saying reading whole"),
    "face": ("__init__ __main__", "records names ranking files whole checking"),
}
# The rooms of `bot`: what each may use of `bot` itself.
BOT = {
    "bot": "",
    "bot.settings": "",
    "bot.records": "",
    "bot.words": "",
    "bot.garbage": "",
    "bot.conversations": "",
    "bot.jsonl": "bot.conversations",
    "bot.pictures": "bot.words",
    "bot.terminal": "bot.conversations bot.pictures",
    "bot.operations": "bot.settings bot.stores",
    "bot.stores": "bot.records bot.settings",
    "bot.editing": "bot.garbage bot.settings bot.stores bot.words",
    "bot.current": "bot.operations",
    "bot.service": "bot.conversations bot.current bot.editing bot.operations bot.records"
    " bot.stores",
    "bot.telegram": "bot.editing bot.operations bot.pictures bot.records bot.service bot.settings"
    " bot.stores bot.words",
    "bot.bootstrap": "bot.current bot.editing bot.operations bot.service bot.settings bot.stores"
    " bot.telegram",
    "bot.__main__": "bot.bootstrap bot.conversations bot.editing bot.garbage bot.jsonl bot.settings"
    " bot.terminal",
}
# Where a library may be imported; what is not listed may be imported nowhere.
LIBRARIES = {
    "pydantic": "bot intents",
    "numpy": "intents.matrices intents.perceptron intents.ranker intents.heard intents.nearby"
    " intents.fitted intents.commonwords",
    "threadpoolctl": "intents.perceptron",
    "rapidfuzz": "intents.nearby intents.misspelt intents.spell bot.editing.misses",
    "babel": "intents.formats",
    "msgpack": "intents.commonwords",
    "yaml": "intents.load bot.words bot.editing.exchanges bot.editing.learned",
    "typer": "intents.__main__ bot.__main__ bot.editing.commands bot.editing.desktop",
    "prompt_toolkit": "bot.terminal",
    "pydantic_settings": "bot.settings",
    "prometheus_client": "bot.operations.metrics",
    "aiohttp": "bot.operations.health bot.telegram",
    "telegram": "bot.telegram",
    "httpx": "bot.telegram.request",
    "sqlalchemy": "bot.stores bot.editing.misses bot.editing.versions",
    "alembic": "bot.stores.migrate",
    "pygal": "bot.pictures.bars",
    "resvg_py": "bot.pictures.drawing",
}
# The engine is pure: no network, no clock, no environment, no chance, nothing beside it.
IMPURE = frozenset(
    (
        *"asyncio contextvars ctypes email ftplib getpass http locale logging".split(),
        *"multiprocessing os platform queue random sched secrets select selectors".split(),
        *"shutil signal".split(),
        *"smtplib socket socketserver ssl subprocess sys threading time urllib uuid".split(),
    )
)
ONLY_IN_INTENTS = {
    # A date of the facts in words, the day before one; never today's.
    "datetime": {"intents.formats", "intents.times"},
    "concurrent": {"intents.ranker"},  # two models learn side by side, each by itself
    "tempfile": {"intents.fitted"},  # the cache is written in one step
}
FILE_READERS = {
    f"intents.{name}"
    for name in "trees load scaffold fitted commonwords scripts check knowledge __main__".split()
}
# Of the engine, others use its face; editing looks inside, for it compares and replays, and so do
# pictures, which are derived from the facts.
INSIDE = {
    "bot.__main__": {"intents.check"},
    "bot.records": {"intents.models"},
    "bot.service": {"intents.say"},
    "bot.stores.rows": {"intents.models"},
    "bot.telegram.reports": {"intents.models"},
}
LOOKING = ("bot.editing", "bot.pictures")
NOT_FOR_THE_TERMINAL = {"telegram", "sqlalchemy", "aiohttp", "httpx", "alembic", "pygal"}


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(FILES[module].read_text(encoding="utf-8"))


def _nodes(tree: ast.AST, *, lazy: bool) -> Iterator[ast.AST]:
    """Every node that runs: not what only type checkers read, and bodies of functions if `lazy`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if not lazy and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        yield node
        yield from _nodes(node, lazy=lazy)


@cache
def imports(module: str, *, lazy: bool = True) -> frozenset[str]:
    """The dotted names of the modules that a module imports."""
    found: set[str] = set()
    for node in _nodes(_tree(module), lazy=lazy):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: write imports in full"
            found |= {_imported(node.module or "", alias.name) for alias in node.names}
    return frozenset(found - {module})


def _imported(package: str, name: str) -> str:
    return whole if (whole := f"{package}.{name}") in FILES else package


def own(module: str, *, lazy: bool = True) -> set[str]:
    """The modules of this project that a module imports."""
    return {name for name in imports(module, lazy=lazy) if name.split(".")[0] in PACKAGES}


def within(module: str, rooms: Iterable[str]) -> bool:
    """Whether a module is one of these or lies in one of them."""
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def modules(package: str) -> list[str]:
    """The modules of a package."""
    return [module for module in FILES if within(module, [package])]


# The engine


def _room_of() -> dict[str, str]:
    named = {f"intents.{m}": room for room, (all_, _) in INTENTS.items() for m in all_.split()}
    return {"intents" if m == "intents.__init__" else m: room for m, room in named.items()}


def test_every_module_of_the_engine_has_a_room() -> None:
    assert set(_room_of()) == set(modules("intents"))


@pytest.mark.parametrize("module", modules("intents"))
def test_the_engine_is_built_from_the_ground_up(module: str) -> None:
    rooms = _room_of()
    allowed = {rooms[module], *INTENTS[rooms[module]][1].split()}
    assert not {name for name in own(module) if rooms.get(name, name) not in allowed}


@pytest.mark.parametrize("module", modules("intents"))
def test_the_engine_is_pure(module: str) -> None:
    used = {name.split(".")[0] for name in imports(module)}
    assert not used & IMPURE
    for library, places in ONLY_IN_INTENTS.items():
        assert library not in used or module in places
    assert "pathlib" not in used or module in FILE_READERS


def test_the_engine_asks_no_clock_and_no_chance() -> None:
    asked = {
        ast.unparse(node)
        for module in modules("intents")
        for node in _nodes(_tree(module), lazy=True)
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow", "environ"}
    }
    assert not asked


# Delivery


def _bot_room(module: str) -> str:
    return max((room for room in BOT if within(module, [room])), key=len)


@pytest.mark.parametrize("module", modules("bot"))
def test_delivery_uses_only_what_lies_below(module: str) -> None:
    room = _bot_room(module)
    allowed = {room, "intents", *BOT[room].split()}
    if room == "bot":
        assert not own(module)
    assert not {name for name in own(module) if not within(name, allowed)}


def test_every_module_of_delivery_has_a_room() -> None:
    assert not {
        module for module in modules("bot") if module != "bot" and _bot_room(module) == "bot"
    }


@pytest.mark.parametrize("module", [m for m in modules("bot") if not within(m, LOOKING)])
def test_few_look_into_the_engine(module: str) -> None:
    inside = {name for name in own(module) if name.startswith("intents.")}
    assert inside <= INSIDE.get(module, set())


def test_telegram_is_put_together_in_one_place() -> None:
    outside = [module for module in FILES if not within(module, ["bot.telegram"])]
    users = {m for m in outside if any(within(name, ["bot.telegram"]) for name in own(m))}
    assert users == {"bot.bootstrap"}
    assert {m for m in FILES if "bot.bootstrap" in own(m)} == {"bot.__main__"}


def test_telegram_takes_nothing_of_the_store_but_a_record() -> None:
    taken = {
        alias.name
        for module in modules("bot.telegram")
        for node in _nodes(_tree(module), lazy=True)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot.stores")
        for alias in node.names
    }
    assert taken == {"Taken"}


def test_only_the_settings_read_the_environment() -> None:
    """A rehearsal hands a few variables on to the process it starts; it reads none."""
    readers = {
        module
        for module in FILES
        for node in _nodes(_tree(module), lazy=True)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }
    assert readers == {"bot.editing.workshop"}


def test_the_terminal_loads_nothing_of_telegram_or_databases() -> None:
    loaded: set[str] = set()
    waiting = ["bot.__main__", "bot.terminal"]
    while waiting:
        module = waiting.pop()
        loaded.add(module)
        waiting += own(module, lazy=False) - loaded
    libraries = {n.split(".")[0] for module in loaded for n in imports(module, lazy=False)}
    assert not libraries & NOT_FOR_THE_TERMINAL


# Both


@pytest.mark.parametrize("module", FILES)
def test_libraries_stay_where_they_belong(module: str) -> None:
    used = {name.split(".")[0] for name in imports(module)}
    foreign = used - set(sys.stdlib_module_names) - set(PACKAGES)
    assert not {lib for lib in foreign if not within(module, LIBRARIES.get(lib, "").split())}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_two_modules_need_each_other(package: str) -> None:
    """At the time of import; a function may still call back."""
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " → ".join([*path, module])
        for name in sorted(own(module, lazy=False) - done):
            visit(name, (*path, module))
        done.add(module)

    for module in modules(package):
        visit(module, ())


def test_facts_and_words_hold_no_code() -> None:
    data = (*Path(ROOT / "seeds").rglob("*"), *Path(ROOT / "intents" / "catalogue").rglob("*"))
    assert {path.suffix for path in data if path.is_file()} == {".md", ".yaml"}
