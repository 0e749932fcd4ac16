"""What language models cost, a row for each question, and checked answers that may be used again.

A row is written before the far end is asked and completed afterwards, so that a process that is killed in
between has still counted what it may have spent. No row holds what was asked or answered.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Float, case, cast, func, insert, select, update

from academy.store.rows import plain
from academy.store.schema import ai_answers, ai_runs

Json = dict[str, Any]


def counted() -> Any:
    """Return what a row counts for a budget, in US dollars.

    The bill, where all of it is known; else the larger of the part that is known and the estimate.
    """
    billed, estimated = func.coalesce(ai_runs.c.billed_usd, 0.0), func.coalesce(ai_runs.c.estimated_usd, 0.0)
    known = func.coalesce(ai_runs.c.billed_usd, ai_runs.c.estimated_usd, 0.0)
    return cast(case((ai_runs.c.unmeasured == 0, known), else_=func.greatest(billed, estimated)), Float)


def begin(connection: Connection, row: Json) -> None:
    """Keep a row."""
    connection.execute(insert(ai_runs).values(**row))


def finish(connection: Connection, run_id: str, changes: Json) -> None:
    """Complete a row."""
    connection.execute(update(ai_runs).where(ai_runs.c.run_id == run_id).values(**changes))


def spent(connection: Connection, since: datetime, learner: str | None, course: str | None) -> float:
    """Return the US dollars spent since a moment, by one learner or by all, on one course or on any."""
    query = select(func.coalesce(func.sum(counted()), 0.0)).where(ai_runs.c.at >= since)
    if learner is not None:
        query = query.where(ai_runs.c.learner == learner)
    if course is not None:
        query = query.where(ai_runs.c.course == course)
    return float(connection.execute(query).scalar() or 0.0)


def runs(connection: Connection, since: datetime | None, learner: str | None) -> list[Json]:
    """Return the ledger since a moment, of one learner or of all, newest first, with `counted_usd`."""
    query = select(ai_runs, counted().label("counted_usd")).order_by(ai_runs.c.at.desc(), ai_runs.c.run_id)
    if since is not None:
        query = query.where(ai_runs.c.at >= since)
    if learner is not None:
        query = query.where(ai_runs.c.learner == learner)
    return [plain(row) for row in connection.execute(query)]


def by_learner(connection: Connection, since: datetime) -> list[Json]:
    """Return how often each learner asked since a moment and what that cost, the dearest first."""
    runs, usd = func.count().label("runs"), func.sum(counted()).label("usd")
    query = select(ai_runs.c.learner.label("name"), runs, usd).where(ai_runs.c.at >= since)
    ordered = query.group_by(ai_runs.c.learner).order_by(usd.desc(), runs.desc(), ai_runs.c.learner)
    return [dict(row._mapping) for row in connection.execute(ordered)]


def cached(connection: Connection, key: str) -> Any:
    """Return a checked answer, None when there is none."""
    return connection.execute(select(ai_answers.c.answer).where(ai_answers.c.cache_key == key)).scalar()


def answer_row(key: str, purpose: str, model: str, answer: Mapping[str, Any], now: datetime) -> Json:
    """Return the row of a checked answer."""
    return {"cache_key": key, "purpose": purpose, "model": model, "kept_at": now, "answer": dict(answer)}
