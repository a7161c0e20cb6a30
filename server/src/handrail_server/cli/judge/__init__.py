"""`handrail judge`: how good the judgement is, on files of labelled turns."""
