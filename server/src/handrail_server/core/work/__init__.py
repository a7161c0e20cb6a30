"""The person's verbs."""
