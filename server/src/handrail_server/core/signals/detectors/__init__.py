"""The first detectors, one family a file: its phrases, what it weighs, what its values mean."""
