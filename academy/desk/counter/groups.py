"""The Hub's groups of plans, as the desk's table has them: for what a server may use, never for the gate.

The desk's token may look at, add to and take from these groups alone (academy/hub/configure.py).
"""

import json
from collections.abc import Iterable

from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from academy.membership.plans import PRODUCTS


class Groups:
    """The groups `premium` and `lifetime` at the Hub; OSError or HTTPClientError when it does not do it."""

    def __init__(self, api_url: str, token: str) -> None:
        self._url = api_url
        self._headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}

    async def mirror(self, plans: Iterable[tuple[str, str]]) -> int:
        """Make each group hold the learners of its plan, by (name, plan); returns how many changed."""
        wanted: dict[str, set[str]] = {product: set() for product in PRODUCTS}
        for learner, plan in plans:
            if plan in wanted:
                wanted[plan].add(learner)
        changed = 0
        for group, names in wanted.items():
            said = await self._ask("GET", group)
            now = set(json.loads(said)["users"])
            for method, some in (("POST", names - now), ("DELETE", now - names)):
                for name in sorted(some):  # one by one: a name that the Hub lost must not keep the others out
                    changed += await self._change(method, group, name)
        return changed

    async def _change(self, method: str, group: str, name: str) -> int:
        try:
            await self._ask(method, f"{group}/users", {"users": [name]})
        except HTTPClientError as error:
            if error.code in (400, 404):
                return 0
            raise
        return 1

    async def _ask(self, method: str, path: str, body: object = None) -> bytes:
        answer = await AsyncHTTPClient().fetch(
            f"{self._url}/groups/{path}",
            method=method,
            headers=self._headers,
            body=None if body is None else json.dumps(body),
            allow_nonstandard_methods=True,
            request_timeout=10,
        )
        return bytes(answer.body)
