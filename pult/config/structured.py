"""Structured logs: one JSON object a line, event names and plain ids, no personal data."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(level: str) -> None:
    """Send structlog and the standard library's loggers to standard error as JSON."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _first_line,
                _bare_exception,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # These repeat what people typed: a parameter in an SQL error, a path with a token. What they
    # say of failures the line of the request says without the path.
    for name in ("django.db.backends", "procrastinate"):
        logging.getLogger(name).setLevel("ERROR")
    for name in ("django.security", "django.request"):
        logging.getLogger(name).setLevel("CRITICAL")


def described(error: BaseException) -> dict[str, Any]:
    """The type of an error and where it happened; not its text, which may hold personal data."""
    return {"error": type(error).__name__, "at": _places(error.__traceback__)}


def _first_line(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Libraries append tracebacks, with the texts of errors, to what they say themselves."""
    if not str(event.get("logger", "")).startswith("pult"):
        event["event"] = str(event["event"]).partition("\n")[0]
    return event


def _bare_exception(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event.update(described(error))
    return event


def _places(traceback: Any) -> list[str]:
    places = []
    while traceback:
        code = traceback.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('pult/')[2]}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return places[-8:]
