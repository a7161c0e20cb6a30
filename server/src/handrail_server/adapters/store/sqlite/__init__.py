"""SQLite: one writing connection with group commit, readers beside it, nothing to install."""
