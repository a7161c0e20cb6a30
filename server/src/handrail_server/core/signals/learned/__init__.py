"""The learned layer: linear models over words, parts of words and what surrounds a turn; each score has its words."""
