"""Passwords, tokens, attempts, webhook secrets: how somebody proves who they are."""
