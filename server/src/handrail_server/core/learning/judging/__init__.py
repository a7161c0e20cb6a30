"""How good a judgement is, in numbers: F1, AUC, calibration error, timing, intervals."""
