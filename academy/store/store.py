"""The store: takes, scores, calibrations and settings, in one DuckDB file or a PostgreSQL database.

Whatever a method returns was committed before; a take sent twice is kept once. All methods may be
called from any thread.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert, select, text
from sqlalchemy.dialects.postgresql import insert as insert_or_update

from academy.store import ai, offers, ratings, schema
from academy.store.members import Members
from academy.store.migrations import migrate
from academy.store.opening import Opened, copy_to, open_database
from academy.store.playing import playing
from academy.store.records import Json, hit_rows, score_row, size_of, take_row
from academy.store.writer import Writer

T = TypeVar("T")

_HITS_FROM_JSON = text(
    "insert into hits by name select unnest(from_json(:rows, '[{"
    '"take_id":"VARCHAR","number":"INTEGER","time_s":"DOUBLE","pad":"VARCHAR","velocity":"SMALLINT",'
    '"release_s":"DOUBLE","note":"SMALLINT","channel":"SMALLINT"'
    "}]'), recursive := true)"
)


def open_store(path_or_url: str | Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> "Store":
    """Open a store and own it until `close`.

    StoreBusy when another process owns it, StoreDamaged (a copy is kept beside it) when it cannot
    be read, StoreTooNew when a newer academy wrote it.
    """
    return Store(open_database(str(path_or_url), lambda connection: migrate(connection, now())), now)


class Store:
    """An open store; made by `open_store`."""

    def __init__(self, opened: Opened, now: Callable[[], datetime]) -> None:
        self._opened = opened
        self._writer = Writer(opened.engine)
        self._now = now

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish what was asked for, close the file, and let the next process own it."""
        self._writer.close()
        if self._opened.ownership:
            self._opened.ownership.give_up()

    def record(self, take: Json, score: Json, *, passed: bool, lesson_version: str | None = None) -> Json:
        """Keep a take, its hits and its score, once; return whether it was new, and the attempts.

        TakeError when a field cannot be kept; then nothing of the take is.
        """
        take = take | {"exercise_hash": take.get("exercise_hash") or lesson_version}
        rows = hit_rows(take)
        row = take_row(take, self._now())
        size_of(row["about"]), size_of(score)
        scored = score_row(take["id"], score, passed=passed)

        def work(connection: Connection) -> Json:
            known = select(schema.takes.c.take_id).where(schema.takes.c.take_id == row["take_id"])
            new = connection.execute(known).first() is None
            if new:
                connection.execute(insert(schema.takes).values(**row))
                self._insert_hits(connection, rows)
            key = (
                schema.scores.c.take_id == row["take_id"],
                schema.scores.c.constants == scored["constants"],
            )
            if connection.execute(select(schema.scores.c.take_id).where(*key)).first() is None:
                connection.execute(insert(schema.scores).values(**scored))
            return {"stored": True, "new": new, "attempts": _attempts(connection, row["exercise"], 20)}

        return self._do(work)

    def attempts(self, exercise: str | None = None, limit: int | None = None) -> list[Json]:
        """Return scored takes, newest first."""
        return self._do(lambda connection: _attempts(connection, exercise, limit))

    def take(self, take_id: str) -> Json | None:
        """Return a take with its hits and its newest score, None if it was never kept."""
        return self._do(lambda connection: _take(connection, take_id))

    def takes(self, exercise: str | None = None) -> list[Json]:
        """Return all takes without their hits, oldest first."""
        query = select(schema.takes).order_by(schema.takes.c.played_at, schema.takes.c.take_id)
        if exercise:
            query = query.where(schema.takes.c.exercise == exercise)
        return self._do(lambda connection: [_plain(dict(row._mapping)) for row in connection.execute(query)])

    def learner(self, exercise: str, limit: int) -> Json:
        """Return what a stage shows of its learner, at once: attempts, calibrations, all settings."""

        def work(connection: Connection) -> Json:
            latencies = connection.execute(select(schema.calibrations))
            settings = connection.execute(select(schema.settings.c.name, schema.settings.c.value))
            return {
                "attempts": _attempts(connection, exercise, limit),
                "calibrations": [_plain(dict(row._mapping)) for row in latencies],
                "settings": {name: value for name, value in settings},
            }

        return self._do(work)

    def playing(self) -> Json:
        """Return what the page "My playing" draws; see academy/store/playing.py."""
        return self._do(playing)

    def calibrations(self) -> list[Json]:
        """Return the calibrated latency of each input, output and browser."""
        query = select(schema.calibrations)
        return self._do(lambda connection: [_plain(dict(row._mapping)) for row in connection.execute(query)])

    def set_calibration(self, calibration: Json) -> None:
        """Keep one latency; it replaces that of the same input, output and browser."""
        keys = {name: str(calibration.get(name) or "") for name in ("input", "output", "browser")}
        row = keys | {
            "latency_ms": float(calibration["latency_ms"]),
            "mad_ms": calibration.get("mad_ms"),
            "hits": calibration.get("hits"),
            "at": self._now(),
        }

        self._do(lambda connection: _put(connection, schema.calibrations, row))

    def setting(self, key: str) -> Any:
        """Return one setting, None if it was never set."""
        query = select(schema.settings.c.value).where(schema.settings.c.name == key)
        return self._do(lambda connection: connection.execute(query).scalar())

    def set_setting(self, key: str, value: Any) -> None:
        """Keep one setting."""
        row = {"name": key, "value": value}
        self._do(lambda connection: _put(connection, schema.settings, row))

    def keep_offer(self, offer: Json) -> Json:
        """Keep a recommendation, once by its id; return whether it was new."""
        return {"new": self._do(lambda connection: offers.keep(connection, offer))}

    def settle_offer(self, offer_id: str, outcome: str, take_id: str | None) -> None:
        """Say what became of a recommendation, once."""
        self._do(lambda connection: offers.settle(connection, offer_id, outcome, take_id))

    def offers(self, *, unsettled: bool = False) -> list[Json]:
        """Return recommendations newest first; with `unsettled` those of which nothing is known yet."""
        return [
            _plain(row) for row in self._do(lambda connection: offers.listed(connection, unsettled=unsettled))
        ]

    def rate(self, rating: Json) -> None:
        """Keep how a lesson was liked: `lesson`, `stars` from 1 to 5, `note`; the last word on it stands."""
        row = ratings.row_of(rating, self._now())
        self._do(lambda connection: _put(connection, schema.ratings, row))

    def ratings(self) -> list[Json]:
        """Return how lessons were liked, newest first."""
        return [_plain(row) for row in self._do(ratings.listed)]

    def begin_ai_run(self, row: Json) -> None:
        """Keep a row of the ledger of language models, before the far end is asked."""
        self._do(lambda connection: ai.begin(connection, row))

    def finish_ai_run(self, run_id: str, changes: Json) -> None:
        """Complete a row of the ledger."""
        self._do(lambda connection: ai.finish(connection, run_id, changes))

    def ai_spent(self, since: datetime, learner: str | None = None, course: str | None = None) -> float:
        """Return the US dollars that language models cost since a moment: a learner's, a course's, or all."""
        return self._do(lambda connection: ai.spent(connection, since, learner, course))

    def ai_runs(self, since: datetime | None = None) -> list[Json]:
        """Return the ledger, newest first; `counted_usd` is what a row counts for a budget."""
        return [_plain(row) for row in self._do(lambda connection: ai.runs(connection, since))]

    def cached_answer(self, key: str) -> Json | None:
        """Return a checked answer that may be used again, None when there is none."""
        found = self._do(lambda connection: ai.cached(connection, key))
        return found if isinstance(found, dict) else None

    def keep_answer(self, key: str, purpose: str, model: str, answer: Json) -> None:
        """Keep a checked answer; it replaces the one with the same key."""
        row = ai.answer_row(key, purpose, model, answer, self._now())
        self._do(lambda connection: _put(connection, schema.ai_answers, row))

    @property
    def members(self) -> Members:
        """Plans, payments, quotas, letters and the audit log, of all learners."""
        return Members(self._writer, self._now)

    def backup(self, path: Path) -> None:
        """Write a complete copy to `path` while the store stays open; FileExistsError if it exists."""
        if path.exists():
            raise FileExistsError(f"{path} exists already; choose another name for the backup.")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writer.outside(lambda engine: copy_to(engine, path))

    def _do(self, work: Callable[[Connection], T]) -> T:
        return self._writer.do(work)

    def _insert_hits(self, connection: Connection, rows: list[Json]) -> None:
        """Insert all hits at once: 1,000 rows in 5 ms on DuckDB, 600 ms row by row."""
        if not rows:
            return
        if connection.dialect.name == "duckdb":
            connection.execute(_HITS_FROM_JSON, {"rows": json.dumps(rows)})
        else:
            connection.execute(insert(schema.hits), rows)


