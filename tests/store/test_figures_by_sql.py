"""Figures over all learners: by hand, and the same on both databases."""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from academy.store.figure_texts import SESSIONS
from academy.store.figures import moments_of
from academy.store.members import Members
from academy.store.store import Store, open_store

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
NEEDED = [("backbeat", "backbeat/one", 1), ("backbeat", "backbeat/two", 1), ("dub", "dub/one", 2)]


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url, lambda: NOW) as one:
        yield one


def play(
    store: Store, learner: str, exercise: str, *, days_ago: float, passed: bool = True, score: float = 80
) -> None:
    at = NOW - timedelta(days=days_ago)
    number = len(store.of(learner).takes())
    hits = [{"time_s": 60.0, "velocity": 90}]  # a minute
    take = {"id": f"{number}", "exercise": exercise, "played_at": at.isoformat(), "hits": hits}
    said = {"status": "scored", "overall": score, "constants": "2026-11"}
    store.of(learner).record(take, said, passed=passed)


def pay(store: Store, learner: str, plan: str, version: int, *, at: datetime) -> None:
    paid = {"changes": {}, "plan": plan, "why": "test", "event_id": f"{learner}{version}"}
    members_at(store, at).settle(learner=learner, seen=version, **paid)


def members_at(store: Store, at: datetime) -> Members:
    return Members(store._writer, lambda: at)


def test_a_lesson_is_finished_by_who_has_passed_all_of_it(store: Store) -> None:
    store.of("cy").opened("backbeat", {"backbeat/first": 2})
    play(store, "ann", "backbeat/one", days_ago=2, score=70)
    play(store, "ann", "backbeat/one", days_ago=1, score=90)
    play(store, "ann", "backbeat/two", days_ago=1, score=80)
    play(store, "ben", "backbeat/one", days_ago=1, score=100)
    play(store, "ben", "dub/one", days_ago=1)
    rows = {row["lesson"]: row for row in store.figures.lessons(NEEDED)}
    assert (rows["backbeat"]["begun"], rows["backbeat"]["finished"]) == (3, 1)
    assert rows["backbeat"]["score"] == pytest.approx(90)  # the best of 90, 80 and 100
    assert (rows["dub"]["begun"], rows["dub"]["finished"]) == (1, 0)  # passed once, and it asks for twice


def test_who_played_this_week_is_active(store: Store) -> None:
    play(store, "ann", "backbeat/one", days_ago=6.9)
    play(store, "ben", "backbeat/one", days_ago=7.1)
    store.members.sign_up("cy")
    summary = store.figures.summary()
    assert (summary["active"]["active"], summary["learners"]) == (1, 3)
    assert summary["weeks"] == [{"week": "2026-11-16", "active": 2}]  # both on the Thursday of that week


def test_a_pause_of_half_an_hour_ends_a_session(store: Store) -> None:
    for minutes in (0, 10, 20, 51):
        play(store, "ann", "backbeat/one", days_ago=1 - minutes / 1440)
    sessions = store.figures.summary()["sessions"]
    assert (sessions["sessions"], sessions["of_one_take"]) == (2, 1)
    assert sessions["mean"] == pytest.approx((21 + 1) / 2) and sessions["median"] == pytest.approx(11)


def test_takes_of_the_very_same_moment_have_one_order_in_every_window_of_the_sessions() -> None:
    windows = re.findall(r"over \(([^)]*)\)", SESSIONS)  # on few takes no database shows that it may choose
    assert len(windows) == 2
    assert all("order by played_at, take_id" in window for window in windows)


def test_practice_is_counted_in_days_of_a_week(store: Store) -> None:
    for days_ago in (1, 1.01, 2, 3):  # Monday to Wednesday of one week: three days
        play(store, "ann", "backbeat/one", days_ago=days_ago)
    play(store, "ben", "backbeat/one", days_ago=1)
    frequency = store.figures.summary()["frequency"]
    assert (frequency["weeks"], frequency["days"]) == (2, pytest.approx(2))


def test_free_to_paid_looks_at_the_first_thirty_days(store: Store) -> None:
    early = NOW - timedelta(days=60)
    for name in ("ann", "ben", "cy"):
        members_at(store, early).sign_up(name)
    pay(store, "ann", "premium", 0, at=early + timedelta(days=29))
    pay(store, "ben", "lifetime", 0, at=early + timedelta(days=31))
    assert store.figures.summary()["free_to_paid"] == {"signed_up": 3, "paid": 1}


def test_churn_is_who_had_premium_at_the_start_of_a_month_and_not_at_its_end(store: Store) -> None:
    september, october = datetime(2026, 9, 20, tzinfo=UTC), datetime(2026, 10, 10, tzinfo=UTC)
    for name in ("ann", "ben", "cy"):
        pay(store, name, "premium", 0, at=september)
    pay(store, "ann", "free", 1, at=october)
    pay(store, "ben", "lifetime", 1, at=october)  # has more now, and did not leave
    pay(store, "dora", "premium", 0, at=october)
    assert store.figures.summary()["churn"] == {"premium": 3, "ended": 1}


