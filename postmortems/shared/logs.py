"""How log lines look: JSON in production, plain lines in a demonstration. Nothing here adds private text."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

Event = MutableMapping[str, Any]
PROJECT = Path(__file__).resolve().parents[2]


def exception_without_words(logger: Any, name: str, event: Event) -> Event:
    """Replace an exception by its type and the places it came through.

    Its message is left out: a database error quotes the row it refused, and with it what somebody wrote.
    """
    told = event.pop("exc_info", None)
    told = sys.exc_info() if told is True else told
    if isinstance(told, tuple) and told[1] is not None:
        event["exception"] = " <- ".join(kind_and_places(error) for error in _chain(told[1]))
    return event


def without_path(record: logging.LogRecord) -> bool:
    """Django's own line of a refused or broken request names its path, which may be private; our own names a route."""
    if record.name == "django.request":
        record.msg, record.args = "answered %s", (getattr(record, "status_code", None),)
    return True


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def kind_and_places(error: BaseException) -> str:
    """One exception as "package.Kind at file:line, file:line", the innermost place first."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    places = [_place(frame.filename, frame.lineno) for frame in reversed(_frames(error.__traceback__))]
    return f"{kind} at {', '.join(places[:12])}"


def _frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    return list(traceback.extract_tb(trace)) if trace else []


def _place(file: str, line: int | None) -> str:
    path = Path(file)
    return f"{path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else '/'.join(path.parts[-3:])}:{line}"


SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def formatter(as_json: bool) -> logging.Formatter:
    """The formatter that settings.LOGGING names; makes structlog send its lines the same way."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    last = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, exception_without_words, last],
    )