def _put(connection: Connection, table: Table, row: Json) -> None:
    """Insert a row, or replace the one with the same key."""
    statement = insert_or_update(table).values(**row)
    changed = {name: statement.excluded[name] for name in row if not table.c[name].primary_key}
    keys = [column.name for column in table.primary_key]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))


_OF_TAKE = (
    *("take_id", "exercise", "played_at", "tempo", "whole", "interrupted", "practice"),
    *("hit_count", "duration_s"),
)
_OF_SCORE = (
    *("status", "passed", "overall", "pattern", "timing", "dynamics"),
    *("bias_ms", "spread_ms", "tempo_bpm", "constants"),
)


def _attempts(connection: Connection, exercise: str | None, limit: int | None) -> list[Json]:
    takes, scores = schema.takes, schema.scores
    columns = (*(takes.c[name] for name in _OF_TAKE), *(scores.c[name] for name in _OF_SCORE))
    query = (
        select(*columns, scores.c.tempo.label("tempo_score"))
        .join(scores, scores.c.take_id == takes.c.take_id)
        .order_by(takes.c.played_at.desc(), takes.c.take_id)
        .limit(limit)
    )
    if exercise:
        query = query.where(takes.c.exercise == exercise)
    return [_plain(dict(row._mapping)) for row in connection.execute(query)]


def _take(connection: Connection, take_id: str) -> Json | None:
    row = connection.execute(select(schema.takes).where(schema.takes.c.take_id == take_id)).first()
    if row is None:
        return None
    hits = select(schema.hits).where(schema.hits.c.take_id == take_id).order_by(schema.hits.c.number)
    score = (
        select(schema.scores.c.score)
        .where(schema.scores.c.take_id == take_id)
        .order_by(schema.scores.c.constants.desc())
    )
    return _plain(dict(row._mapping)) | {
        "hits": [dict(hit._mapping) for hit in connection.execute(hits)],
        "score": connection.execute(score).scalar(),
    }


def _plain(row: Json) -> Json:
    """Return a row with its moments as text, ready for JSON."""
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
