"""Rows in dictionaries: for tests and trials, and the oracle that the other engines are compared with."""
