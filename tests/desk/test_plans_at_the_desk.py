"""What a plan opens of the course, at a desk for many."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from class_here import FREE, LESSONS, Class, class_here, lesson_named
from desk_here import desk_here
from hypothesis import given
from hypothesis import strategies as st
from lines_of_lessons import secret_lines
from sqlalchemy import create_engine, text

from academy.desk.gate import Gate, asked_by
from academy.errors import NotInPlan
from academy.lessons.catalogue import Catalogue
from academy.lessons.front_page import front_page
from academy.lessons.notebook import Lesson
from academy.membership.plans import PLANS
from academy.settings import Settings
from academy.store.opening import with_driver
from academy.store.openings import Asked
from academy.store.store import Store, open_store

LOCKED = "jungle-cut-up"


@pytest.fixture
def ann(tmp_path: Path, store_url: str) -> Iterator[Class]:
    settings = Settings.from_env({"ACADEMY_STORE": store_url, "HOME": str(tmp_path)}, tmp_path)
    with class_here(settings) as one:
        yield one


def test_the_first_five_lessons_are_open_and_no_other(ann: Class) -> None:
    rows = ann.get("lessons")[1]["lessons"]
    assert [row["id"] for row in rows if row["is_open"]] == FREE and len(rows) == 28
    assert {ann.get(f"lessons/{one}")[0] for one in FREE} == {200}


def test_who_opens_the_course_for_the_first_time_has_signed_up(ann: Class) -> None:
    ann.get("lessons")
    assert [row["learner"] for row in ann.office.store().members.all()] == ["ann"]


def test_a_locked_lesson_shows_its_front_page(ann: Class) -> None:
    status, said = ann.get(f"lessons/{LOCKED}")
    text = "".join("".join(cell["source"]) for cell in said["notebook"]["cells"])
    assert status == 402 and said["unlock"] == "premium" and "part of premium" in text
    assert lesson_named(LOCKED).front.objectives[0] in text and "%%exercise taste" in text


def test_no_header_and_no_query_opens_a_lesson(ann: Class) -> None:
    path = f"lessons/{LOCKED}?plan=lifetime&learner=tess"
    assert ann.get(path, **{"Remote-User": "tess", "X-Plan": "premium"})[0] == 402


def test_the_same_address_opens_at_the_next_request_after_payment(ann: Class) -> None:
    before = {row["id"]: row["digest"] for row in ann.get("lessons")[1]["lessons"]}
    assert ann.get(f"lessons/{LOCKED}")[0] == 402
    ann.pays("premium")
    status, said = ann.get(f"lessons/{LOCKED}")
    assert status == 200 and said["is_open"] and said["digest"] != before[LOCKED]
    assert ann.as_("ben").get(f"lessons/{LOCKED}")[0] == 402


def test_who_teaches_sees_everything(ann: Class) -> None:
    assert ann.as_("tess").get(f"lessons/{LOCKED}")[0] == 200


def test_what_was_finished_stays_open_and_takes_alone_finish_nothing(ann: Class) -> None:
    ann.passes(lesson_named(LOCKED))
    assert ann.get(f"lessons/{LOCKED}")[0] == 402
    ann.pays("premium")
    assert ann.get(f"lessons/{LOCKED}")[0] == 200
    ann.passes(lesson_named("dub-play-the-desk"))  # and was never given it
    ann.pays("free")
    rows = ann.get("lessons")[1]["lessons"]
    assert [row["id"] for row in rows if row["is_open"]] == [*FREE, LOCKED]
    assert ann.get(f"lessons/{LOCKED}")[0] == ann.ask("GET", f"lesson-kits/{LOCKED}")[0] == 200
    assert len(ann.desk.attempts()) == len(ann.desk.takes()) > 0
    assert ann.office.store().of("ann").ever_opened()[LOCKED] == [asked_by(lesson_named(LOCKED))]


def test_a_page_is_told_what_is_left_and_when_it_returns(ann: Class) -> None:
    said = ann.get("plan")[1]
    assert (said["plan"], said["samples"]) == ("free", 50)
    assert said["quota"]["kinds"]["sample_download"] == {"limit": 10, "used": 0, "left": 10}
    assert said["quota"]["returns_at"].endswith("-01T00:00:00+00:00")


def test_on_ones_own_computer_everything_is_open(tmp_path: Path) -> None:
    settings = Settings.from_env({"ACADEMY_STORE": str(tmp_path / "academy.duckdb")}, tmp_path)
    with desk_here(settings) as own:
        assert own.ask("GET", f"lessons/{LOCKED}")["is_open"]
        assert own.ask("GET", "plan") | {"quota": None} == {
            "plan": "classroom",
            "usd": 0,
            "quota": None,
            "samples": None,
            "ai_feedback": True,
            "analytics": True,
            "pricing": None,
            "account": None,
        }


def test_an_operator_may_open_everything_to_everybody(tmp_path: Path) -> None:
    told = {"ACADEMY_STORE": str(tmp_path / "academy.duckdb"), "ACADEMY_OPENS_ALL": "yes"}
    with class_here(Settings.from_env(told, tmp_path)) as ann:
        assert ann.get(f"lessons/{LOCKED}")[0] == 200 and ann.get("plan")[1]["pricing"] is None


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as one:
        yield one


def new_lesson(until: date) -> Catalogue:
    """Return the course with one lesson that only lifetime members see before a day."""
    early = lesson_named(LOCKED)
    early = replace(early, front=replace(early.front, early_until=until))
    return Catalogue(tuple(early if lesson.id == LOCKED else lesson for lesson in LESSONS))


@pytest.mark.parametrize(
    ("plan", "second", "opens"),
    [
        ("lifetime", datetime(2026, 12, 14, 23, 59, tzinfo=UTC), True),
        ("premium", datetime(2026, 12, 14, 23, 59, tzinfo=UTC), False),
        ("premium", datetime(2026, 12, 15, tzinfo=UTC), True),
        ("free", datetime(2026, 12, 15, tzinfo=UTC), False),
    ],
)
def test_a_new_lesson_is_first_lifetimes_then_premiums(
    store: Store, plan: str, second: datetime, opens: bool
) -> None:
    catalogue = new_lesson(date(2026, 12, 15))
    lesson = catalogue.lesson(LOCKED)
    assert lesson is not None
    assert Gate(PLANS[plan], catalogue, lambda: store, second).is_open(lesson) == opens


def test_who_has_premium_is_told_from_which_day_a_new_lesson_is_theirs(store: Store) -> None:
    catalogue, now = new_lesson(date(2026, 12, 15)), datetime(2026, 12, 1, tzinfo=UTC)
    lesson = catalogue.lesson(LOCKED)
    assert lesson is not None
    refusal = Gate(PLANS["premium"], catalogue, lambda: store, now).refusal(lesson)
    assert "everybody with premium from 15 December 2026" in str(refusal)
    assert isinstance(refusal, NotInPlan) and refusal.unlock == "lifetime"


def passes(store: Store, lesson: Lesson) -> None:
    for number in range(lesson.front.success.attempts):
        for one in lesson.exercises:
            take = {"id": f"{one.id} {number}", "exercise": one.id, "hits": []}
            store.record(take, {"status": "scored", "overall": 99.0, "constants": "1"}, passed=True)


def opens_when_lapsed(store: Store, lesson: Lesson) -> bool:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    return Gate(PLANS["free"], Catalogue((lesson,)), lambda: store, now).is_open(lesson)


def grown(lesson: Lesson) -> list[Lesson]:
    """Return a lesson with one more exercise, and with one more attempt at each."""
    more = replace(lesson.exercises[0], id=f"{lesson.id}/one-more")
    success = replace(lesson.front.success, attempts=lesson.front.success.attempts + 1)
    longer = replace(lesson, exercises=(*lesson.exercises, more))
    return [longer, replace(lesson, front=replace(lesson.front, success=success))]


def test_what_was_finished_stays_open_whatever_is_added_to_the_lesson_later(store: Store) -> None:
    lesson = lesson_named(LOCKED)
    store.opened(lesson.id, asked_by(lesson))
    assert not opens_when_lapsed(store, lesson)
    passes(store, lesson)
    assert all(opens_when_lapsed(store, one) for one in (lesson, *grown(lesson)))


def test_what_was_handed_out_before_its_demands_were_kept_is_judged_by_todays(store_url: str) -> None:
    lesson = lesson_named(LOCKED)
    with open_store(store_url) as store:
        store.opened(lesson.id, asked_by(lesson))
        passes(store, lesson)
    engine = create_engine(with_driver(store_url))
    with engine.begin() as older:
        older.execute(text("alter table openings drop column asked"))
        older.execute(text("delete from migrations where number >= 10"))
    engine.dispose()
    with open_store(store_url) as store:
        assert opens_when_lapsed(store, lesson)
        assert not any(opens_when_lapsed(store, one) for one in grown(lesson))


class Finished:
    """Stands for a store whose learner was handed these lessons and has passed them."""

    def __init__(self, lessons: set[str], handed_out: set[str]) -> None:
        self._lessons, self._handed_out = lessons, handed_out

    def attempts(self) -> list[dict[str, Any]]:
        mine = [lesson for lesson in LESSONS if lesson.id in self._lessons]
        times = [(one.id, lesson.front.success.attempts) for lesson in mine for one in lesson.exercises]
        return [{"exercise": name, "passed": True} for name, count in times for _ in range(count)]

    def ever_opened(self) -> dict[str, list[Asked]]:
        return {lesson: [] for lesson in self._handed_out}


IDS = st.sets(st.sampled_from([lesson.id for lesson in LESSONS]))
SECRETS = {lesson.id: secret_lines(lesson) for lesson in LESSONS}


@given(st.sampled_from(sorted(PLANS)), st.sampled_from(LESSONS), IDS, IDS)
def test_whatever_the_plan_and_whatever_was_finished_a_front_page_holds_no_line_of_its_lesson(
    plan: str, lesson: Lesson, finished: set[str], handed_out: set[str]
) -> None:
    store = cast(Store, Finished(finished, handed_out))
    gate = Gate(PLANS[plan], Catalogue(LESSONS), lambda: store, datetime(2026, 12, 1, tzinfo=UTC))
    opens = PLANS[plan].all_lessons or lesson.id in FREE or lesson.id in finished & handed_out
    assert gate.is_open(lesson) == opens == (lesson in gate.open_lessons().lessons)
    if not opens:
        page = json.dumps(front_page(lesson, str(gate.refusal(lesson)), "/services/desk/pricing"))
        assert not [line for line in SECRETS[lesson.id] if line in page]
