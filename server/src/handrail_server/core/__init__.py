"""The line: pure decisions, room after room. No I/O, clock, randomness, logging or async."""
