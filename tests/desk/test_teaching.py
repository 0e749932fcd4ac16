"""What instructors see at a desk for many, and nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from class_here import Class, class_here, lesson_named

from academy.settings import Settings


@pytest.fixture
def a_class(tmp_path: Path, store_url: str) -> Iterator[Class]:
    settings = Settings.from_env({"ACADEMY_STORE": store_url, "HOME": str(tmp_path)}, tmp_path)
    with class_here(settings) as one:
        yield one


@pytest.mark.parametrize("path", ["teaching", "teaching/learners/ben"])
def test_a_learner_is_told_that_it_is_for_instructors(a_class: Class, path: str) -> None:
    status, said = a_class.get(path)
    assert status == 403 and said == {"error": "This is for instructors. Whoever runs the hub names them."}


def test_an_instructor_sees_the_course_and_no_private_note(a_class: Class) -> None:
    a_class.passes(lesson_named("backbeat"))
    a_class.desk.rate({"lesson": "backbeat", "stars": 2, "note": "a private word"})
    status, said = a_class.as_("tess").get("teaching")
    assert status == 200 and "a private word" not in str(said)
    lessons = {row["lesson"]: row for row in said["lessons"]}
    assert len(lessons) == 28 and (lessons["backbeat"]["begun"], lessons["backbeat"]["finished"]) == (1, 1)
    assert [row["learner"] for row in said["learners"]] == ["ann"]
    assert len(said["figures"]) == 7 and said["revenue"] == {"monthly_usd": 0, "once_usd": 0}


def test_each_look_is_in_the_log(a_class: Class) -> None:
    a_class.passes(lesson_named("backbeat"))
    tess = a_class.as_("tess")
    assert tess.get("teaching/learners/ann")[1][0]["exercise"].startswith("backbeat/")
    log = [(row["who"], row["did"], row["whom"]) for row in tess.get("teaching")[1]["log"]]
    assert log == [("tess", "looked at the course", None), ("tess", "looked at a learner", "ann")]
