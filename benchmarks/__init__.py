"""Measurements, each next to a baseline in the same run. Nothing here is a test."""
