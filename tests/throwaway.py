"""A PostgreSQL cluster for one run of the tests, from whatever binaries are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

SECONDS_TO_START = 60


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest there is."""
    folders = [Path(found).resolve().parent for found in filter(None, [shutil.which("initdb")])]
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(versions, key=lambda folder: float(folder.parent.name), reverse=True)
    folders += [Path("/usr/local/pgsql/bin"), Path("/opt/homebrew/opt/postgresql/bin")]
    complete = (f for f in folders if (f / "initdb").exists() and (f / "postgres").exists())
    return next(complete, None)


def _owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then somebody else must own it."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


class Cluster:
    """Listens on a socket in its own folder, nowhere else; can be stopped and started again."""

    def __init__(self, bin_folder: Path) -> None:
        self._bin, self._owner = bin_folder, _owner()
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._process: subprocess.Popen[bytes] | None = None
        if self._owner:
            os.chown(self.folder, self._owner.pw_uid, self._owner.pw_gid)
        self._run("initdb", "-D", self._data, "-U", "bot", "-A", "trust", "-E", "UTF8", "-N").wait(
            120
        )

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        who = (
            {"user": self._owner.pw_uid, "group": self._owner.pw_gid, "extra_groups": []}
            if self._owner
            else {}
        )
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [str(self._bin / program), *arguments],
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **who,
            )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        quick = ["-c", "fsync=off", "-c", "listen_addresses=", "-c", "max_connections=20"]
        self._process = self._run("postgres", "-D", self._data, "-k", str(self.folder), *quick)
        end = time.monotonic() + SECONDS_TO_START
        while self._run("psql", *self._login, "-c", "select 1").wait(60) != 0:
            if time.monotonic() > end or self._process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.05)

    @property
    def _login(self) -> tuple[str, ...]:
        return ("-h", str(self.folder), "-U", "bot", "-d", "postgres", "-q")

    def stop(self) -> None:
        """Stop the server at once; clients lose their connections."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(60)
            self._process = None

    def database(self, name: str) -> str:
        """The address of a new, empty database."""
        assert self._run("psql", *self._login, "-c", f"create database {name}").wait(60) == 0
        return f"postgresql://bot@/{name}?host={self.folder}"

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder)
