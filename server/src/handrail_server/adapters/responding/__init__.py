"""Agents that can be asked for answers: by webhook, by the OpenAI chat protocol, as a Python callable, or embedded."""
