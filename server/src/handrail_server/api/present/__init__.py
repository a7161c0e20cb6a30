"""Domain values as wire shapes, for the eyes of whoever asks."""
