"""Reviewing on a page: decisions are about the very text that was shown; publishing goes through the gate."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from school import BY_AI, DAY, add_lesson, change, new_course

from academy.errors import LessonError
from academy.lessons.decision import decision_about
from academy.publishing.reviewing import Reviewing, rated
from academy.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    new_course(tmp_path)
    (tmp_path / "data").mkdir()
    return Settings.from_env({"ACADEMY_HOME": str(tmp_path)}, tmp_path)


def shown(reviewing: Reviewing) -> tuple[str, str]:
    (draft,) = reviewing.read()["drafts"]
    return draft["name"], draft["hash"]


def test_a_decision_is_bound_to_the_text_that_was_shown(settings: Settings) -> None:
    file = add_lesson(settings.drafts, 1, "Dembow", BY_AI)
    reviewing = Reviewing(settings, lambda: DAY)
    name, seen = shown(reviewing)
    change(file, "minutes: 10", "minutes: 11")
    with pytest.raises(LessonError, match="was changed since you looked"):
        reviewing.decide(name, seen, "Jay", None)
    assert decision_about(file) is None
    reviewing.decide(name, shown(reviewing)[1], "Jay", None)
    kept = decision_about(file)
    assert kept is not None and (kept.decision, kept.by, kept.hash) == (
        "approved",
        "Jay",
        shown(reviewing)[1],
    )


def test_a_lesson_by_ai_is_published_only_after_a_person_approved_it(settings: Settings) -> None:
    add_lesson(settings.drafts, 1, "Dembow", BY_AI)
    reviewing = Reviewing(settings, lambda: datetime.now(UTC))
    name, seen = shown(reviewing)
    with pytest.raises(LessonError, match="A person must approve it first"):
        reviewing.publish(name, seen)
    for nobody in ("", "AI"):
        with pytest.raises(LessonError, match="A person decides"):
            reviewing.decide(name, seen, nobody, None)
    reviewing.decide(name, seen, "Jay", None)
    assert "is published as" in reviewing.publish(name, seen)
    assert (settings.course / "01-dembow.ipynb").is_file()
    assert reviewing.read()["drafts"] == []


def test_a_rejection_says_why_and_holds_publishing_up(settings: Settings) -> None:
    add_lesson(settings.drafts, 1, "Dembow")
    reviewing = Reviewing(settings, lambda: DAY)
    name, seen = shown(reviewing)
    with pytest.raises(LessonError, match="Say why"):
        reviewing.decide(name, seen, "Jay", "  ")
    reviewing.decide(name, seen, "Jay", "The hats of bar 2 are missing")
    with pytest.raises(LessonError, match="The hats of bar 2 are missing"):
        reviewing.publish(name, seen)


def test_who_may_not_decide_may_look(settings: Settings) -> None:
    add_lesson(settings.drafts, 1, "Dembow")
    reviewing = Reviewing(settings, lambda: DAY, may_decide=lambda: False)
    name, seen = shown(reviewing)
    assert reviewing.exercise(name, "dembow/first-bar").name == "first-bar"
    for attempt in (lambda: reviewing.decide(name, seen, "Jay", None), lambda: reviewing.publish(name, seen)):
        with pytest.raises(LessonError, match="Only instructors"):
            attempt()


def test_nothing_outside_the_folder_of_drafts_is_reached(settings: Settings) -> None:
    add_lesson(settings.course, 1, "Dembow")
    with pytest.raises(LessonError, match="There is no lesson"):
        Reviewing(settings, lambda: DAY).exercise("../01-dembow.ipynb", "dembow/first-bar")


def test_ratings_are_listed_the_least_liked_first() -> None:
    rows = [
        {"lesson": "a", "stars": 5, "note": None},
        {"lesson": "b", "stars": 2, "note": "too fast"},
        {"lesson": "gone", "stars": 1, "note": None},
    ]
    told = rated(rows, {"a": (1, "A"), "b": (2, "B")})
    assert [(one["title"], one["stars"], one["notes"]) for one in told] == [
        ("B", 2, ["too fast"]),
        ("A", 5, []),
    ]
