"""The command line: `handrail …`."""

from handrail_server.cli.app import main

__all__ = ["main"]
