"""What to play next is offered once, and what became of it is settled when the learner comes back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from academy.errors import DeskUnavailable
from academy.guidance import candidates, course_of, guide, keep_choice
from academy.lessons.catalogue import catalogue
from academy.progress.attempt import Attempt
from academy.store.store import Store, open_store

HOME = Path(__file__).parents[1]
COURSE = course_of(catalogue(HOME / "course"), HOME / "data" / "kits")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def played(exercise: str, at: datetime) -> Attempt:
    return Attempt("one", exercise, at, 50.0)


def outcomes(store: Store) -> list[Any]:
    return [row["outcome"] for row in store.offers()]


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with open_store(tmp_path / "academy.duckdb") as opened:
        yield opened


def test_a_page_that_is_opened_twice_makes_one_offer(store: Store) -> None:
    first = guide(COURSE, [], store, NOON)
    again = guide(COURSE, [], store, NOON + timedelta(minutes=5))
    assert first is not None and again is not None
    assert first["id"] == again["id"]
    assert outcomes(store) == [None]


def test_a_take_of_what_was_offered_is_followed(store: Store) -> None:
    first = guide(COURSE, [], store, NOON)
    assert first is not None
    take = played(first["exercise"], NOON + timedelta(hours=1))
    guide(COURSE, [take], store, NOON + timedelta(hours=2))
    assert sorted(outcomes(store), key=str) == [None, "followed"]


def test_an_offer_that_nobody_answered_for_a_day_has_lapsed(store: Store) -> None:
    guide(COURSE, [], store, NOON)
    guide(COURSE, [], store, NOON + timedelta(hours=25))
    assert outcomes(store) == [None, "lapsed"]


def test_the_skill_that_is_aimed_for_leads_the_path(store: Store) -> None:
    store.set_setting("wanted", ["ghost-notes"])
    offer = guide(COURSE, [], store, NOON)
    assert offer is not None
    assert [step["skill"] for step in offer["path"]][-1] == "ghost-notes"


def test_without_a_desk_it_is_only_said() -> None:
    class Gone:
        def setting(self, key: str) -> Any:
            raise DeskUnavailable("gone")

    for desk in (None, Gone()):
        offer = guide(COURSE, [], desk, NOON)  # type: ignore[arg-type]
        assert offer is not None
        assert offer["exercise"].startswith("first-hits/")


def test_a_model_may_choose_among_eight_that_are_open(store: Store) -> None:
    found = candidates(COURSE, [], store, NOON)
    assert 2 <= len(found) <= 8
    first = guide(COURSE, [], store, NOON)
    assert first is not None
    assert found[0]["exercise"] == first["exercise"]


def test_a_choice_takes_the_place_of_the_rules_offer_and_stays_until_something_is_played(
    store: Store,
) -> None:
    guide(COURSE, [], store, NOON)
    second = candidates(COURSE, [], store, NOON)[1]
    reason = second["reasons"][-1]["code"]
    kept = keep_choice(COURSE, [], store, NOON, second["exercise"], reason, "Enjoy it.")
    assert kept is not None
    assert (kept["exercise"], kept["reasons"][0]["code"]) == (second["exercise"], reason)
    assert kept["estimate"] == second["estimate"]
    assert sorted((row["offer"]["chosen_by"], row["outcome"]) for row in store.offers()) == [
        ("ai", None),
        ("rules", "replaced"),
    ]
    later = guide(COURSE, [], store, NOON + timedelta(minutes=5))
    assert later is not None
    assert (later["id"], later["chosen_by"], later["voice"]) == (kept["id"], "ai", "Enjoy it.")
    take = played(second["exercise"], NOON + timedelta(minutes=9))
    after = guide(COURSE, [take], store, NOON + timedelta(minutes=10))
    assert after is not None and after["chosen_by"] == "rules"


def test_an_exercise_that_is_no_candidate_is_not_kept(store: Store) -> None:
    assert keep_choice(COURSE, [], store, NOON, "the-set/six-minutes", "due", "Enjoy it.") is None
    assert store.offers() == []
