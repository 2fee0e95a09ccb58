"""The answers in Telegram: updates become questions, answers become messages."""
