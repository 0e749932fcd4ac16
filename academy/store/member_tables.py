"""The tables of plans and payment, all learners in each.

    learners        what is known of a learner's plan: what Stripe said last, and its names for them
    plan_changes    every change of a plan, for the figures
    quota_use       how often a kind of thing was done in a month, UTC, under a keyed hash
    quota_requests  what each request was for, so that asking again is not counted again
    payment_events  events of Stripe that have been dealt with
    letters         mail that is to be sent, or was
    audit           what instructors, operators and the house itself did, and to whom
    wishes          lessons that learners asked for, made by change 7
    house_keys      random keys of this store's own, made by change 8
    openings        which lessons were handed out to a learner, once a day (UTC), made by change 6

Made by change 5; the rules of academy/store/schema.py hold here, too.
"""

from sqlalchemy import JSON, Boolean, Column, Integer, Table, Text

from academy.store.schema import MOMENT, tables

learners = Table(
    "learners",
    tables,
    Column("learner", Text, primary_key=True),
    Column("version", Integer, nullable=False),  # counts changes: one that was decided on an older is refused
    Column("signed_up_at", MOMENT, nullable=False),
    Column(
        "plan", Text, nullable=False
    ),  # as of the last change; academy/membership/plans.py knows the grace
    Column("status", Text),  # of the subscription, in Stripe's word
    Column("paid_until", MOMENT),
    Column("grace_until", MOMENT),
    Column("cancels_at", MOMENT),  # the subscription was cancelled and ends then
    Column("customer", Text),
    Column("subscription", Text),
    Column("payment_intent", Text),  # that paid for the lifetime plan
    Column("lifetime", Boolean, nullable=False),
    Column("frozen", Boolean, nullable=False),  # a payment is disputed
)

plan_changes = Table(
    "plan_changes",
    tables,
    Column("change_id", Text, primary_key=True),
    Column("learner", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("from_plan", Text, nullable=False),
    Column("to_plan", Text, nullable=False),
    Column("why", Text, nullable=False),
)

quota_use = Table(
    "quota_use",
    tables,
    Column("learner", Text, primary_key=True),  # since change 8 a keyed hash: academy/store/quotas.py
    Column("kind", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("used", Integer, nullable=False),
)

quota_requests = Table(
    "quota_requests",
    tables,
    Column("learner", Text, primary_key=True),
    Column("request_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

payment_events = Table(
    "payment_events",
    tables,
    Column("event_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

letters = Table(
    "letters",
    tables,
    Column("letter_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("learner", Text),  # whose letter it is, since change 9; None once it was sent
    Column("about", JSON, nullable=False),
    Column("queued_at", MOMENT, nullable=False),
    Column("taken_at", MOMENT),  # by the process that sends it
    Column("sent_at", MOMENT),
    Column("trouble", Text),  # what the mail server said when it would not take it
)

audit = Table(
    "audit",
    tables,
    Column("audit_id", Text, primary_key=True),
    Column("at", MOMENT, nullable=False),
    Column("who", Text, nullable=False),
    Column("did", Text, nullable=False),
    Column("whom", Text),
    Column("about", JSON, nullable=False),
)

wishes = Table(
    "wishes",
    tables,
    Column("wish_id", Text, primary_key=True),
    Column("learner", Text, nullable=False),
    Column("asked_at", MOMENT, nullable=False),
    Column("title", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("words", Text, nullable=False),  # for the instructor's eyes
    Column("state", Text, nullable=False),  # academy/store/wishes.py
    Column("taken_at", MOMENT),
    Column("decided_at", MOMENT),
    Column("note", Text),  # why there is no draft, or why it was refused
    Column("notebook", Text),  # JSON; as text, since DuckDB and PostgreSQL order JSON's keys differently
)

openings = Table(
    "openings",
    tables,
    Column("learner", Text, primary_key=True),
    Column("lesson", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("at", MOMENT, nullable=False),
    Column("asked", Text),  # JSON: passed takes of each exercise, as the lesson asked then; since change 10
)

house_keys = Table(
    "house_keys",
    tables,
    Column("name", Text, primary_key=True),
    Column("key", Text, nullable=False),
)

MEMBER_TABLES = (learners, plan_changes, quota_use, quota_requests, payment_events, letters, audit)
