"""The bot as people on Telegram meet it."""
