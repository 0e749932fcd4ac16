"""Learners' plans as SQL: who they are, what a payment changed, and the log of who did what."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from academy.store import letters
from academy.store.member_tables import (
    audit,
    learners,
    payment_events,
    plan_changes,
)
from academy.store.rows import new

Json = dict[str, Any]
NEW = {"version": 0, "plan": "free", "lifetime": False, "frozen": False}


@dataclass(frozen=True, slots=True)
class Settlement:
    """What an event of the payment's far end changes, all of it or nothing.

    `event_id` and `why` name the event; the id is None for a change of the house's own. `seen` is the version
    of the learner's row that `changes` and `plan` were decided on; without a plan the row is left alone.
    `letters` are `{letter_id, kind, address, about}`, `notes` go to the audit log as `{did, about}`.
    """

    why: str
    event_id: str | None = None
    learner: str | None = None
    seen: int = 0
    changes: Json = field(default_factory=dict)
    plan: str | None = None
    letters: tuple[Json, ...] = ()
    notes: tuple[Json, ...] = ()


class Overtaken(Exception):
    """The learner's row was changed since it was read; undoes the transaction. Read again, decide again."""


def sign_up(connection: Connection, learner: str, now: datetime) -> None:
    """Make a learner's row unless there is one."""
    new(connection, learners, NEW | {"learner": learner, "signed_up_at": now})


def member(connection: Connection, learner: str) -> Json | None:
    """Return a learner's row, None before the first sign-in."""
    return _first(connection, learners.c.learner == learner)


def found(connection: Connection, **names: str | None) -> Json | None:
    """Return the learner that Stripe knows by one of its names: subscription, payment_intent, customer."""
    known = [learners.c[name] == value for name, value in names.items() if value]
    return _first(connection, or_(*known)) if known else None


def members(connection: Connection) -> list[Json]:
    """Return all learners' rows by name."""
    return [dict(row._mapping) for row in connection.execute(select(learners).order_by(learners.c.learner))]


def settle(connection: Connection, settlement: Settlement, now: datetime) -> bool:
    """Make a settlement; False, and nothing is changed, when its event was dealt with before.

    Overtaken when the learner's row is not the one that it was decided on.
    """
    if settlement.event_id is not None:
        row = {"event_id": settlement.event_id, "kind": settlement.why, "at": now}
        if not new(connection, payment_events, row):
            return False
    if settlement.learner is not None and settlement.plan is not None:
        _change(connection, settlement.learner, settlement.plan, settlement, now)
    for note in settlement.notes:
        record(connection, "stripe", note["did"], settlement.learner, note["about"], now)
    for letter in settlement.letters:
        letters.queue(connection, letter, settlement.learner, now)
    return True


def knows_event(connection: Connection, event_id: str) -> bool:
    """Say whether an event was dealt with."""
    query = select(payment_events.c.event_id).where(payment_events.c.event_id == event_id)
    return connection.execute(query).first() is not None


def plan_history(connection: Connection, learner: str | None) -> list[Json]:
    """Return changes of plans, oldest first: of one learner, or of all."""
    query = select(plan_changes).order_by(plan_changes.c.at, plan_changes.c.change_id)
    if learner is not None:
        query = query.where(plan_changes.c.learner == learner)
    return [dict(row._mapping) for row in connection.execute(query)]


def record(connection: Connection, who: str, did: str, whom: str | None, about: Json, now: datetime) -> None:
    """Write what somebody did into the audit log, which is only ever added to."""
    row = {"audit_id": str(uuid4()), "at": now, "who": who, "did": did, "whom": whom, "about": about}
    connection.execute(insert(audit).values(**row))


def audit_log(connection: Connection, limit: int) -> list[Json]:
    """Return what was done, newest first."""
    query = select(audit).order_by(audit.c.at.desc(), audit.c.audit_id).limit(limit)
    return [dict(row._mapping) for row in connection.execute(query)]


def _first(connection: Connection, which: ColumnElement[bool]) -> Json | None:
    row = connection.execute(select(learners).where(which).order_by(learners.c.learner)).first()
    return None if row is None else dict(row._mapping)


def _change(connection: Connection, learner: str, plan: str, settlement: Settlement, now: datetime) -> None:
    sign_up(connection, learner, now)
    before = connection.execute(select(learners.c.plan).where(learners.c.learner == learner)).scalar_one()
    changed = (
        update(learners)
        .where(learners.c.learner == learner, learners.c.version == settlement.seen)
        .values(**settlement.changes, plan=plan, version=settlement.seen + 1)
        .returning(learners.c.version)
    )
    if connection.execute(changed).first() is None:
        raise Overtaken(learner)
    if before != plan:
        row = {"learner": learner, "at": now, "from_plan": before, "to_plan": plan, "why": settlement.why}
        connection.execute(insert(plan_changes).values(change_id=str(uuid4()), **row))
