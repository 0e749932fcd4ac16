"""Numbered changes of the tables; each is made once, in order, in one transaction with its record.

A change is a function of a connection. Never edit one that has shipped: add the next number.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, func, insert, inspect, select, text, update

from academy.errors import StoreTooNew
from academy.store import quotas, schema
from academy.store.many_learners import many_learners
from academy.store.member_tables import MEMBER_TABLES, house_keys, openings, quota_use, wishes

Change = Callable[[Connection], None]
AI_AND_RATINGS = ("ai_runs", "ai_answers", "ratings")
LATER_TABLES = (openings, wishes, house_keys)


def first_tables(connection: Connection) -> None:
    """Make the tables of version 1 and the view for curious learners."""
    later = {"offers", *AI_AND_RATINGS, *(table.name for table in (*MEMBER_TABLES, *LATER_TABLES))}
    first = [table for table in schema.tables.sorted_tables if table.name not in later]
    schema.tables.create_all(connection, first, checkfirst=True)
    connection.execute(text(schema.ATTEMPTS))


def offers_and_lengths(connection: Connection) -> None:
    """Make room for recommendations, and tell of each take how long it was played."""
    schema.offers.create(connection, checkfirst=True)
    if "duration_s" not in {column["name"] for column in inspect(connection).get_columns("takes")}:
        connection.execute(text("alter table takes add column duration_s double precision"))
    last_hit = "select max(hits.time_s) from hits where hits.take_id = takes.take_id"
    connection.execute(text(f"update takes set duration_s = greatest(0, coalesce(({last_hit}), 0))"))


def ai_and_ratings(connection: Connection) -> None:
    """Make room for what language models cost and answered, and for how lessons were liked."""
    new = [schema.tables.tables[name] for name in AI_AND_RATINGS]
    schema.tables.create_all(connection, new, checkfirst=True)


def plans_and_payment(connection: Connection) -> None:
    """Make room for plans, quotas, payment, letters and the audit log."""
    schema.tables.create_all(connection, MEMBER_TABLES, checkfirst=True)


def opened_lessons(connection: Connection) -> None:
    """Make room for which lessons were handed out."""
    openings.create(connection, checkfirst=True)


def lessons_on_request(connection: Connection) -> None:
    """Make room for lessons that learners ask for."""
    wishes.create(connection, checkfirst=True)


def counts_without_names(connection: Connection) -> None:
    """Keep a month's counts under a keyed hash of the name, so that they say nothing of who is gone."""
    house_keys.create(connection, checkfirst=True)
    quotas.make_key(connection)
    for name in connection.execute(select(quota_use.c.learner).distinct()).scalars().all():
        unnamed = update(quota_use).where(quota_use.c.learner == name)
        connection.execute(unnamed.values(learner=quotas.unnamed(connection, name)))


def letters_of_learners(connection: Connection) -> None:
    """Tell of each letter whose it is, so that it goes with them."""
    if "learner" not in {column["name"] for column in inspect(connection).get_columns("letters")}:
        connection.execute(text("alter table letters add column learner text"))


def asked_by_lessons(connection: Connection) -> None:
    """Keep what a lesson asked when it was handed out, so that what was finished once stays finished."""
    if "asked" not in {column["name"] for column in inspect(connection).get_columns("openings")}:
        connection.execute(text("alter table openings add column asked text"))


CHANGES: tuple[tuple[int, str, Change], ...] = (
    (1, "first tables", first_tables),
    (2, "offers, and how long a take was played", offers_and_lengths),
    (3, "language models and ratings", ai_and_ratings),
    (4, "many learners", many_learners),
    (5, "plans and payment", plans_and_payment),
    (6, "opened lessons", opened_lessons),
    (7, "lessons on request", lessons_on_request),
    (8, "counts without names", counts_without_names),
    (9, "letters of learners", letters_of_learners),
    (10, "what lessons asked", asked_by_lessons),
)
NEWEST = CHANGES[-1][0]


def version_of(connection: Connection) -> int:
    """Return the number of the last change made to this store; 0 for an empty one."""
    if not inspect(connection).has_table("migrations"):
        return 0
    return connection.execute(select(func.max(schema.migrations.c.number))).scalar() or 0


def migrate(connection: Connection, now: datetime) -> int:
    """Bring the store up to NEWEST; StoreTooNew when it is already beyond. Returns the changes made."""
    version = version_of(connection)
    if version > NEWEST:
        raise StoreTooNew(
            f"Your playing was kept by a newer academy (its tables are version {version}, this one knows "
            f"{NEWEST}). Nothing was changed. Update the academy, then start it again."
        )
    made = 0
    for number, name, change in CHANGES:
        if number > version:
            change(connection)
            connection.execute(insert(schema.migrations).values(number=number, name=name, made_at=now))
            made += 1
    return made
