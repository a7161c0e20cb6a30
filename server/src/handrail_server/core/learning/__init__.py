"""What people did, turned into labels, measures and proposals."""
