"""What was said, what the agent wants to do, and who holds the floor."""
