"""How answers are delivered: terminal, Telegram, storage, operations."""
