"""The shipped content holds, and every kind of mistake in it is found, placed and explained."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.editing.files import Files, Folders
from intents import Knowledge, build, scaffold
from intents.check import check, check_all
from intents.load import load
from intents.normalize import clean, fold
from tests.thinned import SHIPPED, laid_out


@pytest.fixture
def folders(small: Files, tmp_path: Path) -> Folders:
    """A copy that a test may spoil, with few utterances of each intent."""
    return laid_out(small, tmp_path)


def found(folders: Folders) -> list[str]:
    """The problems of two folders, as printed."""
    bundle = load(folders.facts, folders.catalogue)
    return [str(problem) for problem in bundle.problems or check(bundle)]


def replace(path: Path, old: str, new: str) -> None:
    """Spoil a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_shipped_content_has_no_problem() -> None:
    report = check_all(SHIPPED.facts, SHIPPED.catalogue, None)
    assert not report.problems, "\n".join(map(str, report.problems))


KT, PROGRAMME = "facts/companies/kt.yaml", "facts/programme.yaml"
SPOILT_FACTS: dict[str, tuple[str, str, str, str]] = {
    "quote not in the document": (KT, "KT ha Mi:dm", "KT ha Midm", "copy it literally"),
    "no quote": (KT, ', quote: "KT ha Mi:dm"', "", "no quote"),
    "no source": (KT, "source: sovereign-ai-2025-08\n", "", "stands under sources"),
    "unknown source": (
        KT,
        "source: sovereign-ai-2025-08",
        "source: nowhere",
        "no source 'nowhere'",
    ),
    "alias of another": (KT, "Korea Telecom", "SK Telecom", "also names"),
    "missing language": (KT, "ko: KT}", "xx: KT}", "no name in ko"),
    "unknown attribute": (KT, "attribute: partner,", "attribute: partnr,", "declare it"),
    "unknown entity": (KT, "value: microsoft", "value: macrosoft", "no entity 'macrosoft'"),
    "unknown key": (KT, "kind: company", "kind: company\ncolour: red", "unknown key"),
    "code without words": (KT, "value: develop_own_model", "value: develop_it", "no words for it"),
    "attribute of another kind": (
        PROGRAMME,
        "attribute: announced_on,",
        "attribute: launched,",
        "is not for a",
    ),
    "bad date": (PROGRAMME, "value: 2025-08-04", "value: 4.8.2025", "2025-08-04"),
    "bad amount": (PROGRAMME, "amount: 200000000000", "amount: -2", "greater than 0"),
    "claimed by nobody": (KT, "stance: claimed, by: kt", "stance: claimed", "name who says so"),
    "not YAML": (KT, "facts:", "facts: [", "line"),
}


@pytest.mark.parametrize("name", SPOILT_FACTS)
def test_a_mistake_in_the_facts_is_reported(folders: Folders, name: str) -> None:
    file, old, new, hint = SPOILT_FACTS[name]
    replace(folders.facts / file, old, new)
    problems = found(folders)
    assert any(hint in p and Path(file).name.split(".")[0] in p for p in problems), problems


SPOILT_CATALOGUE: dict[str, tuple[str, str, str, str]] = {
    "placeholder without value": ("it/budget.yaml", "{won}", "{wom}", "no value for {wom}"),
    "unknown filter": ("ko/budget.yaml", "{won}", "{won|는은}", "no filter"),
    "answer without words": ("en/budget.yaml", "  main:", "  mein:", "no words for this answer"),
    "unknown next": ("intents.yaml", "next: [budget_usd,", "next: [budget_eur,", "no intent"),
    "unknown path": (
        "intents.yaml",
        "won: programme.budget,",
        "won: programme.bugdet,",
        "no attribute",
    ),
    "unknown default": ("intents.yaml", "default: openai.partner_of", "default: opnai", "opnai"),
    "unknown way to a slot": (
        "intents.yaml",
        "via: {model: maker, app: services_of}",
        "via: {model: mkr, app: services_of}",
        "mkr",
    ),
    "unknown attribute to have": ("intents.yaml", "having: context", "having: contxt", "contxt"),
    "unknown owner of the newest": (
        "intents.yaml",
        "newest_of: release_of",
        "newest_of: release_off",
        "release_off",
    ),
    "unknown word of a meaning": ("intents.yaml", "[[who_pays]]", "[[who_pay]]", "'who_pay'"),
    "unknown sweeping word": ("intents.yaml", "never_so: [says_none", "never_so: [says_nil", "nil"),
    "missing text": ("ko/_language.yaml", "  clarify:", "  clarifi:", "missing here"),
    "left-over TODO": ("en/_language.yaml", "I see no question", "TODO", "TODO is left"),
}


