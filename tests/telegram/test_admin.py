"""Admins edit from the chat: rehearse, publish, take back, send files; others get nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.editing.files import Files, Folders
from intents import scripts
from tests.editing.conftest import SCRIPT
from tests.editing.test_editor import ASKED, change, richer
from tests.telegram.process import BotProcess
from tests.telegram.stub.api import Api, until
from tests.telegram.stub.methods import Shown
from tests.telegram.stub.people import Person
from tests.thinned import laid_out

ADMIN, OTHER = 4101, 4102
LOOKING = ("fact kt", "stats", "misses", "audit", "savetest", "status")
PROGRAMME = "seeds/facts/programme.yaml"


@pytest.fixture(scope="module")
def place(small: Files, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The small content on disk."""
    root = tmp_path_factory.mktemp("content")
    folders = laid_out(small, root)
    (root / "answers" / "en").mkdir(parents=True)
    (root / "answers" / "en" / "budget.yaml").write_text(SCRIPT, encoding="utf-8")
    return folders


@pytest.fixture(scope="module")
def served(
    place: Folders, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Api, BotProcess]]:
    with Api().running() as api:
        for admin in (ADMIN, OTHER):
            Person(api, "en", id=admin)
        bot = BotProcess(
            api,
            tmp_path_factory.mktemp("bot"),
            TELEGRAM_ADMIN_IDS=f"{ADMIN},{OTHER}",
            BOT_FACTS_DIR=str(place.facts),
            BOT_CATALOGUE_DIR=str(place.catalogue),
            BOT_SCRIPTS_DIR=str(place.facts.parents[1] / "answers"),
            BOT_CACHE_DIR=str(cache),
            BOT_LOG_FORMAT="json",
            BOT_KEEP_QUESTIONS="on",
        )
        bot.start()
        yield api, bot
        assert bot.stop() == 0, bot.log


@pytest.fixture
def api(served: tuple[Api, BotProcess]) -> Api:
    return served[0]


@pytest.fixture
def admin(api: Api, place: Folders) -> Iterator[Person]:
    """An admin; afterwards the files and what is in force are as they were."""
    before = {path: path.read_bytes() for path in Path(place.facts).rglob("*.yaml")}
    person = Person(api, "en", id=ADMIN)
    seen = len(person.seen())
    yield person
    for path, data in before.items():
        path.write_bytes(data)
    if any("Published" in shown.text for shown in person.seen()[seen:]):
        person.asks("/rollback 1")


def rehearsed(person: Person, command: str = "/reload") -> Shown:
    """The report that follows "Rehearsing…"."""
    before = len(person.seen())
    person.says(command)
    return report(person, before)


def report(person: Person, before: int) -> Shown:
    until(lambda: len(person.seen()) > before + 1, 120, "no report")
    assert "Rehearsing" in person.seen()[before].text
    return person.seen()[before + 1]


def test_reload_shows_what_changes_and_publishes_for_a_reason(
    api: Api, admin: Person, place: Folders
) -> None:
    reader = Person(api, "en")
    assert "200 billion" in reader.asks(ASKED).text
    richer(place)
    shown = rehearsed(admin)
    assert "programme.budget" in shown.text
    assert "300,000,000,000" in shown.text
    assert "Answers that change, ko" in shown.text
    assert shown.labels == ["Publish anyway", "Show all", "Discard"]
    assert "200 billion" in reader.asks(ASKED).text
    before = len(admin.seen())
    admin.presses(shown, "Show all")
    whole = until(lambda: admin.seen()[before:])[0]
    assert whole.file or "before:" in whole.text
    before = len(admin.seen())
    admin.presses(shown, "Publish anyway")
    asked = until(lambda: admin.seen()[before:])[0].text
    command = asked.partition("/publish ")[2].split()[0]
    done = admin.asks(f"/publish {command} the ministry says so")
    assert "Published: version" in done.text
    assert "300 billion" in reader.asks(ASKED).text
    assert "the ministry says so" in admin.asks("/history").text
    assert "rollback" in admin.asks("/rollback").text
    assert "no version 99" in admin.asks("/rollback 99").text
    assert "Version 1 is in force again" in admin.asks("/rollback 1").text
    assert "200 billion" in reader.asks(ASKED).text


