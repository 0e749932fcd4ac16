"""What a connection may take of a desk for many, before anybody knows whose it is: time, bytes, a place."""

from asyncio import Future
from collections.abc import Callable
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.iostream import IOStream
from tornado.web import Application, HTTPError, RequestHandler, stream_request_body

SMALL_BYTES = 256_000
"""What a request may bring: four times the largest setting, and all that Stripe tells of an event."""
IDLE_S = 60.0
"""How long a connection may say nothing between requests; a kernel opens a new one when it needs it."""
BODY_S = 30.0
"""How long the rest of a request may take to come: 8 MB in that time need 2 Mbit/s, on one's own network."""
MOST_CONNECTIONS = 1000
"""Three for each of 300 learners; all of them with a small body half sent are 256 MB."""
SPARE_FILES = 100
"""Open files that are left for the store, sounds, the log, and lines to the Hub and to models."""
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nConnection: close\r\n"
    b'Retry-After: 5\r\n\r\n{"error": "Too many are at the desk at once. Try again in a few seconds."}'
)


@stream_request_body
class TooLarge(RequestHandler):
    """Answers whoever announces more than is read, and reads nothing of it."""

    def initialize(self, most: int) -> None:
        """Receive how many bytes would have been read."""
        self._most = most

    def check_xsrf_cookie(self) -> None:
        """Nothing is done here that could be forged."""

    def prepare(self) -> None:
        """Refuse."""
        raise HTTPError(413)

    def write_error(self, status_code: int, **said: Any) -> None:
        """Say what may be sent."""
        self.finish({"error": f"More than {self._most} bytes at once; nothing of it was kept. Send less."})


class BoundedApplication(Application):
    """Reads no more of a request than its handler's `most_bytes`, else SMALL_BYTES."""

    def get_handler_delegate(
        self, request: HTTPServerRequest, target_class: type[RequestHandler], *said: Any, **named: Any
    ) -> Any:
        """Return what answers a request, once its headers are there and before its body is read."""
        most = getattr(target_class, "most_bytes", SMALL_BYTES)
        if length_of(request) > most:
            return super().get_handler_delegate(request, TooLarge, {"most": most})
        return super().get_handler_delegate(request, target_class, *said, **named)


class BoundedServer(HTTPServer):
    """Serves `most` connections at once, and tells the others so; none may be silent for long."""

    def initialize(self, application: Application, most: int, idle_s: float, body_s: float) -> None:  # type: ignore[override]
        """Receive the bounds."""
        super().initialize(
            application, idle_connection_timeout=idle_s, body_timeout=body_s, max_body_size=SMALL_BYTES
        )
        self._most = most

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        """Serve a new connection, if there is a place for it."""
        if len(self._connections) < self._most:
            return super().handle_stream(stream, address)

        def told(written: Future[None]) -> None:
            written.exception()  # they may be gone: nobody is to hear of that
            stream.close()

        stream.write(FULL).add_done_callback(told)


def bounded_server(
    application: Application,
    *,
    most: int = MOST_CONNECTIONS,
    idle_s: float = IDLE_S,
    body_s: float = BODY_S,
    files: Callable[[], int] | None = None,
) -> BoundedServer:
    """Return a server that keeps these bounds, and has fewer connections where few files may be open."""
    allowed = (files or as_many_files_as_allowed)() - SPARE_FILES
    return BoundedServer(application, max(1, min(most, allowed)), idle_s, body_s)


def as_many_files_as_allowed() -> int:
    """Let this process open as many files as the system allows it, and return how many that is."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return MOST_CONNECTIONS + SPARE_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    except (ValueError, OSError):  # macOS says "unlimited" and means less
        return soft
    return hard if hard != resource.RLIM_INFINITY else MOST_CONNECTIONS + SPARE_FILES


def length_of(request: HTTPServerRequest) -> int:
    """Return how many bytes a request announces; 0 when it announces none that is a number."""
    said = request.headers.get("Content-Length", "")
    return int(said[:19]) if said.isascii() and said.isdigit() else 0
