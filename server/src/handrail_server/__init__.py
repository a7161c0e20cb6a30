"""Handrail: the human safety net for AI agents."""
