"""The store: one journal, library, outbox, … in words of rows, over an engine that keeps the rows.

Rows become values here and nowhere else. An engine (memory, SQLite, PostgreSQL) knows rows only.
"""
