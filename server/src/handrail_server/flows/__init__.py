"""One file per thing that happens: gather, decide, commit."""
