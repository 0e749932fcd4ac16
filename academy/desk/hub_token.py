"""Who asks, behind a hub: what JupyterHub says of the token, and nothing else that a request says."""

from typing import Any

from jupyterhub.services.auth import HubAuth, _ExpiringDict
from tornado.web import HTTPError

from academy.desk.auth import Person

KNOWN_S = 10
"""How many seconds the Hub's answer about a token is believed, if it is taken back meanwhile."""
MOST_KEPT = 10_000
"""How many answers of the Hub a desk remembers at once: strangers could send it a new token each time."""
SCOPES = {"access:services", "access:services!service=desk"}
INSTRUCTORS = "instructors"


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

    def __init__(self, api_url: str, api_token: str) -> None:
        self._hub = HubAuth(api_url=api_url, api_token=api_token, cache=FewKept(KNOWN_S))

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
        return Person(str(said["name"]), INSTRUCTORS in said.get("groups", ()))
