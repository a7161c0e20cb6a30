"""The second opinion: a model is asked about a turn afterwards, and what it notices are late signals."""
