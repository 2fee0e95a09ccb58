"""What outlives a process: chats, sent answers, feedback, seen updates, counted questions."""