def download(
    store: Store, learner: str, item: str, *, days_ago: float, kind: str = "sample_download"
) -> None:
    at = NOW - timedelta(days=days_ago)
    request = {"request_id": f"{item} {days_ago}", "period": f"{at:%Y-%m}", "limit": None}
    members_at(store, at).use_quota(learner, kind, item, **request)


def test_downloads_are_counted_by_item_over_twelve_weeks(store: Store) -> None:
    for learner, days_ago in (("ann", 1), ("ann", 2), ("ben", 83), ("cy", 85)):  # twelve weeks are 84 days
        download(store, learner, "kick", days_ago=days_ago)
    download(store, "ann", "snare", days_ago=1)
    download(store, "ann", "snare", days_ago=1)  # the same request is one
    download(store, "ann", "kit", days_ago=1, kind="kit_export")
    assert store.figures.downloads("sample_download") == [
        {"item": "kick", "downloads": 3, "learners": 2},
        {"item": "snare", "downloads": 1, "learners": 1},
    ]


def test_what_models_cost_is_summed_by_learner_the_dearest_first(store: Store) -> None:
    about = {"purpose": "feedback", "prompt_version": "1", "outcome": "answered", "ms": 1.0}
    counts = {"requests": 1, "tokens_in": 1, "tokens_out": 1, "unmeasured": 0}
    bills = (("ann", 0.25, 1), ("ben", 0.5, 2), ("ben", 0.125, 3), ("ben", 9.0, 40))
    for number, (learner, usd, days_ago) in enumerate(bills):
        row = {"run_id": f"{number}", "at": NOW - timedelta(days=days_ago), "learner": learner}
        store.begin_ai_run(row | about | counts | {"billed_usd": usd})
    assert store.figures.costs(NOW.replace(day=1, hour=0)) == [
        {"name": "ben", "runs": 2, "usd": 0.625},
        {"name": "ann", "runs": 1, "usd": 0.25},
    ]


def test_wishes_are_counted_until_somebody_decides(store: Store) -> None:
    for wish_id in ("a", "b"):
        wish = {"wish_id": wish_id, "learner": "ann", "title": "Dembow", "topic": "rhythm", "level": 1}
        store.wishes.ask(wish | {"words": ""})
    store.wishes.decide("a", "refused", "We have it.")
    assert store.figures.open_wishes() == 1


def test_learners_are_found_by_any_letter_and_a_cut_list_tells_how_many(store: Store) -> None:
    for name in ("Ann", "joanna", "ben", "100%", "a_b"):
        store.members.sign_up(name)
    play(store, "joanna", "backbeat/one", days_ago=1)
    figures = store.figures

    def found(find: str, most: int = 9) -> tuple[list[str], int]:
        told = figures.learners(find, most)
        return [row["learner"] for row in told["rows"]], told["found"]

    assert found("AN") == (["joanna", "Ann"], 2)
    assert found("%") == (["100%"], 1) and found("_") == (["a_b"], 1) and found("zz") == ([], 0)
    assert found("", most=1) == (["joanna"], 5)


def test_learners_are_told_with_their_progress_and_nothing_private(store: Store) -> None:
    store.members.sign_up("ann")
    play(store, "ann", "backbeat/one", days_ago=1)
    store.of("ann").rate({"lesson": "backbeat", "stars": 1, "note": "a private word"})
    (ann,) = store.figures.learners()["rows"]
    assert (ann["learner"], ann["plan"], ann["takes"], ann["passed"]) == ("ann", "free", 1, 1)
    assert ann["minutes"] == pytest.approx(1) and "private" not in str(ann)


def test_months_and_weeks_are_those_of_utc() -> None:
    moments = moments_of(datetime(2027, 1, 1, 1, tzinfo=UTC))
    assert moments["month_begins"] == datetime(2026, 12, 1, tzinfo=UTC)
    assert moments["month_ends"] == datetime(2027, 1, 1, tzinfo=UTC)


def test_both_databases_say_the_same(tmp_path: Path, postgres_url: str) -> None:
    said = []
    for url in (f"duckdb:///{tmp_path / 'academy.duckdb'}", postgres_url):
        chance = random.Random(404)
        with open_store(url, lambda: NOW) as store:
            for number in range(120):
                name = f"learner{chance.randrange(9)}"
                exercise = chance.choice(NEEDED)[1]
                ago, score = chance.uniform(0, 80), chance.uniform(0, 100)
                play(store, name, exercise, days_ago=ago, passed=score > 50, score=score)
                store.of(name).opened(exercise.split("/")[0], {exercise: 2})
                if number % 10 == 0:
                    whom = f"payer{number}"
                    pay(store, whom, "premium", 0, at=NOW - timedelta(days=chance.uniform(20, 60)))
            figures = store.figures
            said.append((figures.summary(), figures.lessons(NEEDED), figures.learners(), figures.plans()))
    assert _near(said[0], said[1])


def _near(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_near(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_near, one, other))
    return one == (pytest.approx(other) if isinstance(other, float) else other)
