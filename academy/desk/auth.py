"""Who asks: on one's own computer whoever carries the private token."""

import hmac
import secrets
from dataclasses import dataclass
from typing import Protocol

from tornado.web import HTTPError

from academy.store.schema import OWN


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may ask the desk; `name` says whose rows of the store are theirs."""

    name: str
    is_instructor: bool


class Who(Protocol):
    """Tells who sent a request by its Authorization header, and by nothing else."""

    async def person(self, authorization: str) -> Person:
        """Return who it is; HTTPError 401 when nobody knows the token, 403 when it opens no desk."""
        ...


class OwnToken:
    """The token of this run: who can read `desk.json` is the learner, and their own instructor."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)

    async def person(self, authorization: str) -> Person:
        """Return the learner of this computer; HTTPError 401 for any other token."""
        given = authorization.removeprefix("token ")
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            raise HTTPError(401, reason="The desk's token is missing or old. Open the lesson anew.")
        return Person(OWN, is_instructor=True)
