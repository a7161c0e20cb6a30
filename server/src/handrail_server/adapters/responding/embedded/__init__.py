"""Our own small agent: it answers from written articles, uses tools, and says so when it does not know."""
