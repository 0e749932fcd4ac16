"""A learner of years in a store, made at once: takes by the thousand that get better as they go."""

import json
import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from academy.store.records import score_row
from academy.store.schema import OWN
from academy.store.store import open_store

LAST = datetime(2026, 11, 25, 19, tzinfo=UTC)
PADS = {"A13": -16.0, "A14": 6.0, "A15": 4.0, "A9": -4.0, "A10": 0.0, "A11": 12.0}
NOTES = 48
PASS_MARK = 70.0
HITS = """
insert into hits by name
select t.learner, t.take_id, (n + 1)::integer as number, n * 0.18 as time_s,
       (list_value('A13','A14','A15','A9','A10','A11'))[(n % 6 + 1)::integer] as pad,
       greatest(3, least(127, round(
         case n % 5 when 0 then 112 when 3 then 38 else 80 end
         + 16 * (((hash(t.take_id, n) % 1000) + (hash(n, t.take_id) % 1000)) / 1000.0 - 1)
       )))::smallint as velocity,
       null::double as release_s, 36::smallint as note, 1::smallint as channel
from takes t, range(48) as steps(n)
"""


def fill(file: Path, takes: int, exercises: list[str], last: datetime = LAST, seed: int = 404) -> None:
    """Put so many takes into a new store, the newest played at `last`."""
    with open_store(file):
        pass
    chance = random.Random(seed)
    rows = list(zip(_moments(takes, last, chance), range(takes), strict=False))
    with duckdb.connect(str(file)) as connection:
        connection.execute("begin")
        for at in range(0, takes, 500):
            made = [_take(n, takes, moment, exercises, chance) for moment, n in rows[at : at + 500]]
            for table, place in (("takes", 0), ("scores", 1)):
                _insert(connection, table, [pair[place] for pair in made])
        connection.execute(HITS)
        connection.execute("commit")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    kinds = dict(
        connection.execute(
            "select column_name, data_type from information_schema.columns where table_name = ?", [table]
        ).fetchall()
    )
    shape = json.dumps([{name: kinds[name] for name in ("learner", *rows[0])}])
    connection.execute(
        f"insert into {table} by name select unnest(from_json(?, '{shape}'), recursive := true)",
        [json.dumps([{"learner": OWN, **row} for row in rows])],
    )


def _moments(takes: int, last: datetime, chance: random.Random) -> list[datetime]:
    """Return when each take was played, oldest first: sessions of a dozen takes on most days."""

    def backwards() -> Iterator[datetime]:
        day = 0
        while True:
            for n in range(chance.randint(5, 19)):
                yield last - timedelta(days=day, minutes=2 * n)
            day += chance.choice((1, 1, 1, 1, 2, 2, 4))

    moments = backwards()
    return sorted(next(moments) for _ in range(takes))


def _take(
    n: int, takes: int, moment: datetime, exercises: list[str], chance: random.Random
) -> tuple[dict[str, Any], dict[str, Any]]:
    grown = 1 - math.exp(-3 * (n + 1) / max(takes, 40))
    bias = -24 * (1 - grown) + 4 * math.sin(n / 90) + chance.gauss(0, 3)
    spread = max(7.0, 46 - 30 * grown + chance.gauss(0, 3))
    overall = max(12.0, min(99.0, 48 + 42 * grown + chance.gauss(0, 7)))
    at = min(len(exercises) - 1, int(n / takes * len(exercises) + abs(chance.gauss(0, 2))))
    name, exercise, whole = f"take-{n:06}", exercises[at], chance.random() > 0.2
    onsets = [
        {
            "index": index,
            "time_s": 0.18 * index,
            "pad": list(PADS)[index % len(PADS)],
            "verdict": "correct",
            "hit": index,
            "asynchrony_ms": round(
                bias + list(PADS.values())[index % len(PADS)] + chance.gauss(0, spread), 1
            ),
        }
        for index in range(NOTES)
    ]
    score = {
        "status": "scored",
        "overall": round(overall, 1),
        "components": {"pattern": 90.0, "timing": round(overall, 1), "dynamics": 70.0, "tempo": 98.0},
        "bias_ms": round(bias, 1),
        "spread_ms": round(spread, 1),
        "tempo_bpm": 88.0,
        "constants": "2026-11",
        "onsets": onsets,
        "hits": [onset | {"velocity": 90, "onset": onset["index"]} for onset in onsets],
    }
    row = {
        "take_id": name,
        "lesson": exercise.split("/")[0],
        "exercise": exercise,
        "played_at": moment.isoformat(),
        "kept_at": moment.isoformat(),
        "tempo": 88.0,
        "whole": whole,
        "interrupted": False,
        "input": "webmidi SP-404MKII",
        "hit_count": NOTES,
        "duration_s": 0.18 * (NOTES - 1),
        "about": {},
    }
    return row, score_row(name, score, passed=whole and overall >= PASS_MARK)
