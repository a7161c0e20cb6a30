"""The policy as a YAML file: every problem with its line and column."""