def test_discarded_drafts_cannot_be_published(api: Api, admin: Person, place: Folders) -> None:
    richer(place)
    shown = rehearsed(admin)
    data = shown.button("Publish")
    before = len(admin.seen())
    admin.presses(shown, "Discard")
    assert "Discarded" in until(lambda: admin.seen()[before:])[0].text
    assert not shown.buttons
    before = len(admin.seen())
    admin.presses(shown, "", data)
    assert "nothing to publish" in until(lambda: admin.seen()[before:])[0].text


def test_a_broken_file_is_told_and_cannot_be_published(admin: Person, place: Folders) -> None:
    change(place, PROGRAMME, "attribute: budget", "nonsense: [")
    shown = rehearsed(admin)
    assert "Cannot be published" in shown.text
    assert "programme.yaml" in shown.text
    assert not shown.buttons


def test_two_admins_at_once(api: Api, admin: Person, place: Folders) -> None:
    richer(place)
    one = rehearsed(admin)
    change(place, PROGRAMME, "300000000000", "350000000000")
    other = Person(api, "en", id=OTHER)
    two = rehearsed(other)
    name = one.button("Publish").rsplit(":", 1)[1]
    assert "Published" in admin.asks(f"/publish {name} first").text
    name = two.button("Publish").rsplit(":", 1)[1]
    assert "Somebody else" in other.asks(f"/publish {name} second").text
    assert "300 billion" in Person(api, "en").asks(ASKED).text


def test_a_document_is_rehearsed_and_published_on_confirmation(
    api: Api, admin: Person, place: Folders
) -> None:
    new = place.of(PROGRAMME).read_bytes().replace(b"value: 2025-08-04", b"value: 2025-08-05")
    before = len(admin.seen())
    admin.sends("programme.yaml", new)
    shown = report(admin, before)
    assert "announced_on" in shown.text
    assert place.of(PROGRAMME).read_bytes() != new
    before = len(admin.seen())
    admin.presses(shown, "Publish")
    assert "Published" in until(lambda: admin.seen()[before:])[0].text
    assert place.of(PROGRAMME).read_bytes() == new
    name, data = until(lambda: exported(admin))
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert name.endswith(".zip")
    assert archive.read(PROGRAMME) == new


def exported(admin: Person) -> tuple[str, bytes] | None:
    before = len(admin.seen())
    admin.says("/export")
    return until(lambda: admin.seen()[before:])[0].file


@pytest.mark.parametrize(
    ("name", "data", "more", "said"),
    [
        ("budget.yaml", b"a: 1", {}, "catalogue/it/budget.yaml"),
        ("new.yaml", b"a: 1", {}, "with its path"),
        ("x.yaml", b"a: 1", {"caption": "../../etc/x.yaml"}, "no path"),
        ("../../etc/x.yaml", b"a: 1", {}, "no path"),
        ("x.py", b"import os", {}, "YAML"),
        ("programme.yaml", b"#" * 10_000_000, {}, "too large"),
        ("programme.yaml", b"#" * 600_000, {"file_size": 10}, "too large"),
    ],
    ids=["which", "new", "outside", "outside-name", "python", "huge", "lying"],
)
def test_documents_that_cannot_be_taken(
    admin: Person, name: str, data: bytes, more: dict, said: str
) -> None:
    before = len(admin.seen())
    admin.sends(name, data, **more)
    assert said in until(lambda: admin.seen()[before:])[0].text


def test_a_bomb_by_document_is_refused(admin: Person) -> None:
    bomb = b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"
    before = len(admin.seen())
    admin.sends("x.yaml", bomb, "seeds/facts/companies/x.yaml")
    assert "aliases" in report(admin, before).text


def test_facts_of_an_entity_with_ids_and_sources(admin: Person) -> None:
    told = admin.asks("/fact kt").text
    assert "KT (kt, company)" in told
    assert "programme.excluded.kt" in told
    assert "sovereign-ai-2025-08" in told
    assert "(kakao, " in admin.asks("/fact 카카오").text
    assert "no entity" in admin.asks("/fact nobody").text
    assert "/fact kt" in admin.asks("/fact").text


