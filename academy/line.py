"""The line to a desk: HTTP with a token, and its refusals as the errors that they were there."""

import json
from dataclasses import dataclass, field
from typing import Any

from academy.errors import DeskUnavailable, NotInPlan, SoundError, TakeError

CONNECT_S, ANSWER_S = 2.0, 15.0
UNUSABLE_SOUND, NOT_IN_PLAN = 422, 402
"""The desk's statuses for SoundError and NotInPlan, which are raised again here."""


@dataclass(frozen=True, slots=True)
class Line:
    """A way to the desk at `url`; DeskUnavailable when it does not answer."""

    url: str
    token: str = field(repr=False)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        wait_s: float = ANSWER_S,
        locked_too: bool = False,
        **said: Any,
    ) -> Any:
        """Return what the desk says as JSON; `missing` is returned for a 404 where it is given.

        With `locked_too` what it says of something that is not in the plan is an answer like any other.
        """
        answer = self._send(method, path, body, wait_s)
        if answer.status == 404 and "missing" in said:
            return said["missing"]
        if answer.status >= 400 and not (locked_too and answer.status == NOT_IN_PLAN):
            raise _refusal(answer.status, answer.data)
        return json.loads(answer.data)

    def fetch(self, path: str, wait_s: float = ANSWER_S) -> Any:
        """Return an answer of bytes: its `data` and `headers`."""
        answer = self._send("GET", path, None, wait_s)
        if answer.status >= 400:
            raise _refusal(answer.status, answer.data)
        return answer

    def _send(self, method: str, path: str, body: Any, wait_s: float) -> Any:
        import urllib3

        try:
            return _pool().request(
                method,
                f"{self.url}/{path}",
                body=None if body is None else json.dumps(body, allow_nan=False),
                headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
                timeout=urllib3.Timeout(connect=CONNECT_S, read=wait_s),
                retries=False,
            )
        except urllib3.exceptions.HTTPError as error:
            raise DeskUnavailable(
                f"The desk at {self.url} does not answer. Start it with `make start` or `academy start`."
            ) from error


def _refusal(status: int, data: bytes) -> Exception:
    try:
        said = json.loads(data)
        sentence = str(said["error"])
    except (ValueError, KeyError, TypeError):
        said, sentence = {}, f"The desk answered {status} without a reason."
    if status == UNUSABLE_SOUND:
        return SoundError(sentence)
    if status == NOT_IN_PLAN:
        return NotInPlan(sentence, said.get("unlock"))
    return TakeError(sentence) if status == 400 else DeskUnavailable(sentence)


_kept: list[Any] = []


def _pool() -> Any:
    """Return this process's connection pool, made at the first call: urllib3 is not free to import."""
    if not _kept:
        import urllib3

        _kept.append(urllib3.PoolManager(maxsize=2))
    return _kept[0]
