"""A small, strict Bot API on loopback: it refuses what Telegram refuses."""
