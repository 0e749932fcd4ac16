"""Behind a hub the Hub says who asks, and the operator's settings say who teaches."""

import asyncio
from typing import Any

import pytest
from jupyterhub.services.auth import HubAuth
from tornado.web import HTTPError

from academy.desk.auth import Person
from academy.desk.hub_token import HubToken


def person(monkeypatch: pytest.MonkeyPatch, **said: Any) -> Person:
    """Return who asks, when the Hub answers this."""
    known = {"kind": "user", "scopes": ["access:services!service=desk"], "groups": [], **said}

    async def answer(_hub: HubAuth, _token: str, sync: bool) -> dict[str, Any]:
        return known

    monkeypatch.setattr(HubAuth, "user_for_token", answer)
    return asyncio.run(HubToken("http://hub", "token", {"uma"}).person("token t"))


def test_who_is_in_a_group_of_the_hub_does_not_teach_by_that(monkeypatch: pytest.MonkeyPatch) -> None:
    assert person(monkeypatch, name="uma").is_instructor
    assert not person(monkeypatch, name="teo", groups=["instructors"]).is_instructor


@pytest.mark.parametrize("name", ["learner", "operator", "stripe"])
def test_no_learner_has_a_name_under_which_the_academy_keeps_its_own(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with pytest.raises(HTTPError, match="The academy uses this name itself"):
        person(monkeypatch, name=name)


def test_a_token_that_does_not_open_the_desk_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(HTTPError, match="403"):
        person(monkeypatch, name="ann", scopes=["read:users:name"])
