"""Who asks, behind a hub: what JupyterHub says of the token, and nothing else that a request says."""

from collections.abc import Container
from typing import Any

from jupyterhub.services.auth import HubAuth, _ExpiringDict
from tornado.web import HTTPError

from academy.desk.auth import Person
from academy.store.schema import OWN

KNOWN_S = 10
"""How many seconds the Hub's answer about a token is believed, if it is taken back meanwhile."""
MOST_KEPT = 10_000
"""How many answers of the Hub a desk remembers at once: strangers could send it a new token each time."""
SCOPES = {"access:services", "access:services!service=desk"}
NOBODYS = frozenset({OWN, "operator", "stripe"})
"""Names under which the store keeps what is no learner's."""
NOT_A_NAME = "The academy uses this name itself. Ask whoever runs the hub for another one."


class FewKept(_ExpiringDict):  # type: ignore[misc] # untyped base
    """The Hub's answers, each for a time, and never more than MOST_KEPT: the oldest goes for a new one."""

    def __setitem__(self, key: str, value: Any) -> None:
        """Keep an answer."""
        self.values.pop(key, None)  # so that the first of them is always the oldest
        while len(self.values) >= MOST_KEPT:
            oldest = next(iter(self.values))
            del self.values[oldest], self.timestamps[oldest]
        super().__setitem__(key, value)


class HubToken:
    """Asks the Hub whose token a request carries."""

    def __init__(self, api_url: str, api_token: str, teachers: Container[str]) -> None:
        self._hub = HubAuth(api_url=api_url, api_token=api_token, cache=FewKept(KNOWN_S))
        self._teachers = teachers

    async def person(self, authorization: str) -> Person:
        """Return whose token it is; HTTPError 401 when it is nobody's, 403 when it may not open the desk."""
        token = authorization.removeprefix("token ").removeprefix("Bearer ").strip()
        said: dict[str, Any] | None = await self._hub.user_for_token(token, sync=False) if token else None
        if said is None:
            raise HTTPError(401, reason="The desk does not know this token. Start your server anew.")
        if said.get("kind") != "user" or not self._hub.check_scopes(SCOPES, said):
            raise HTTPError(
                403, reason="This token does not open the desk. Start your server anew on the hub."
            )
        return person_named(str(said["name"]), self._teachers)


def person_named(name: str, teachers: Container[str]) -> Person:
    """Return who has a name at the Hub; HTTPError 403 when the academy itself keeps things under it.

    `teachers` are the operator's settings: a Hub's group keeps whoever was in it once.
    """
    if name in NOBODYS:
        raise HTTPError(403, reason=NOT_A_NAME)
    return Person(name, name in teachers)
