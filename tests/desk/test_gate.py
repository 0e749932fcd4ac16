"""What a plan opens of the course, at a desk for many."""

import json
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
from academy.desk.office import Office
from academy.lessons.catalogue import what_can_be_read
from academy.settings import Settings
from academy.store.members import Members

COURSE = Path(__file__).parents[2] / "course"
FREE = ["first-hits", "backbeat", "four-on-the-floor", "boom-bap-pocket", "first-pattern"]


class Hub:
    """Stands for a hub: ann and ben learn, tess teaches."""

    async def person(self, authorization: str) -> Person:
        name = authorization.removeprefix("token ")
        if name not in ("ann", "ben", "tess"):
            raise HTTPError(401, reason="nobody")
        return Person(name, is_instructor=name == "tess")


@pytest.fixture
def offices() -> list[Office]:
    return []


@pytest.fixture
def desk(tmp_path: Path, store_url: str, offices: list[Office]) -> Iterator[Desk]:
    settings = Settings.from_env({"ACADEMY_STORE": store_url, "HOME": str(tmp_path)}, tmp_path)
    with desk_here(settings, is_learners_own=False, who=Hub(), offices=offices) as one:
        yield replace(one, token="ann")


@pytest.fixture
def members(desk: Desk, offices: list[Office]) -> Members:
    """The desk's own table of plans, in which tests write what Stripe would have said."""
    return offices[0].store().members


def get(desk: Desk, path: str, **headers: str) -> tuple[int, dict[str, Any]]:
    said = {"Authorization": f"token {desk.token}", **headers}
    answer = urllib3.request("GET", f"{desk.url}/{path}", headers=said)
    return answer.status, json.loads(answer.data)


def test_the_first_five_lessons_are_open_and_no_other(desk: Desk) -> None:
    rows = get(desk, "lessons")[1]["lessons"]
    assert [row["id"] for row in rows if row["is_open"]] == FREE and len(rows) == 28
    assert {get(desk, f"lessons/{one}")[0] for one in FREE} == {200}


def test_a_locked_lesson_shows_its_front_page_and_not_a_line_more(desk: Desk) -> None:
    status, said = get(desk, "lessons/jungle-cut-up")
    text = "".join("".join(cell["source"]) for cell in said["notebook"]["cells"])
    assert status == 402 and said["unlock"] == "premium" and "part of premium" in text
    lesson = what_can_be_read(COURSE).lesson("jungle-cut-up")
    assert lesson is not None and lesson.front.objectives[0] in text and "%%exercise taste" in text
    assert not any(one.pattern.title and one.pattern.title in text for one in lesson.exercises)


def test_no_header_and_no_query_opens_a_lesson(desk: Desk) -> None:
    path = "lessons/jungle-cut-up?plan=lifetime&learner=tess"
    assert get(desk, path, **{"Remote-User": "tess", "X-Plan": "premium"})[0] == 402


def test_the_same_address_opens_at_the_next_request_after_payment(desk: Desk, members: Members) -> None:
    assert get(desk, "lessons/jungle-cut-up")[0] == 402
    members.settle(
        learner="ann", seen=0, changes={"status": "active"}, plan="premium", why="test", event_id="e1"
    )
    status, said = get(desk, "lessons/jungle-cut-up")
    assert status == 200 and said["is_open"]
    assert get(replace(desk, token="ben"), "lessons/jungle-cut-up")[0] == 402


def test_who_teaches_sees_everything(desk: Desk) -> None:
    assert get(replace(desk, token="tess"), "lessons/jungle-cut-up")[0] == 200


def test_what_was_finished_stays_open_and_takes_alone_finish_nothing(desk: Desk, members: Members) -> None:
    lesson = what_can_be_read(COURSE).lesson("jungle-cut-up")
    assert lesson is not None
    for exercise in lesson.exercises:
        take = {"id": exercise.name, "exercise": exercise.id, "hits": [{"time_s": 0.5, "velocity": 90}]}
        desk.record(take, {"status": "scored", "overall": 99.0, "constants": "2026-11"}, passed=True)
    assert get(desk, "lessons/jungle-cut-up")[0] == 402
    paid = {"learner": "ann", "why": "test"}
    members.settle(**paid, seen=0, changes={"status": "active"}, plan="premium", event_id="e1")
    assert get(desk, "lessons/jungle-cut-up")[0] == 200
    members.settle(**paid, seen=1, changes={"status": "canceled"}, plan="free", event_id="e2")
    assert get(desk, "lessons/jungle-cut-up")[0] == 200
    assert get(desk, "lessons/dub-play-the-desk")[0] == 402


def test_a_page_is_told_what_is_left_and_when_it_returns(desk: Desk) -> None:
    said = get(desk, "plan")[1]
    assert (said["plan"], said["samples"]) == ("free", 50)
    assert said["quota"]["kinds"]["sample_download"] == {"limit": 10, "used": 0, "left": 10}
    assert said["quota"]["returns_at"].endswith("-01T00:00:00+00:00")


def test_on_ones_own_computer_everything_is_open(tmp_path: Path) -> None:
    settings = Settings.from_env({"ACADEMY_STORE": str(tmp_path / "academy.duckdb")}, tmp_path)
    with desk_here(settings) as own:
        assert get(own, "lessons/jungle-cut-up")[0] == 200
        assert get(own, "plan")[1] | {"quota": None} == {
            "plan": "classroom",
            "usd": 0,
            "quota": None,
            "samples": None,
            "ai_feedback": True,
            "analytics": True,
            "pricing": None,
            "account": None,
        }
