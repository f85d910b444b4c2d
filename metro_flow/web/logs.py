"""Write what operators read, without what was secret in the moment.

A traceback names places and never values: a local variable may hold a password.
"""

from __future__ import annotations

import logging
import sys

import structlog


def write_logs(*, plain: bool) -> None:
    """Write one line per event to standard error: words for a person, or JSON for a collector."""
    shape: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        )
        if plain
        else structlog.processors.JSONRenderer()
    )
    readable = [] if plain else [structlog.processors.format_exc_info]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *readable,
            shape,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