@pytest.mark.parametrize("name", SPOILT_CATALOGUE)
def test_a_mistake_in_the_catalogue_is_reported(folders: Folders, name: str) -> None:
    file, old, new, hint = SPOILT_CATALOGUE[name]
    replace(folders.catalogue / file, old, new)
    problems = found(folders)
    assert any(hint in problem and file in problem for problem in problems), problems


def test_a_missing_file_is_reported(folders: Folders) -> None:
    (folders.catalogue / "it" / "budget.yaml").unlink()
    assert any("it/budget.yaml" in p and "missing" in p for p in found(folders))


def test_an_utterance_of_two_intents_is_reported(folders: Folders) -> None:
    for name in ("budget", "ministry"):
        with (folders.catalogue / "en" / f"{name}.yaml").open("a", encoding="utf-8") as file:
            file.write("  a question of two intents\n")
    assert any("also stands under" in problem for problem in found(folders))


def test_all_problems_come_at_once(folders: Folders) -> None:
    replace(folders.facts / KT, "KT ha Mi:dm", "KT ha Midm")
    replace(folders.facts / KT, "value: microsoft", "value: macrosoft")
    assert len(found(folders)) > 1


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: &x [1]\nb: *x\n", "anchors"),
        ("[" * 100_000 + "]" * 100_000, "nest"),
        ("x: " + "y" * 3_000_000, "larger than"),
        ("!!python/object/apply:os.system [echo]\n", "could not determine a constructor"),
    ],
    ids=["bomb", "deep", "large", "code"],
)
def test_a_hostile_file_is_refused(folders: Folders, text: str, hint: str) -> None:
    (folders.facts / KT).write_text(text, encoding="utf-8")
    assert any(hint in problem for problem in found(folders))


# What a newcomer adds without Python


def _fill(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_a_new_language_needs_no_python(folders: Folders) -> None:
    """A throw-away language: the scaffold, with every TODO taken for a translation."""
    catalogue = folders.catalogue
    scaffold.language("xx", catalogue)
    for path in (catalogue / "xx").glob("*.yaml"):
        words = f"zuu {path.stem.replace('_', ' ')} zaa"
        _fill(
            path,
            lambda text, w=words: text.replace("TODO what people say, one a line", w).replace(
                "TODO ", "zz "
            ),
        )
    _fill(
        catalogue / "xx" / "_language.yaml",
        lambda text: (
            text.replace("enabled: false", "enabled: true")
            .replace("name: TODO", "name: Zuuzaa")
            .replace("locale: xx", "locale: en")
        ),
    )
    assert not found(folders)
    knowledge = build(folders.facts, catalogue)
    answer = knowledge.answer("zuu budget zaa")
    assert (answer.language, answer.intent) == ("xx", "budget")
    assert answer.body.startswith("zz ")
    assert answer.facts


def test_a_new_intent_and_company_need_no_python(folders: Folders) -> None:
    facts, catalogue = folders.facts, folders.catalogue
    scaffold.intent("ministry_name", catalogue)
    assert any("TODO" in problem for problem in found(folders))
    _fill(
        catalogue / "intents.yaml",
        lambda text: text.replace("programme.TODO", "programme.announced_by"),
    )
    for code in ("it", "en", "ko"):
        _fill(
            catalogue / code / "ministry_name.yaml",
            lambda text, c=code: (
                text.replace("TODO the answer, with ", "= ")
                .replace("TODO a question of this intent", f"name that ministry {c}")
                .replace("TODO what people say, one a line", f"zuu ministry name zaa {c}")
            ),
        )
    (facts / "facts" / "companies" / "acme.yaml").write_text(
        "id: acme\nkind: company\n"
        "names: {it: Acme, en: Acme, ko: 애크미}\ngrammar: {it: f, ko: 애크미}\n",
        encoding="utf-8",
    )
    assert not found(folders)
    knowledge = build(facts, catalogue)
    assert "Acme" in knowledge.answer("was Acme selected?").body
    assert knowledge.say("ministry_name", (), "en").body == "= Ministry of Science and ICT"


def test_held_out_questions_are_not_in_the_catalogue(
    knowledge: Knowledge, held_out: list[str]
) -> None:
    """What is only to be scored must not have been learnt."""
    learnt = {
        _comparable(line)
        for table in knowledge.bundle.intents.values()
        for w in table.values()
        for line in w.lines()
    }
    learnt |= {
        _comparable(text)
        for table in knowledge.bundle.statements.values()
        for words in table.values()
        for text, _ in words.utterances()
    }
    assert not [text for text in held_out if _comparable(text) in learnt and len(text.split()) > 3]


def _comparable(text: str) -> str:
    return "".join(char for char in fold(clean(text)) if char.isalnum())
