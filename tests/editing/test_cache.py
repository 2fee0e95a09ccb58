"""The cache is where it was set, or somewhere else if nothing can be written there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.editing import cache


def test_a_folder_that_takes_files_is_used(tmp_path: Path) -> None:
    with cache.writable(tmp_path / "new" / "cache") as found:
        assert found == tmp_path / "new" / "cache"
        assert found.is_dir()


def test_what_a_read_only_folder_holds_is_there_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models-1.npz").write_bytes(b"fitted")
    # Whoever runs tests as root may write anywhere.
    monkeypatch.setattr(cache, "_takes_files", lambda _folder: False)
    with cache.writable(tmp_path) as found:
        assert found != tmp_path
        assert (found / "models-1.npz").read_bytes() == b"fitted"
        (found / "models-2.npz").write_bytes(b"new")
    assert not found.exists()


def test_a_folder_that_cannot_be_made_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with cache.writable(tmp_path / "file" / "cache") as found:
        assert found.is_dir()
