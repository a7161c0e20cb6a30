"""Real time, real ids, and a bell within one process."""
