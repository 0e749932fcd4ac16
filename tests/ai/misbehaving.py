"""A server on loopback that speaks chat completions, and does whatever its script says; stdlib only.

with Server(broken_json(), answer({...})) as server: ...    one step for each request, the last for all more
"""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]
Step = Callable[[Json], tuple[int, dict[str, str], str]]

USAGE = {"prompt_tokens": 300, "completion_tokens": 40, "total_tokens": 340, "cost": 0.000191}
VOICE = "Take a breath and enjoy the next round."


def answer(
    payload: Any, *, usage: Json | None = USAGE, finish: str | None = None, as_text: bool = False
) -> Step:
    """Answer in whatever mode the request asked for; a string goes out as it is."""

    def step(body: Json) -> tuple[int, dict[str, str], str]:
        content = payload if isinstance(payload, str) else json.dumps(payload)
        message: Json = {"role": "assistant", "content": None}
        ended = "stop"
        if body.get("tools") and not as_text:
            called = {"name": body["tools"][0]["function"]["name"], "arguments": content}
            message["tool_calls"] = [{"id": "call_1", "type": "function", "function": called}]
            ended = "tool_calls"
        else:
            message["content"] = content
        ended = finish or ended
        choice = {"index": 0, "finish_reason": ended, "native_finish_reason": ended, "message": message}
        said = {"id": "gen-1", "object": "chat.completion", "created": 1, "model": body["model"]}
        said |= {"provider": "Loopback", "choices": [choice]} | ({"usage": usage} if usage else {})
        return 200, {}, json.dumps(said)

    return step


def chosen(body: Json, voice: str = VOICE, **changes: Any) -> Json:
    """Return a right answer to a question about a take: the gravest fault, the first good fact."""
    said = json.loads(body["messages"][-1]["content"])
    facts = {
        kind: [one["name"] for one in said["facts"] if one["kind"] == kind] for kind in ("good", "fault")
    }
    right = {"praise": facts["good"][:1], "fix": facts["fault"][:1]}
    picked: Json = {key: ids for key, ids in right.items() if ids}
    return picked | {"next_step": said["steps"][0], "voice": voice} | changes


def good(**changes: Any) -> Step:
    """Answer rightly, but for `changes`, whichever question of a run it is."""

    def step(body: Json) -> tuple[int, dict[str, str], str]:
        first = next(one for one in body["messages"] if one["role"] == "user")
        return answer(chosen({"messages": [first]}, **changes))(body)

    return step


def error(status: int, message: str = "boom", **headers: str) -> Step:
    """Refuse."""
    said = json.dumps({"error": {"message": message, "code": status}})
    return lambda _body: (status, {name.replace("_", "-"): value for name, value in headers.items()}, said)


def raw(text: str, kind: str = "application/json") -> Step:
    """Send any text with status 200."""
    return lambda _body: (200, {"Content-Type": kind}, text)


def truncated() -> Step:
    """Send half of a right answer."""

    def step(body: Json) -> tuple[int, dict[str, str], str]:
        status, headers, text = good()(body)
        return status, headers, text[: len(text) // 2]

    return step


class Server:
    """The server while a `with` block runs; `bodies` are the requests that reached it.

    `asked` is released once for each of them; `closed` ends the waiting of whoever still hangs.
    """

    def __init__(self, *steps: Step) -> None:
        self.steps = list(steps)
        self.bodies: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.asked, self.closed = threading.Semaphore(0), threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                server.bodies.append(body)
                server.headers.append(dict(self.headers))
                server.asked.release()
                step = server.steps[min(len(server.bodies), len(server.steps)) - 1]
                status, headers, text = step(body)
                data = text.encode()
                try:
                    self.send_response(status)
                    for name, value in ({"Content-Type": "application/json"} | headers).items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:
                    pass  # whoever asked has gone

            def log_message(self, *_said: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True

    def late(self, seconds: float | None, then: Step) -> Step:
        """Answer after so many seconds, or when the block ends."""

        def step(body: Json) -> tuple[int, dict[str, str], str]:
            self.closed.wait(seconds)
            return then(body)

        return step

    def hang(self) -> Step:
        """Never answer while the block runs."""
        return self.late(None, error(500))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self) -> "Server":
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_said: Any) -> None:
        self.closed.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def refused_url() -> str:
    """Return an address where nobody listens."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
