"""Who provides what the core needs."""
