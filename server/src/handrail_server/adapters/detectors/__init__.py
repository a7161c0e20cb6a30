"""Detectors at work: the default ones in process, plug-ins in worker processes with a deadline."""
