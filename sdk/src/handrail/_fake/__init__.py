"""The fake server behind `handrail.testing`: the same wire, a few rules, no network."""
