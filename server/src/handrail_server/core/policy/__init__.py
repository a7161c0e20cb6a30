"""From charter, signals and facts to a decision with its reasons."""
