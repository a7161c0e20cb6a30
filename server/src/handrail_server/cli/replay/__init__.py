"""Recorded conversations, played through the real HTTP API: what would have reached a person, why, and how fast."""
