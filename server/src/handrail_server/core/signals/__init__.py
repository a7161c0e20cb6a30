"""What can be noticed in a turn, with a score, evidence and the version of the detector."""
