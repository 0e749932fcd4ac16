"""A free learner asks for every lesson of premium by every route: no line of one is in any answer."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from class_here import FREE, PREMIUM, Class, class_here
from lines_of_lessons import secret_lines

from academy.desk.routes import routes
from academy.lessons.notebook import Lesson
from academy.settings import Settings

LESSON_IDS = [lesson.id for lesson in PREMIUM]


@pytest.fixture(scope="module")
def ann(shared_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    settings = Settings.from_env({"ACADEMY_STORE": shared_store_url}, tmp_path_factory.mktemp("class"))
    with class_here(settings) as one:
        yield one


def wishes(lesson: Lesson) -> list[tuple[str, str, Any]]:
    """Return every request that names a lesson, its exercises or its words."""
    name, first = lesson.id, lesson.exercises[0].id
    take = {"id": f"take {name}", "exercise": first, "whole": True, "hits": []}
    kit = {"pads": {"A13": {"sound": "kick-deep-03", "start": None, "end": None}}, "seed": 1}
    return [
        ("GET", "lessons", None),
        ("GET", f"lessons/{name}", None),
        ("GET", f"lessons/{name}?plan=lifetime&learner=tess&user=tess", None),
        ("GET", f"lessons/{lesson.path.name}", None),
        ("GET", f"lessons/..%2Fcourse%2F{lesson.path.name}", None),
        ("POST", "takes", {"take": take, "score": {"status": "scored", "overall": 9.0, "constants": "1"}}),
        ("POST", "coach/feedback", {"take_id": take["id"]}),
        ("POST", "coach/next", {"plan": "lifetime"}),
        ("POST", "coach/question", {"text": f"{lesson.title}: {lesson.front.objectives[0]}"[:300]}),
        ("POST", "coach/variations", {"exercise": first, "plan": "lifetime", "learner": "tess"}),
        ("POST", "coach/variations", {"exercise": f"{name}/taste"}),
        ("POST", "coach/lesson", {"title": lesson.title, "learner": "tess"}),
        ("GET", "coach/plan", None),
        ("GET", f"lesson-kits/{name}", None),
        ("GET", f"lesson-kits/{name}?seed=1", None),
        ("PUT", f"lesson-kits/{name}", kit),
        ("GET", f"lesson-kits/{name}/pads/A13", None),
        ("GET", f"lesson-kits/{name}/zip?request_id=x", None),
        ("GET", f"learner?exercise={first}", None),
        ("PUT", "ratings", {"lesson": name, "stars": 5}),
    ]


CLAIMS = {"Remote-User": "tess", "X-Forwarded-User": "tess", "X-Plan": "lifetime", "Cookie": "user=tess"}
NOT_IN_PLAN = {"lesson-kits", "lessons"}


@pytest.mark.parametrize("lesson", PREMIUM, ids=LESSON_IDS)
def test_no_route_gives_a_line_of_a_locked_lesson_away(ann: Class, lesson: Lesson) -> None:
    secrets = secret_lines(lesson)
    assert len(secrets) > 10
    for method, path, body in wishes(lesson):
        status, data = ann.ask(method, path, body, **CLAIMS)
        told = data.decode("utf-8", "replace")
        assert status < 500 and not [line for line in secrets if line in told], path
        if path.partition("/")[2].startswith(lesson.id) and path.partition("/")[0] in NOT_IN_PLAN:
            assert status == 402 and json.loads(data)["unlock"] == "premium", path


def test_the_lines_that_are_looked_for_are_found_by_who_may_read_them(ann: Class) -> None:
    for lesson in PREMIUM:
        told = ann.as_("tess").ask("GET", f"lessons/{lesson.id}")[1].decode()
        assert [line for line in secret_lines(lesson) if line in told], lesson.id


def test_every_route_of_the_desk_is_known_to_these_tests(ann: Class) -> None:
    """A new route has to be thought of: does it give a lesson or a sound away, or count?"""
    gated = {"lessons", "lesson-kits", "sounds", "coach", "plan", "playing", "ratings", "learner", "takes"}
    own = {"attempts", "calibrations", "settings", "offers", "costs", "own-copy"}
    not_on_a_hub = {"own-folder", "backup", "health"}
    with_tests_of_their_own = {"teaching", "wishes", "drafts"}
    there = {path.split("/")[1] for path, _, _ in routes("", ann.office)}
    assert there - gated - own - not_on_a_hub - with_tests_of_their_own == set()
    assert set(FREE).isdisjoint(LESSON_IDS)
