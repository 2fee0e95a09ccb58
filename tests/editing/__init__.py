"""Editing facts and catalogue."""