def test_statistics_as_text_and_picture(api: Api, admin: Person) -> None:
    person = Person(api, "en")
    person.presses(person.asks("Why was KT left out?"), "👍")
    before = len(admin.seen())
    admin.says("/stats 7d")
    text, picture = until(lambda: len(admin.seen()) > before + 1 and admin.seen()[before:])
    assert "The last 7d" in text.text
    for word in ("Answered: ", "p99", "answered: ", "kt: ", "exclusion_reason: ", "👍 1"):
        assert word in text.text
    assert picture.file[1].startswith(b"\x89PNG")
    assert "7d" in picture.text


def test_misses_are_listed_tried_added_and_ignored(api: Api, admin: Person) -> None:
    person = Person(api, "en")
    asked, other = "spondulicks for the whole endeavour", "zxcv qwer asdf uiop"
    person.asks(asked)
    person.asks(asked)
    person.asks(other)
    shown = admin.asks("/misses")
    assert asked in shown.text
    assert "nearest: " in shown.text
    row = next(row for row in shown.text.splitlines() if asked in row)
    number = row.split(".")[0]
    before = len(admin.seen())
    admin.presses(shown, f"{number}. Try")
    tried = report(admin, before)
    assert "Nothing stands against it" in tried.text
    before = len(admin.seen())
    admin.presses(tried, "Publish")
    assert "Published" in until(lambda: admin.seen()[before:])[0].text
    assert asked in admin.asks("/history").text
    row = next(row for row in shown.text.splitlines() if other in row)
    before = len(admin.seen())
    admin.presses(shown, f"{row.split('.')[0]}. Ignore")
    assert "Ignored" in until(lambda: admin.seen()[before:])[0].text
    assert other not in admin.asks("/misses").text


def test_the_last_exchange_is_saved_as_a_test(admin: Person, tmp_path: Path) -> None:
    admin.asks("Why was KT left out?")
    before = len(admin.seen())
    admin.says("/savetest")
    saved = until(lambda: admin.seen()[before:])[0]
    assert saved.file
    name, data = saved.file
    assert name == "en-exclusion_reason.yaml"
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "exclusion_reason.yaml").write_bytes(data)
    found, problems = scripts.read(tmp_path)
    assert (len(found), problems) == (1, [])
    assert "exclusion_reason" in saved.text


def test_what_admins_did_is_recorded(admin: Person) -> None:
    rehearsed(admin)
    told = admin.asks("/audit").text
    assert f"{ADMIN} · rehearse" in told
    assert "start · publish · 1 " in told


def test_a_start_with_broken_files_serves_the_last_version_and_says_so(
    api: Api, admin: Person, served: tuple[Api, BotProcess], place: Folders
) -> None:
    change(place, PROGRAMME, "attribute: budget", "nonsense: [")
    before = len(admin.seen())
    assert served[1].stop() == 0
    served[1].start()
    told = until(lambda: admin.seen()[before:])[0].text
    assert "files on disk are broken" in told
    assert "programme.yaml" in told
    assert "files on disk are broken" in admin.asks("/status").text
    assert "200 billion" in Person(api, "en").asks(ASKED).text


def test_others_get_nothing(api: Api, admin: Person, place: Folders) -> None:
    person, known = Person(api, "en"), Person(api, "en")
    for command in ("reload", "publish x y", "history", "rollback 1", "export", *LOOKING):
        person.says(f"/{command}")
    assert person.quiet()
    richer(place)
    data = rehearsed(admin).button("Publish")
    answer = known.asks(ASKED)
    # A button that is not theirs is one that the bot does not know.
    assert "text" in known.presses(answer, "", data)
    before = len(person.seen())
    person.sends("programme.yaml", b"id: programme\n", "programme.yaml")
    for shown in until(lambda: person.seen()[before:]):
        assert "Rehears" not in shown.text
    assert "200 billion" in known.asks(ASKED).text
