"""Rehearse, publish, take back: what is served changes only as a whole and only when told."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bot.editing.editor import Gone, ReasonNeeded
from bot.editing.files import Folders, unzipped
from bot.editing.versions import Overtaken
from tests.editing.conftest import Open

ASKED = "How much money does the programme have?"


def change(disk: Folders, name: str, old: str, new: str) -> None:
    path = disk.of(name)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def richer(disk: Folders) -> None:
    change(disk, "seeds/facts/programme.yaml", "200000000000", "300000000000")


async def test_a_change_is_rehearsed_published_and_taken_back(disk: Folders, opened: Open) -> None:
    async with opened() as service:
        editor = service.editing
        before = await service.glance(ASKED, hint="en")
        assert "200 billion" in before.text
        richer(disk)
        draft = await editor.rehearse_disk("7")
        fact = next(c for c in draft.report.facts if c.id == "programme.budget")
        assert "200,000,000,000" in (fact.old or "")
        assert "300,000,000,000" in (fact.new or "")
        assert fact.source
        assert {c.language for c in draft.report.answers} == {"it", "en", "ko"}
        changed = next(c for c in draft.report.answers if c.language == "en")
        assert "200 billion" in changed.before
        assert "300 billion" in changed.after
        # The script that says 200 billion fails: published only for a reason.
        assert [f.key for f in draft.report.failures] == ["budget"]
        with pytest.raises(ReasonNeeded):
            await editor.publish(draft.id, "7", " ")
        assert (await service.glance(ASKED, hint="en")) == before
        published = await editor.publish(draft.id, "7", "the ministry says so")
        assert published.version.number == 2
        assert "300 billion" in (await service.glance(ASKED, hint="en")).text
        await editor.rollback(1, "7")
        assert (await service.glance(ASKED, hint="en")) == before
        history = await editor.versions.list()
        assert [(v.number, v.author) for v in history] == [(3, "7"), (2, "7"), (1, "start")]
        assert "the ministry says so" in history[1].reason
        assert history[0].digest == history[2].digest
        with pytest.raises(Gone):
            await editor.rollback(9, "7")


async def test_the_same_content_is_no_new_version(disk: Folders, opened: Open) -> None:
    async with opened() as service:
        draft = await service.editing.rehearse_disk("7")
        assert not draft.id
        assert not draft.report.problems
        await service.editing.rollback(1, "7")
        assert len(await service.editing.versions.list()) == 1


async def test_two_admins_at_once(disk: Folders, opened: Open) -> None:
    async with opened() as service:
        richer(disk)
        first = await service.editing.rehearse_disk("7")
        change(disk, "seeds/facts/programme.yaml", "300000000000", "350000000000")
        second = await service.editing.rehearse_disk("8")
        await service.editing.publish(first.id, "7", "why not")
        with pytest.raises(Overtaken):
            await service.editing.publish(second.id, "8", "why not")
        assert "300 billion" in (await service.glance(ASKED, hint="en")).text
        with pytest.raises(Gone):
            await service.editing.publish(first.id, "7", "again")


async def test_a_start_serves_what_was_published_last(disk: Folders, opened: Open) -> None:
    async with opened() as service:
        before = await service.glance(ASKED, hint="en")
        richer(disk)
        draft = await service.editing.rehearse_disk("7")
        await service.editing.publish(draft.id, "7", "so it is")
        await service.editing.rollback(1, "7")
    # The files still hold the other content: nobody has edited them since.
    async with opened() as service:
        assert await service.glance(ASKED, hint="en") == before
        assert service.editing.current.version == 3
    change(disk, "seeds/facts/programme.yaml", "300000000000", "400000000000")
    async with opened() as service:
        assert "400 billion" in (await service.glance(ASKED, hint="en")).text
        assert service.editing.current.version == 4
    change(disk, "seeds/facts/programme.yaml", "attribute: budget", "nonsense: [")
    async with opened() as service:
        assert "400 billion" in (await service.glance(ASKED, hint="en")).text
        assert service.editing.current.version == 4
        assert "programme.yaml" in service.editing.problems[0].file
        draft = await service.editing.rehearse_disk("7")
        assert draft.report.verdict == "refused"


async def test_export_holds_the_files_in_force(disk: Folders, opened: Open) -> None:
    async with opened() as service:
        name, data = await service.editing.export()
        files = await service.editing.versions.files(1)
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert {n: archive.read(n) for n in archive.namelist()} == files.content
    assert unzipped(data) == files
    assert name.startswith("facts-1-")
    path = Path(disk.facts) / "facts" / "programme.yaml"
    assert files.content["seeds/facts/programme.yaml"] == path.read_bytes()


async def test_a_file_from_a_chat_goes_to_disk_with_its_publication(
    disk: Folders, opened: Open
) -> None:
    name = "seeds/facts/programme.yaml"
    new = disk.of(name).read_bytes().replace(b"200000000000", b"500000000000")
    async with opened() as service:
        draft = await service.editing.rehearse_changes("7", {name: new})
        assert disk.of(name).read_bytes() != new
        published = await service.editing.publish(draft.id, "7", "news")
        assert not published.unwritten
        assert disk.of(name).read_bytes() == new
    async with opened() as service:
        assert service.editing.current.version == 2
