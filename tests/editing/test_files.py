"""Sets of files: what belongs to one, and what never gets in."""

from __future__ import annotations

import json
import zlib

import pytest

from bot.editing import files
from bot.editing.files import Files, Folders
from intents import CatalogueError
from intents.load import load


@pytest.mark.parametrize(
    ("name", "fine"),
    [
        ("seeds/facts/companies/kt.yaml", True),
        ("seeds/sources/2025-08-sovereign-ai.it.md", True),
        ("catalogue/it/_language.yaml", True),
        ("catalogue/../../etc/passwd.yaml", False),
        ("seeds/facts/../../x.yaml", False),
        ("/etc/passwd.yaml", False),
        ("seeds/facts/x.py", False),
        ("seeds/.hidden.yaml", False),
        ("catalogue/it/a\\b.yaml", False),
        ("other/x.yaml", False),
    ],
)
def test_only_files_of_facts_and_catalogue_have_good_names(name: str, fine: bool) -> None:  # noqa: FBT001
    assert files.safe(name) is fine


def test_a_bad_name_is_never_written(disk: Folders) -> None:
    with pytest.raises(ValueError, match="no name"):
        files.written(disk, {"seeds/../x.yaml": b""})
    assert not (disk.facts.parent / "x.yaml").exists()


def test_files_that_cannot_be_kept_are_told_all_at_once(disk: Folders) -> None:
    companies = disk.facts / "facts" / "companies"
    (companies / "huge.yaml").write_bytes(b"#" * 10_000_000)
    (companies / "link.yaml").symlink_to("/etc/hostname")
    (companies / "gone.yaml").symlink_to(companies / "nowhere")
    with pytest.raises(CatalogueError) as raised:
        files.read(disk)
    told = {problem.file.rsplit("/", 1)[-1]: problem.what for problem in raised.value.problems}
    assert "larger" in told["huge.yaml"]
    assert "outside" in told["link.yaml"]
    assert "read" in told["gone.yaml"]


def test_the_digest_names_exactly_these_bytes(small: Files) -> None:
    name = "seeds/facts/programme.yaml"
    other = small.replaced({name: small.content[name] + b"# a word\n"})
    assert other.digest != small.digest
    assert other.replaced({name: small.content[name]}).digest == small.digest


def test_zipping_keeps_every_byte(small: Files) -> None:
    odd = small.replaced({"catalogue/it/x.yaml": bytes(range(256))})
    assert files.unzipped(odd.zipped()) == odd
    for nonsense in (b"nonsense", b"PK nonsense"):
        with pytest.raises(ValueError, match="zipped"):
            files.unzipped(nonsense)


def test_what_earlier_releases_kept_is_read() -> None:
    odd = Files({"catalogue/it/x.yaml": bytes(range(256))})
    texts = {name: data.decode("latin-1") for name, data in odd.content.items()}
    assert files.unzipped(zlib.compress(json.dumps(texts).encode("ascii"))) == odd


def test_files_in_memory_are_loaded_as_those_on_disk(small: Files, disk: Folders) -> None:
    assert small.bundle(disk) == load(disk.facts, disk.catalogue)
