"""What the core needs of the outside, in the core's words. Adapters provide it; `main.py` chooses them."""
