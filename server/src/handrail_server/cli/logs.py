"""Logs: one line each on the standard error, JSON for machines or plain for people. Never a customer's words."""

import logging
import sys
from typing import TextIO

import structlog
from structlog.typing import Processor

_LEVELS = logging.getLevelNamesMapping()


class _Newest:
    """Writes to what is the standard error at that moment."""

    def __call__(self, *_names: object) -> structlog.PrintLogger:
        return structlog.PrintLogger(file=_stderr())


def configure(*, level: str, as_json: bool) -> None:
    """Decide how logs look, once, before anything is logged."""
    shown: Processor = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS.get(level.upper(), logging.INFO)),
        logger_factory=_Newest(),
        cache_logger_on_first_use=False,
    )


def _stderr() -> TextIO:
    return sys.stderr
