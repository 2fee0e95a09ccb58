"""Every setting of the bot, read from the environment or `.env`; nothing else reads them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self
from urllib.parse import unquote, urlsplit

from pydantic import (
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
# Telegram's own are longer; test servers of the Bot API take short ones.
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+", re.ASCII)
# A file, or a server; the driver is ours to choose.
DATABASE = re.compile(r"sqlite:///.+|postgres(ql)?://\S+")


class SettingsError(Exception):
    """Settings that cannot be used; `problems` lists every one, by the name of its variable."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Listen(NamedTuple):
    """Where a server listens. Port 0 takes any free one."""

    host: str
    port: int


def _listen(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value == "off":
        return None
    host, colon, port = value.rpartition(":")
    if not (host and colon and port.isascii() and port.isdigit() and int(port) < 65536):
        raise ValueError("write host:port, such as 127.0.0.1:8080")
    return Listen(host.strip("[]"), int(port))


def _numbers(value: object) -> object:
    if not isinstance(value, str):
        return value
    items = [item.strip() for item in value.split(",") if item.strip()]
    if not all(item.isascii() and item.isdigit() for item in items):
        raise ValueError("write numeric Telegram ids, separated by commas")
    return tuple(int(item) for item in items)


Address = Annotated[Listen, NoDecode, BeforeValidator(_listen)]
NoAddress = Annotated[Listen | None, NoDecode, BeforeValidator(_listen)]
Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_numbers)]
Days = Annotated[int, Field(ge=1, le=3650)]


class Settings(BaseSettings):
    """Defaults suit the terminal; `TELEGRAM_BOT_TOKEN` alone suffices for polling.

    A variable that is set to nothing counts as not set.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        hide_input_in_errors=True,
    )

    facts_dir: Path = Field(ROOT / "seeds", validation_alias="BOT_FACTS_DIR")
    catalogue_dir: Path = Field(
        ROOT / "intents" / "catalogue", validation_alias="BOT_CATALOGUE_DIR"
    )
    scripts_dir: Path = Field(ROOT / "tests" / "answers", validation_alias="BOT_SCRIPTS_DIR")
    cache_dir: Path = Field(ROOT / ".cache", validation_alias="BOT_CACHE_DIR")
    prepare_rehearsal: bool = Field(default=True, validation_alias="BOT_PREPARE_REHEARSAL")

    token: SecretStr | None = Field(None, validation_alias="TELEGRAM_BOT_TOKEN")
    api_url: str = Field("https://api.telegram.org", validation_alias="TELEGRAM_API_URL")
    admin_ids: Ids = Field((), validation_alias="TELEGRAM_ADMIN_IDS")
    rate_limit: bool = Field(default=True, validation_alias="TELEGRAM_RATE_LIMIT")
    webhook_url: str | None = Field(None, validation_alias="TELEGRAM_WEBHOOK_URL")
    webhook_secret: SecretStr | None = Field(
        None, validation_alias="TELEGRAM_WEBHOOK_SECRET", validate_default=True
    )
    webhook_listen: Address = Field(
        Listen("127.0.0.1", 8081), validation_alias="TELEGRAM_WEBHOOK_LISTEN"
    )

    database_url: SecretStr = Field(
        SecretStr("sqlite:///bot.sqlite3"), validation_alias="BOT_DATABASE_URL"
    )
    http_listen: NoAddress = Field(Listen("127.0.0.1", 8080), validation_alias="BOT_HTTP_LISTEN")
    log_format: Literal["text", "json"] = Field("text", validation_alias="BOT_LOG_FORMAT")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", validation_alias="BOT_LOG_LEVEL"
    )

    keep_questions: bool = Field(default=False, validation_alias="BOT_KEEP_QUESTIONS")
    keep_chats_days: Days = Field(90, validation_alias="BOT_KEEP_CHATS_DAYS")
    keep_sent_days: Days = Field(2, validation_alias="BOT_KEEP_SENT_DAYS")
    keep_feedback_days: Days = Field(365, validation_alias="BOT_KEEP_FEEDBACK_DAYS")
    keep_log_days: Days = Field(90, validation_alias="BOT_KEEP_LOG_DAYS")
    keep_updates_days: Days = Field(2, validation_alias="BOT_KEEP_UPDATES_DAYS")

    @field_validator("token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("not a bot token, which BotFather gives: digits, a colon, letters")
        return value

    @field_validator("api_url", "webhook_url")
    @classmethod
    def _web(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[^\s/]+\S*", value):
            raise ValueError("write a whole address that begins with https:// or http://")
        return value.rstrip("/") if value else value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        """Telegram takes 1-256 of these characters; a webhook without a secret is open to all."""
        if value is None and info.data.get("webhook_url"):
            raise ValueError("needed with TELEGRAM_WEBHOOK_URL")
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("use 1 to 256 of A-Z, a-z, 0-9, _ and -")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        if not DATABASE.fullmatch(value.get_secret_value()):
            raise ValueError("write sqlite:///path or postgresql://user:password@host/name")
        return value

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be logged."""
        password = urlsplit(self.database_url.get_secret_value()).password or ""
        found = [given.get_secret_value() for given in (self.token, self.webhook_secret) if given]
        return tuple(filter(None, [*found, password, unquote(password)]))

    @classmethod
    def read(cls, **values: Any) -> Self:
        """The settings of the environment; raises `SettingsError` with every problem at once."""
        try:
            return cls(**values)
        except ValidationError as error:
            raise SettingsError(_problems(error)) from error


class ServingSettings(Settings):
    """The settings without which Telegram cannot be served."""

    token: SecretStr = Field(validation_alias="TELEGRAM_BOT_TOKEN")


def _problems(error: ValidationError) -> list[str]:
    """One line per problem. A default is reported by field, all else by variable."""
    names = {name: str(field.validation_alias) for name, field in Settings.model_fields.items()}
    told = [(str(found["loc"][0]), found) for found in error.errors()]
    return [f"{names.get(at, at)}: {_reason(found['type'], found['msg'])}" for at, found in told]


def _reason(kind: str, message: str) -> str:
    return "missing" if kind == "missing" else message.removeprefix("Value error, ")
