"""Every setting of the bot, read from the environment or `.env`; nothing else reads them."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Defaults suit the terminal; `TELEGRAM_BOT_TOKEN` alone suffices for polling."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    facts_dir: Path = Field(ROOT / "seeds", validation_alias="BOT_FACTS_DIR")
    catalogue_dir: Path = Field(ROOT / "intents" / "catalogue", validation_alias="BOT_CATALOGUE_DIR")
    cache_dir: Path = Field(ROOT / ".cache", validation_alias="BOT_CACHE_DIR")
