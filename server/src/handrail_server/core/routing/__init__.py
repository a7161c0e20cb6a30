"""Which person, by when, and what if nobody."""
