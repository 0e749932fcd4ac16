"""The tables, as a learner finds them who opens the file with plain DuckDB.

    takes         one row for each take: what was played, when, on what
    hits          every raw hit of a take, never thinned
    scores        how the take was scored, with the version of the scoring constants
    calibrations  latency of each input, output and browser
    settings      what was chosen, as JSON
    offers        what was recommended, and whether it was followed
    ratings       how a lesson was liked, from 1 to 5
    ai_runs       each question to a language model: tokens, cost, time, outcome; never what was said
    ai_answers    checked answers that may be used again
    migrations    which changes of these tables have been made
    attempts      a view: takes with their scores, newest first

Each row of somebody's playing begins with its learner, part of its key: on one's own computer always OWN,
on a desk for many the name that the hub knows them by. Keys are made by the application. No foreign keys:
DuckDB copies a database table by table and would refuse hits before their take; a take, its hits and its
score are written in one transaction. No secondary indexes: DuckDB 1.5 may answer wrongly from them after a
crash (its issue 23788), and these tables are small enough to scan.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Double,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

tables = MetaData()
OWN = "learner"
"""Whose rows a store on one's own computer holds."""
MOMENT = DateTime(timezone=True)
"""Moments are kept in UTC, and come back as such."""

migrations = Table(
    "migrations",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("made_at", MOMENT, nullable=False),
)

takes = Table(
    "takes",
    tables,
    Column("learner", Text, primary_key=True),
    Column("take_id", Text, primary_key=True),
    Column("lesson", Text, nullable=False),
    Column("exercise", Text, nullable=False),
    Column("exercise_hash", Text),
    Column("played_at", MOMENT, nullable=False),
    Column("kept_at", MOMENT, nullable=False),
    Column("tempo", Double),
    Column("first_bar", Integer),
    Column("last_bar", Integer),
    Column("passes", Integer),
    Column("mode", Text),
    Column("practice", Text),
    Column("whole", Boolean, nullable=False),
    Column("interrupted", Boolean, nullable=False),
    Column("latency_ms", Double),
    Column("input", Text),
    Column("output", Text),
    Column("browser", Text),
    Column("hit_count", Integer, nullable=False),
    Column("about", JSON, nullable=False),
    Column("duration_s", Double),  # from the downbeat to the last hit
)

hits = Table(
    "hits",
    tables,
    Column("learner", Text, primary_key=True),
    Column("take_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("time_s", Double, nullable=False),
    Column("pad", Text),
    Column("velocity", SmallInteger, nullable=False),
    Column("release_s", Double),
    Column("note", SmallInteger),
    Column("channel", SmallInteger),
)

scores = Table(
    "scores",
    tables,
    Column("learner", Text, primary_key=True),
    Column("take_id", Text, primary_key=True),
    Column("constants", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("overall", Double),
    Column("pattern", Double),
    Column("timing", Double),
    Column("dynamics", Double),
    Column("tempo", Double),
    Column("bias_ms", Double),
    Column("spread_ms", Double),
    Column("tempo_bpm", Double),
    Column("score", JSON, nullable=False),
)

calibrations = Table(
    "calibrations",
    tables,
    Column("learner", Text, primary_key=True),
    Column("input", Text, primary_key=True),
    Column("output", Text, primary_key=True),
    Column("browser", Text, primary_key=True),
    Column("latency_ms", Double, nullable=False),
    Column("mad_ms", Double),
    Column("hits", Integer),
    Column("at", MOMENT, nullable=False),
)

settings = Table(
    "settings",
    tables,
    Column("learner", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", JSON, nullable=False),
)

offers = Table(
    "offers",
    tables,
    Column("learner", Text, primary_key=True),
    Column("offer_id", Text, primary_key=True),
    Column("made_at", MOMENT, nullable=False),
    Column("lesson", Text, nullable=False),
    Column("exercise", Text, nullable=False),
    Column("outcome", Text),  # followed, alternative, other, lapsed, replaced; NULL while it is open
    Column("take_id", Text),  # the take that says so
    Column("offer", JSON, nullable=False),
)

ratings = Table(
    "ratings",
    tables,
    Column("learner", Text, primary_key=True),
    Column("lesson", Text, primary_key=True),
    Column("stars", SmallInteger, nullable=False),  # 1 to 5; the last word of this learner on the lesson
    Column("lesson_version", Text),
    Column("note", Text),
    Column("rated_at", MOMENT, nullable=False),
)

ai_runs = Table(
    "ai_runs",
    tables,
    Column("run_id", Text, primary_key=True),
    Column("at", MOMENT, nullable=False),
    Column("learner", Text, nullable=False),
    Column("course", Text),
    Column("purpose", Text, nullable=False),
    Column("model", Text),
    Column("prompt_version", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # answered, cached, or why not: timeout, rate_limit, ...
    Column("requests", Integer, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("billed_usd", Double),  # what the far end said it cost
    Column("estimated_usd", Double),  # from the price list
    Column("unmeasured", Integer, nullable=False),  # requests whose cost nobody knows
    Column("ms", Double, nullable=False),
)

ai_answers = Table(
    "ai_answers",
    tables,
    Column("cache_key", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("kept_at", MOMENT, nullable=False),
    Column("answer", JSON, nullable=False),
)

ATTEMPTS = """
create view attempts as
select t.played_at, t.lesson, t.exercise, s.overall, s.pattern, s.timing, s.dynamics, s.tempo as tempo_score,
       s.passed, s.bias_ms, s.spread_ms, s.tempo_bpm, t.tempo as asked_bpm, t.input, t.take_id
from takes t join scores s on s.learner = t.learner and s.take_id = t.take_id
order by t.played_at desc
"""
