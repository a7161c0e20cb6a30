"""Handrail: a person behind every AI agent."""
