"""The desk's log: one line of JSON for whatever happens, and nothing in it that opens a door.

    {"time": "...", "level": "info", "event": "request", "request": "9f3c...", "method": "POST", ...}

No token, no body, no query and no key is ever written. Of an error stand its kind and where it happened; its
words only where they are the academy's own or the system's, since those of others may quote what was sent.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import extract_tb
from typing import Any
from uuid import uuid4

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import HTTPError, OutputTransform, RequestHandler

from academy.errors import AcademyError

REQUEST_HEADER = "X-Request-ID"
SECRETS = re.compile(
    r"""(?xi) (?:token|bearer|basic)\s+[\w.~+/=-]{16,}  # a header
      | \b(?:sk|rk|pk|whsec)[-_][\w-]{8,}               # a key
      | (?<=://)[^/\s@]*:[^/\s@]+(?=@)                  # a password in an address
      | (?<=[\w/])\?[^\s'"]*=[^\s'"]*                  # a query
    """
)
"""What a line of another library may quote."""
HIDDEN = "(hidden)"
SAYS_WHY = (AcademyError, OSError)
"""Errors whose words are ours or the system's."""
SAY_WHY_BY_NAME = ("OperationalError",)
"""Errors of databases that do not answer, which quote nothing."""

logger = logging.getLogger("academy.desk")
_request: ContextVar[str | None] = ContextVar("request", default=None)


class RequestId(OutputTransform):
    """Gives each request an id: in its answer's header, and in every line that is written meanwhile."""

    def __init__(self, request: HTTPServerRequest) -> None:
        self._id = uuid4().hex[:16]
        _request.set(self._id)

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Say the id in the answer, so that who reports a failure can name it."""
        headers[REQUEST_HEADER] = self._id
        return status_code, headers, chunk


class JsonLines(logging.Formatter):
    """Lines of Python's own logging (of Tornado, say) in the same form."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line of JSON."""
        said: dict[str, Any] = {"logger": record.name, "says": record.getMessage()}
        if record.exc_info and isinstance(record.exc_info[1], Exception):
            said |= failure(record.exc_info[1])
        event = "failure" if record.exc_info else "library"
        return _line(record.levelname.lower(), event, said)


def begin() -> None:
    """Let the lines of all libraries of this process come as JSON, too."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)


def say(event: str, *, level: str = "info", **said: Any) -> None:
    """Write one line about something that happened; `level` is info, warning or error."""
    print(_line(level, event, said), flush=True)  # noqa: T201


def log_request(handler: RequestHandler) -> None:
    """Write one line for a request: never its token, its body or its query."""
    person, status = getattr(handler, "person", None), handler.get_status()
    say(
        "request",
        level="error" if status >= 500 else "info",
        method=handler.request.method,
        path=handler.request.path,
        status=status,
        ms=round(1000 * handler.request.request_time(), 1),
        learner=person.name if person else getattr(handler, "learner", None),
        outcome=getattr(handler, "outcome", None),
    )


def log_failure(handler: RequestHandler, error: BaseException | None) -> None:
    """Write down what nobody expected; a refusal in words is no fault of the desk's."""
    if isinstance(error, Exception) and not isinstance(error, AcademyError | HTTPError):
        request = handler.request
        logger.error("%s %s failed", request.method, request.path, exc_info=error)


def failure(error: Exception) -> dict[str, Any]:
    """Return what a line says of an error: kind, words that may be said, and where it happened."""
    return {"error": _words(error), "traceback": list(_trace(error))}


def _words(error: BaseException) -> str:
    kind = type(error).__name__
    if not isinstance(error, SAYS_WHY) and kind not in SAY_WHY_BY_NAME:
        return kind
    said = next(iter(str(error).splitlines()), "")
    return f"{kind}: {said}"


def _trace(error: BaseException) -> Iterator[str]:
    """Give the calls that led to an error, the last one last; errors that led to it come first."""
    led_to_it = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if led_to_it is not None:
        yield from _trace(led_to_it)
    for call in extract_tb(error.__traceback__):
        yield f"{call.filename}:{call.lineno} {call.name}"
    yield _words(error)


def _line(level: str, event: str, said: dict[str, Any]) -> str:
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = {"time": moment, "level": level, "event": event, "request": _request.get(), **said}
    return json.dumps({name: _safe(value) for name, value in line.items()}, default=str)


def _safe(value: Any) -> Any:
    """Return a value without what looks like a secret in its texts."""
    if isinstance(value, str):
        return SECRETS.sub(HIDDEN, value)
    if isinstance(value, list | tuple):
        return [_safe(one) for one in value]
    return value
