"""What the people who run the bot see of it: logs, metrics, health."""
