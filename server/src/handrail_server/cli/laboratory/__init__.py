"""Recorded conversations through a policy, in processes of this machine: to choose a threshold, or to rehearse."""
