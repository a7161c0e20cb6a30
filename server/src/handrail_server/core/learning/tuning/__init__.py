"""Where a threshold should stand, chosen from labelled conversations, with what can be promised of it."""
