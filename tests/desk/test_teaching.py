"""What instructors see at a desk for many, and nobody else."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from class_here import Class, class_here, lesson_named

from academy.desk.teaching import Learners
from academy.settings import Settings
from academy.store.figures import Figures
from academy.store.reader import Reader

PATIENCE_S = 20


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
    assert [row["learner"] for row in said["learners"]["rows"]] == ["ann"]
    assert len(said["figures"]) == 8 and said["revenue"] == {"monthly_usd": 0, "once_usd": 0}


def test_each_look_is_in_the_log(a_class: Class) -> None:
    a_class.passes(lesson_named("backbeat"))
    tess = a_class.as_("tess")
    assert tess.get("teaching/learners/ann")[1][0]["exercise"].startswith("backbeat/")
    log = [(row["who"], row["did"], row["whom"]) for row in tess.get("teaching")[1]["log"]]
    assert log == [("tess", "looked at the course", None), ("tess", "looked at a learner", "ann")]


@contextmanager
def a_look(a_class: Class, monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadPoolExecutor]:
    """Let an instructor look at the figures until the block ends; gives threads to do something else in."""
    begun, over = threading.Event(), threading.Event()
    real = Figures._summary

    def slow(figures: Figures, connection: Any) -> Any:
        begun.set()
        over.wait()
        return real(figures, connection)

    monkeypatch.setattr(Figures, "_summary", slow)
    with ThreadPoolExecutor() as threads:
        looking = threads.submit(a_class.as_("tess").get, "teaching")
        try:
            assert begun.wait(PATIENCE_S)
            yield threads
        finally:
            over.set()
        assert looking.result(PATIENCE_S)[0] == 200


def test_a_take_is_acknowledged_while_an_instructor_looks(
    a_class: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_look(a_class, monkeypatch) as threads:
        threads.submit(a_class.passes, lesson_named("backbeat")).result(PATIENCE_S)


def test_many_who_look_take_one_of_the_desks_threads(a_class: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    here, inside, most = threading.Semaphore(0), list[None](), list[int]()
    get, read = Learners.get, Reader.read

    async def arrives(handler: Learners) -> None:
        here.release()
        await get(handler)

    def counted(reader: Reader, look: Any) -> Any:
        inside.append(None)
        most.append(len(inside))
        try:
            return read(reader, look)
        finally:
            inside.pop()

    monkeypatch.setattr(Learners, "get", arrives)
    monkeypatch.setattr(Reader, "read", counted)
    with a_look(a_class, monkeypatch) as threads:
        looks = [threads.submit(a_class.as_("tess").get, "teaching/learners?find=a") for _ in range(4)]
        assert all(here.acquire(timeout=PATIENCE_S) for _ in looks)
        threads.submit(a_class.passes, lesson_named("backbeat")).result(PATIENCE_S)
    assert [look.result(PATIENCE_S)[0] for look in looks] == [200] * 4
    assert max(most) == 1


def test_the_figures_are_a_minute_old_at_most_and_the_log_is_new(a_class: Class) -> None:
    tess, office = a_class.as_("tess"), a_class.office
    began = office.now()
    office.now = lambda: began

    def look() -> tuple[int, int]:
        said = tess.get("teaching")[1]
        return said["learners"]["found"], len(said["log"])

    assert look() == (0, 1)
    a_class.passes(lesson_named("backbeat"))
    assert look() == (0, 2)
    office.now = lambda: began + timedelta(minutes=1)
    assert look() == (1, 3)


def test_learners_are_found_by_a_part_of_their_name(a_class: Class) -> None:
    members = a_class.office.store().members
    for number in range(120):
        members.sign_up(f"Learner-{number:03}")
    tess = a_class.as_("tess")
    first = tess.get("teaching")[1]["learners"]
    assert (len(first["rows"]), first["found"]) == (100, 120)
    found = tess.get("teaching/learners?find=r-11")[1]
    assert [row["learner"] for row in found["rows"]] == [f"Learner-{number}" for number in range(110, 120)]
    assert tess.get("teaching/learners?find=%25")[1] == {"rows": [], "found": 0}
