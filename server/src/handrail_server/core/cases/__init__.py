"""The one thing that waits for a person: hand-over, approval or review."""
