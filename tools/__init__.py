"""Checks of our own that `make check` runs; each file is one rule with its story."""
