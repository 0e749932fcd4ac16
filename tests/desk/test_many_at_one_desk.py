"""A desk for many: the token alone says whose rows are read and written."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import urllib3
from desk_here import desk_here
from tornado.web import HTTPError

from academy.client import Desk
from academy.desk.auth import Person
from academy.errors import DeskUnavailable, SoundError, TakeError
from academy.settings import Settings
from academy.store.store import open_store

SCORE = {"status": "scored", "overall": 88.0, "constants": "2026-11"}
TAKE = {"id": "one", "exercise": "backbeat/first", "hits": [{"time_s": 0.5, "velocity": 90}]}


class Class:
    """Stands for a hub: two tokens it knows, one of an instructor."""

    async def person(self, authorization: str) -> Person:
        name = authorization.removeprefix("token ")
        if name not in ("ana", "bo"):
            raise HTTPError(401, reason="nobody")
        return Person(name, is_instructor=name == "bo")


@pytest.fixture
def desks(tmp_path: Path, store_url: str) -> Iterator[tuple[Desk, Desk]]:
    settings = Settings.from_env({"ACADEMY_STORE": store_url, "HOME": str(tmp_path)}, tmp_path)
    with desk_here(settings, is_learners_own=False, who=Class()) as desk:
        yield replace(desk, token="ana"), replace(desk, token="bo")


def test_what_one_plays_the_other_never_sees(desks: tuple[Desk, Desk]) -> None:
    ana, bo = desks
    ana.record(TAKE, SCORE, passed=True)
    ana.set_setting("device", {"mode": "B"})
    assert bo.take("one") is None and bo.attempts() == [] and bo.setting("device") is None
    assert bo.playing()["takes"]["take_id"] == [] and bo.learner("backbeat/first", 20)["attempts"] == []
    assert bo.record(TAKE, SCORE | {"overall": 3.0}, passed=False)["new"] is True
    assert [row["overall"] for row in ana.attempts()] == [88.0]


def test_a_stranger_is_told_nothing(desks: tuple[Desk, Desk]) -> None:
    with pytest.raises(DeskUnavailable, match="nobody"):
        replace(desks[0], token="cy").attempts()


@pytest.mark.parametrize(
    "forged", [{"Remote-User": "ana"}, {"X-Forwarded-User": "ana"}, {"Cookie": "learner=ana"}]
)
def test_no_header_and_no_body_makes_somebody_else_of_a_learner(
    desks: tuple[Desk, Desk], forged: dict[str, str]
) -> None:
    ana, bo = desks
    ana.record(TAKE, SCORE, passed=True)
    headers = {"Authorization": "token bo", **forged}
    told = urllib3.request("GET", f"{bo.url}/attempts?learner=ana&user=ana", headers=headers)
    assert told.json() == []
    body: dict[str, Any] = {"take": TAKE | {"id": "two", "learner": "ana"}, "score": SCORE, "learner": "ana"}
    urllib3.request("POST", f"{bo.url}/takes", headers=headers, json=body)
    assert [row["take_id"] for row in ana.attempts()] == ["one"]
    assert [row["take_id"] for row in bo.attempts()] == ["two"]


def test_a_learner_takes_their_own_rows_home(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    ana, bo = desks
    ana.record(TAKE, SCORE, passed=True)
    bo.record(TAKE | {"id": "two"}, SCORE, passed=True)
    ana.own_copy(tmp_path / "home.duckdb")
    with open_store(tmp_path / "home.duckdb") as home:
        assert [row["take_id"] for row in home.attempts()] == ["one"]


def test_nobody_reads_writes_or_changes_what_is_everybodys(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    ana, _ = desks
    with pytest.raises(DeskUnavailable, match="many learners"):
        ana.backup(tmp_path / "all.duckdb")
    with pytest.raises(SoundError, match="many learners"):
        ana.index_folder("/etc")
    with pytest.raises(SoundError, match="all its learners"):
        ana.correct_sound("kick-deep-03", {"kind": "snare"})
    with pytest.raises(DeskUnavailable, match="Only instructors"):
        ana.compose_lesson("Dembow", ai=False)
    assert not (tmp_path / "all.duckdb").exists()


def test_who_is_an_instructor_may_ask_for_a_draft(desks: tuple[Desk, Desk]) -> None:
    with pytest.raises(TakeError, match="level"):  # refused for its wish, not for who asks
        desks[1].compose_lesson("Dembow", level=9, ai=False)
