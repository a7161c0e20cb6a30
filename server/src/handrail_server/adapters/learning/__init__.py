"""Fitting learned models with scikit-learn (the extra `learn`)."""
