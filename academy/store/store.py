"""The store: takes, scores, calibrations and settings, in one DuckDB file or a PostgreSQL database.

Whatever a method returns was committed before; a take sent twice is kept once. All methods may be
called from any thread.
"""

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, select
from sqlalchemy.exc import DataError

from academy.errors import TakeError
from academy.store import ai, forgetting, offers, openings, ratings, schema, takes, vitals
from academy.store.checked import number, whole
from academy.store.copying import copy_to
from academy.store.figures import Figures
from academy.store.limits import check_day, check_row
from academy.store.members import Members
from academy.store.migrations import migrate
from academy.store.opening import AT_ONCE, Opened, open_database
from academy.store.own_copy import write_own_copy
from academy.store.playing import playing
from academy.store.reader import Reader
from academy.store.records import MOST_HITS, MOST_MS, Json, check_size, hit_rows, score_row, take_row
from academy.store.rows import plain, put, said_of
from academy.store.wishes import Wishes
from academy.store.writer import Writer

T = TypeVar("T")


def open_store(path_or_url: str | Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> "Store":
    """Open a store and own it until `close`.

    StoreBusy when another process owns it, StoreDamaged (a copy is kept beside it) when it cannot
    be read, StoreTooNew when a newer academy wrote it.
    """
    return Store(open_database(str(path_or_url), lambda connection: migrate(connection, now())), now)


class Store:
    """An open store; made by `open_store`. It shows the rows of one learner, at first of OWN."""

    def __init__(self, opened: Opened, now: Callable[[], datetime]) -> None:
        self._opened = opened
        self._writer = Writer(opened.engine, 1 if opened.ownership else AT_ONCE)
        self._reader, self._copier = Reader(opened.engine), Reader(opened.engine)
        self._now = now
        self.whose = schema.OWN

    def of(self, learner: str) -> "Store":
        """Return the same store as one learner sees it: nobody else's rows are read or written."""
        theirs = copy(self)
        theirs.whose = learner
        return theirs

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish what was asked for, close the file, and let the next process own it."""
        self._reader.close()
        self._copier.close()
        self._writer.close()
        if self._opened.ownership:
            self._opened.ownership.give_up()

    def record(
        self,
        take: Json,
        score: Json,
        *,
        passed: bool,
        lesson_version: str | None = None,
        is_shared: bool = False,
    ) -> Json:
        """Keep a take, its hits and its score, once; return whether it was new, and the attempts.

        TakeError when a field cannot be kept; then nothing of the take is. In a store that `is_shared` only
        so much of a day is kept (limits.py).
        """
        take = take | {"exercise_hash": take.get("exercise_hash") or lesson_version}
        rows = hit_rows(take)
        row = take_row(take, self._now())
        check_size(row["about"], score, len(rows))
        scored = score_row(take["id"], score, passed=passed)

        def work(connection: Connection) -> Json:
            new = takes.keep(connection, self.whose, row, rows, scored)
            if new and is_shared:
                check_day(connection, self.whose, self._now())
            before = takes.attempts(connection, self.whose, row["exercise"], 20)
            return {"stored": True, "new": new, "attempts": before}

        return self._do(work)

    def attempts(
        self, exercise: str | None = None, limit: int | None = None, since: datetime | None = None
    ) -> list[Json]:
        """Return scored takes, newest first; with `since` those that were played then or later."""
        return self._do(lambda connection: takes.attempts(connection, self.whose, exercise, limit, since))

    def take(self, take_id: str) -> Json | None:
        """Return a take with its hits and its newest score, None if it was never kept."""
        return self._do(lambda connection: takes.one(connection, self.whose, take_id))

    def takes(self, exercise: str | None = None) -> list[Json]:
        """Return all takes without their hits, oldest first."""
        return self._do(lambda connection: takes.listed(connection, self.whose, exercise))

    def learner(self, exercise: str, limit: int) -> Json:
        """Return what a stage shows of its learner, at once: attempts, calibrations, all settings."""

        def work(connection: Connection) -> Json:
            settings = connection.execute(
                select(schema.settings.c.name, schema.settings.c.value).where(self._own(schema.settings))
            )
            return {
                "attempts": takes.attempts(connection, self.whose, exercise, limit),
                "calibrations": self._latencies(connection),
                "settings": {name: value for name, value in settings},
            }

        return self._do(work)

    def playing(self) -> Json:
        """Return what the page "My playing" draws; see academy/store/playing.py."""
        return self._do(lambda connection: playing(connection, self.whose))

    def calibrations(self) -> list[Json]:
        """Return the calibrated latency of each input, output and browser."""
        return self._do(self._latencies)

    def set_calibration(self, calibration: Json) -> None:
        """Keep one latency; it replaces that of the same input, output and browser."""
        keys = {name: str(calibration.get(name) or "") for name in ("input", "output", "browser")}
        row = keys | {
            "learner": self.whose,
            "latency_ms": float(calibration["latency_ms"]),
            "mad_ms": number("mad_ms", calibration.get("mad_ms"), 0, MOST_MS),
            "hits": whole("hits", calibration.get("hits"), 0, MOST_HITS),
            "at": self._now(),
        }

        self._put(schema.calibrations, row)

    def setting(self, key: str) -> Any:
        """Return one setting, None if it was never set."""
        query = select(schema.settings.c.value).where(
            self._own(schema.settings), schema.settings.c.name == key
        )
        return self._do(lambda connection: connection.execute(query).scalar())

    def set_setting(self, key: str, value: Any) -> None:
        """Keep one setting."""
        self._put(schema.settings, {"learner": self.whose, "name": key, "value": value})

    def keep_offer(self, offer: Json) -> Json:
        """Keep a recommendation, once by its id; return whether it was new."""
        return {"new": self._do(lambda connection: offers.keep(connection, self.whose, offer))}

    def settle_offer(self, offer_id: str, outcome: str, take_id: str | None) -> None:
        """Say what became of a recommendation, once."""
        self._do(lambda connection: offers.settle(connection, self.whose, offer_id, outcome, take_id))

    def offers(self, *, unsettled: bool = False) -> list[Json]:
        """Return recommendations newest first; with `unsettled` those of which nothing is known yet."""
        return self._do(lambda connection: offers.listed(connection, self.whose, unsettled=unsettled))

    def rate(self, rating: Json) -> None:
        """Keep how a lesson was liked: `lesson`, `stars` from 1 to 5, `note`; the last word on it stands."""
        row = {"learner": self.whose, **ratings.row_of(rating, self._now())}
        self._do(lambda connection: put(connection, schema.ratings, row))

    def ratings(self) -> list[Json]:
        """Return how lessons were liked, newest first."""
        return self._do(lambda connection: ratings.listed(connection, self.whose))

    def opened(self, lesson: str, asked: openings.Asked) -> None:
        """Keep that a lesson was handed out to this learner and what it asked, once a day (UTC)."""
        self._do(lambda connection: openings.opened(connection, self.whose, lesson, asked, self._now()))

    def ever_opened(self) -> dict[str, list[openings.Asked]]:
        """Return each lesson that was ever handed out to this learner, with what it asked then."""
        return self._do(lambda connection: openings.ever_opened(connection, self.whose))

    def begin_ai_run(self, row: Json) -> None:
        """Keep a row of the ledger of language models, before the far end is asked."""
        self._do(lambda connection: ai.begin(connection, row))

    def finish_ai_run(self, run_id: str, changes: Json) -> None:
        """Complete a row of the ledger."""
        self._do(lambda connection: ai.finish(connection, run_id, changes))

    def ai_spent(self, since: datetime, learner: str | None = None, course: str | None = None) -> float:
        """Return the US dollars that language models cost since a moment: a learner's, a course's, or all."""
        return self._do(lambda connection: ai.spent(connection, since, learner, course))

    def ai_runs(self, since: datetime | None = None, learner: str | None = None) -> list[Json]:
        """Return the ledger, of a learner or of all, newest first; `counted_usd` counts for a budget."""
        do = self._reader.read if learner is None else self._do  # nobody's take waits for the whole ledger
        return do(lambda connection: ai.runs(connection, since, learner))

    def cached_answer(self, key: str) -> Json | None:
        """Return a checked answer that may be used again, None when there is none."""
        found = self._do(lambda connection: ai.cached(connection, key))
        return found if isinstance(found, dict) else None

    def keep_answer(self, key: str, purpose: str, model: str, answer: Json) -> None:
        """Keep a checked answer; it replaces the one with the same key."""
        row = ai.answer_row(key, purpose, model, answer, self._now())
        self._do(lambda connection: put(connection, schema.ai_answers, row))

    def forget(self) -> None:
        """Delete everything that is kept of this learner: playing, settings, plan, quotas."""
        self._do(lambda connection: forgetting.forget(connection, self.whose))

    @property
    def members(self) -> Members:
        """Plans, payments, quotas, letters and the audit log, of all learners."""
        return Members(self._writer, self._now)

    @property
    def wishes(self) -> Wishes:
        """Lessons that learners asked for."""
        return Wishes(self._writer, self._now)

    @property
    def figures(self) -> Figures:
        """What an instructor sees of all learners together."""
        return Figures(self._reader, self._now)

    def pulse(self) -> None:
        """Ask the database for the least it can say; StoreUnanswered when it does not."""
        self._do(vitals.pulse)

    def vitals(self, month: datetime) -> Json:
        """Return counts and sizes for an operator; see academy/store/vitals.py."""
        file = self._opened.file
        return self._do(lambda connection: vitals.vitals(connection, month, file))

    def backup(self, path: Path) -> None:
        """Write a complete copy to `path` while the store stays open; FileExistsError if it exists."""
        if path.exists():
            raise FileExistsError(f"{path} exists already; choose another name for the backup.")
        path.parent.mkdir(parents=True, exist_ok=True)
        with (
            self._reader.resting(),
            self._copier.resting(),
        ):  # first: only the copy waits for a look
            self._writer.outside(lambda engine: copy_to(engine, path))

    def own_copy(self, path: Path) -> None:
        """Write this learner's rows alone to a new file, a store of its own; FileExistsError if it exists.

        They are read beside the writer, one copy at a time: no take and no instructor waits for it.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._copier.read(lambda connection: write_own_copy(connection, self.whose, path, self._now()))

    def _latencies(self, connection: Connection) -> list[Json]:
        query = select(*said_of(schema.calibrations)).where(self._own(schema.calibrations))
        return [plain(row) for row in connection.execute(query)]

    def _put(self, table: Table, row: Json) -> None:
        def work(connection: Connection) -> None:
            check_row(connection, table, row)
            put(connection, table, row)

        self._do(work)

    def _own(self, table: Table) -> ColumnElement[bool]:
        return table.c.learner == self.whose

    def _do(self, work: Callable[[Connection], T]) -> T:
        try:
            return self._writer.do(work)
        except DataError as error:  # a letter or a number that the database has no place for
            raise TakeError(f"This cannot be kept: {str(error.orig).splitlines()[0]}") from error
