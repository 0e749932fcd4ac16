"""One store for many: whose row it is, who sees it, and old files that knew one learner only."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import create_engine, text

from academy.store.store import Store, open_store

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SCORE = {"status": "scored", "overall": 88.0, "constants": "2026-11", "onsets": []}
CALIBRATION = {"input": "webmidi", "browser": "Chrome", "latency_ms": 12.0}


def a_take(take_id: str) -> dict[str, Any]:
    hits = [{"time_s": 0.5 * number, "velocity": 90, "pad": "A13"} for number in range(3)]
    return {"id": take_id, "exercise": "backbeat/first", "hits": hits, "played_at": "2026-11-24T10:00:00Z"}


def an_offer(offer_id: str) -> dict[str, Any]:
    return {"id": offer_id, "made_at": "2026-11-24T10:00:00+00:00", "lesson": "l", "exercise": "l/e"}


@pytest.fixture
def shared(store_url: str) -> Iterator[Store]:
    with open_store(store_url, lambda: NOON) as opened:
        yield opened


def fill(store: Store, mark: float) -> None:
    store.record(a_take("same id"), SCORE | {"overall": mark}, passed=True)
    store.set_calibration(CALIBRATION | {"latency_ms": mark})
    store.set_setting("device", mark)
    store.keep_offer(an_offer("same id"))
    store.rate({"lesson": "backbeat", "stars": 1 + int(mark) % 5})


def seen(store: Store) -> dict[str, Any]:
    """Everything that a store shows of its learner."""
    return {
        "attempts": store.attempts(),
        "takes": store.takes(),
        "take": store.take("same id"),
        "playing": store.playing(),
        "stage": store.learner("backbeat/first", 20),
        "calibrations": store.calibrations(),
        "setting": store.setting("device"),
        "offers": store.offers(),
        "ratings": store.ratings(),
    }


def test_nothing_of_one_learner_is_seen_or_changed_by_another(shared: Store) -> None:
    nobody = seen(shared.of("bo"))
    fill(shared.of("ana"), 88.0)
    before = seen(shared.of("ana"))
    assert seen(shared.of("bo")) == nobody
    fill(shared.of("bo"), 51.0)
    shared.of("bo").settle_offer("same id", "followed", None)
    assert seen(shared.of("ana")) == before
    assert [row["overall"] for row in shared.of("bo").attempts()] == [51.0]


def test_a_learner_takes_home_a_file_of_their_own_and_nobody_elses(shared: Store, tmp_path: Path) -> None:
    fill(shared.of("ana"), 88.0)
    fill(shared.of("bo"), 51.0)
    shared.of("ana").own_copy(tmp_path / "home" / "ana.duckdb")
    with open_store(tmp_path / "home" / "ana.duckdb", lambda: NOON) as own:
        assert seen(own) == seen(shared.of("ana"))
    with duckdb.connect(str(tmp_path / "home" / "ana.duckdb"), read_only=True) as plain:
        assert plain.execute("select count(*), max(overall) from attempts").fetchall() == [(1, 88.0)]


OLD = """
create table migrations (number integer primary key, name text not null, made_at timestamptz not null);
insert into migrations values (1, 'a', now()), (2, 'b', now()), (3, 'c', now());
create table takes (take_id text primary key, lesson text not null, exercise text not null,
  exercise_hash text, played_at timestamptz not null, kept_at timestamptz not null, tempo double,
  first_bar integer, last_bar integer, passes integer, mode text, practice text, whole boolean not null,
  interrupted boolean not null, latency_ms double, input text, output text, browser text,
  hit_count integer not null, about json not null, duration_s double);
create table hits (take_id text, number integer, time_s double not null, pad text, velocity smallint not null,
  release_s double, note smallint, channel smallint, primary key (take_id, number));
create table scores (take_id text, constants text, status text not null, passed boolean not null,
  overall double, pattern double, timing double, dynamics double, tempo double, bias_ms double,
  spread_ms double, tempo_bpm double, score json not null, primary key (take_id, constants));
create table calibrations (input text, output text, browser text, latency_ms double not null, mad_ms double,
  hits integer, "at" timestamptz not null, primary key (input, output, browser));
create table settings (name text primary key, value json not null);
create table offers (offer_id text primary key, made_at timestamptz not null, lesson text not null,
  exercise text not null, outcome text, take_id text, offer json not null);
create table ratings (lesson text primary key, stars smallint not null, lesson_version text, note text,
  rated_at timestamptz not null);
create table ai_runs (run_id text primary key, "at" timestamptz not null, learner text not null, course text,
  purpose text not null, model text, prompt_version text not null, outcome text not null,
  requests integer not null, tokens_in integer not null, tokens_out integer not null, billed_usd double,
  estimated_usd double, unmeasured integer not null, ms double not null);
create table ai_answers (cache_key text primary key, purpose text not null, model text not null,
  kept_at timestamptz not null, answer json not null);
create view attempts as select t.played_at, s.overall from takes t join scores s on s.take_id = t.take_id;
insert into takes (take_id, lesson, exercise, played_at, kept_at, whole, interrupted, hit_count, about)
  values ('old', 'backbeat', 'backbeat/first', now(), now(), true, false, 2, '{}');
insert into hits (take_id, number, time_s, velocity) values ('old', 1, 0.5, 90), ('old', 2, 1.0, 80);
insert into scores (take_id, constants, status, passed, overall, score)
  values ('old', '2026-11', 'scored', true, 77.0, '{"overall": 77.0}');
insert into settings values ('device', '{"mode": "B"}');
insert into calibrations values ('webmidi', '', 'Chrome', 9.0, null, null, now());
insert into ratings values ('backbeat', 5, null, null, now());
"""


def test_a_file_from_before_belongs_to_the_learner_of_this_computer(tmp_path: Path) -> None:
    file = tmp_path / "academy.duckdb"
    with duckdb.connect(str(file)) as old:
        old.execute(OLD)
    for _ in range(2):  # and a second opening finds nothing to do
        with open_store(file, lambda: NOON) as store:
            assert [row["overall"] for row in store.attempts()] == [77.0]
            assert [hit["velocity"] for hit in (store.take("old") or {})["hits"]] == [90, 80]
            assert store.setting("device") == {"mode": "B"}
            assert store.calibrations()[0]["latency_ms"] == 9.0
            assert store.ratings()[0]["stars"] == 5
            assert store.of("somebody else").attempts() == []
    with open_store(file, lambda: NOON) as store:
        assert store.record(a_take("new"), SCORE, passed=True)["new"] is True
    engine = create_engine(f"duckdb:///{file}")
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from attempts")).scalar() == 2
    engine.dispose()


def test_two_desks_that_begin_together_on_one_postgresql_make_its_tables_once(postgres_url: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as desks:
        stores = list(desks.map(open_store, [postgres_url] * 4))
        kept = list(desks.map(lambda one: one.of("ana").record(a_take("one"), SCORE, passed=True), stores))
    assert sorted(row["new"] for row in kept) == [False, False, False, True]
    assert all(len(store.of("ana").attempts()) == 1 for store in stores)
    for store in stores:
        store.close()
