"""What the desk does by itself is said in its log without a learner's address or a database's values."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any, cast

import pytest
from sqlalchemy.exc import IntegrityError
from tornado.httpclient import HTTPClientError

from academy.desk.counter.groups import Groups
from academy.desk.counter.rounds import Rounds
from academy.desk.counter.till import Till
from academy.errors import MailNotTaken
from academy.membership.mail import Post

ADDRESS = "ann@example.org"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LETTER = {"kind": "receipt", "address": ADDRESS, "about": {}}


class Members:
    """One letter that waits."""

    def all(self) -> list[Any]:
        return []

    def drop_counts_before(self, _period: str) -> int:
        return 0

    def waiting_letters(self) -> list[str]:
        return ["in_1:receipt"]

    def take_letter(self, letter_id: str) -> dict[str, Any]:
        return LETTER | {"letter_id": letter_id}

    def give_letter_back(self, letter_id: str, trouble: str) -> None:
        assert ADDRESS in trouble

    def letter_sent(self, letter_id: str) -> None:
        pass


class Desk:
    """Stands for a till without Stripe, a mail server and the Hub's groups; keeps what is said."""

    billing, members, sender = None, Members(), "academy@example.org"

    def __init__(self, *, sends: Exception | None = None, mirrors: Exception | None = None) -> None:
        self._sends, self._mirrors = sends, mirrors
        self.lines: list[str] = []

    async def do(self, work: Callable[[], Any]) -> Any:
        return work()

    def send(self, _message: EmailMessage) -> None:
        if self._sends:
            raise self._sends

    async def mirror(self, _plans: Any) -> int:
        if self._mirrors:
            raise self._mirrors
        return 0

    def say(self, event: str, **said: Any) -> None:
        self.lines.append(f"{event} {said}")

    def goes_round(self, work: Callable[[Rounds], Any]) -> str:
        """Return all that was said meanwhile."""
        rounds = Rounds(cast(Till, self), cast(Post, self), cast(Groups, self), self.say, lambda: False)
        with ThreadPoolExecutor(1) as thread:  # the loop of a driven browser may run in this one
            thread.submit(asyncio.run, work(rounds)).result(20)
        return "\n".join(self.lines)


@pytest.mark.parametrize("error", [MailNotTaken(f"refused {ADDRESS}"), OSError(f"reset at {ADDRESS}")])
def test_a_letter_that_failed_is_named_by_its_id_alone(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("academy.membership.mail._message", lambda *_said: EmailMessage())
    said = Desk(sends=error).goes_round(lambda rounds: rounds.once(NOON))
    assert "in_1:receipt" in said and ADDRESS not in said


def test_what_ends_a_round_is_said_by_its_kind_and_place() -> None:
    error = IntegrityError(f"insert {ADDRESS}", {"address": ADDRESS}, Exception(ADDRESS))
    desk = Desk(mirrors=error)

    async def until_said(rounds: Rounds) -> None:
        going = asyncio.create_task(rounds.run())
        while not desk.lines:
            await asyncio.sleep(0)
        going.cancel()

    said = desk.goes_round(until_said)
    assert "IntegrityError" in said and "rounds.py" in said and ADDRESS not in said


def test_what_the_hub_refused_is_said_with_its_status() -> None:
    said = Desk(mirrors=HTTPClientError(403, ADDRESS)).goes_round(lambda rounds: rounds.once(NOON))
    assert "403" in said and "HTTPClientError" in said and ADDRESS not in said
