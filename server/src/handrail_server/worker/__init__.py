"""What runs without being asked: outbox, deadlines, scribe."""
