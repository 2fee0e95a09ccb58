"""Content that is broken or meant to harm: a clear report, and the old facts go on serving."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot.editing import files
from bot.editing.files import Folders
from bot.editing.rehearsal import Task, rehearsed
from bot.editing.replay import Records
from bot.editing.report import Finding
from intents import CatalogueError, Problem
from tests.editing.conftest import Open
from tests.editing.test_editor import ASKED

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)


def _write(name: str, text: str) -> Callable[[Folders], None]:
    return lambda disk: disk.of(name).write_text(text, encoding="utf-8") and None


def _clash(disk: Folders) -> None:
    kakao = disk.of("seeds/facts/companies/kakao.yaml")
    said = kakao.read_text(encoding="utf-8")
    assert "aliases: [" in said
    kakao.write_text(said.replace("aliases: [", "aliases: [KT, ", 1), encoding="utf-8")


def _no_korean(disk: Folders) -> None:
    shutil.rmtree(disk.catalogue / "ko")
    (disk.catalogue / "ko").mkdir()
    source = disk.catalogue / "en" / "_language.yaml"
    shutil.copy(source, disk.catalogue / "ko" / "_language.yaml")


def _link(disk: Folders) -> None:
    (disk.facts / "facts" / "x.yaml").symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    ("spoil", "where", "what"),
    [
        (_write("seeds/facts/companies/kt.yaml", "id: kt\nnames: ["), "kt.yaml", "expected"),
        (_write("seeds/facts/programme.yaml", "[]\n"), "", "programme"),
        (_clash, "kt.yaml", "also names"),
        (_no_korean, "ko/", "missing"),
        (_write("seeds/facts/x.yaml", "# " + "x" * 10_000_000), "x.yaml", "larger"),
        (_write("seeds/facts/x.yaml", BOMB), "x.yaml", "aliases"),
        (_write("seeds/facts/x.yaml", "[" * 100_000), "x.yaml", ""),
        (
            _write("seeds/facts/x.yaml", "id: x\nkind: company\nid: y\n"),
            "x.yaml",
            "id stands twice",
        ),
        (_write("seeds/facts/x.yaml", "!!python/object/apply:os.system ['true']"), "x.yaml", ""),
        (_link, "x.yaml", "outside"),
    ],
    ids=[
        "broken",
        "empty",
        "clash",
        "language",
        "large",
        "bomb",
        "deep",
        "twice",
        "python",
        "link",
    ],
)
def test_a_bad_file_is_reported_with_what_to_do(  # noqa: PLR0913, PLR0917
    disk: Folders,
    cache: Path,
    tmp_path: Path,
    spoil: Callable[[Folders], None],
    where: str,
    what: str,
) -> None:
    spoil(disk)
    problems = _problems(disk, cache, tmp_path / "after.zip")
    assert [p for p in problems if where in p.file and what in p.what], problems
    assert all(problem.hint for problem in problems)


def _problems(disk: Folders, cache: Path, archive: Path) -> Sequence[Problem | Finding]:
    """What is said of files on disk: when they are read, or by a rehearsal."""
    try:
        archive.write_bytes(files.read(disk).zipped())
    except CatalogueError as error:
        return error.problems
    task = Task(before=None, after=archive, folders=disk, scripts=None, cache=cache)
    report = rehearsed(task, Records(cache))
    assert report.verdict == "refused"
    return report.problems


@pytest.mark.parametrize("spoil", [_no_korean, _write("seeds/facts/x.yaml", BOMB)])
async def test_the_old_facts_go_on_serving(
    disk: Folders, opened: Open, spoil: Callable[[Folders], None]
) -> None:
    async with opened() as service:
        before = await service.glance(ASKED, hint="en")
        spoil(disk)
        draft = await service.editing.rehearse_disk("7")
        assert draft.report.verdict == "refused"
        assert not draft.id
        assert await service.glance(ASKED, hint="en") == before
        assert len(await service.editing.versions.list()) == 1
