"""What came of it, and the way back."""
