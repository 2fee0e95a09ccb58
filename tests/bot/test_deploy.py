"""What is needed to run the bot elsewhere agrees with the code."""

from __future__ import annotations

import re

import pytest
import yaml

from bot.operations.metrics import Metrics
from bot.settings import ROOT, Settings

DEPLOY = ROOT / "deploy"
FILES = sorted(path.name for path in DEPLOY.iterdir() if path.is_file())


@pytest.mark.parametrize("name", FILES)
def test_only_settings_that_exist_are_named(name: str) -> None:
    text = (DEPLOY / name).read_text()
    named = set(re.findall(r"\b(?:BOT|TELEGRAM)_[A-Z_]*[A-Z]\b", text)) - {"BOT_KEEP"}
    known = {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert named <= known | {"BOT_KEEP_"}


def test_every_metric_is_documented() -> None:
    documented = set(
        re.findall(r"^\| `(bot_\w+)`", (DEPLOY / "README.md").read_text(), re.MULTILINE)
    )
    lines = Metrics().text().decode().splitlines()
    typed = [line.split()[2:4] for line in lines if line.startswith("# TYPE bot_")]
    # The time at which a counter began is the library's addition.
    exported = {name for name, _ in typed if not name.endswith("_created")}
    assert documented == exported


def test_compose_builds_what_is_there() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    bot = compose["services"]["bot"]
    assert (DEPLOY / bot["build"]["context"] / bot["build"]["dockerfile"]).is_file()
    # Nothing is reachable from outside but through a proxy.
    assert all(port.startswith("127.0.0.1:") for port in bot["ports"])


def test_the_image_gets_what_it_copies() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    copied = re.findall(r"^COPY (\S+) ", dockerfile, re.MULTILINE)
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    for name in copied:
        assert (ROOT / name).exists()
        assert f"!{name}" in ignored
