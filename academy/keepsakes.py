"""A learner's takes as files of their own."""

import json
import math
import re
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from academy.errors import StoreError
from academy.midi.device import PadMap
from academy.midi.midi_file import midi_of_take
from academy.midi.take_json import take_from_json

DEFAULT_TEMPO = 120.0
TABLE = "takes.json"
SCHEMA = 1
NUMBERS = ("overall", "bias_ms", "spread_ms", "hit_count", "duration_s")
Json = dict[str, Any]


class HasTakes(Protocol):
    """What this needs of a desk or a store."""

    def takes(self, exercise: str | None = None) -> list[dict[str, Any]]:
        """Return all takes without hits."""
        ...

    def take(self, take_id: str) -> dict[str, Any] | None:
        """Return a take with its hits."""
        ...


class HasAttempts(Protocol):
    """What the table of scores needs of a desk or a store."""

    def attempts(self) -> list[dict[str, Any]]:
        """Return all scored takes without hits."""
        ...


def export_table(desk: HasAttempts, folder: Path) -> Path:
    """Write `takes.json` beside the takes: what a MIDI file has no place for, and `academy report` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    file, part = folder / TABLE, folder / f"{TABLE}.part"
    rows = {"schema": SCHEMA, "attempts": desk.attempts()}
    part.write_text(json.dumps(rows, indent=1, default=str) + "\n", encoding="utf-8")
    part.replace(file)
    return file


def read_table(file: Path) -> list[Json]:
    """Return the scored takes of such a table; StoreError when it is none, or of a newer academy."""
    name = f"{file.parent.name}/{file.name}"
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        schema, rows = int(said["schema"]), list(said["attempts"])
        if schema <= SCHEMA and not all(map(_is_attempt, rows)):
            raise ValueError("a row is no take")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StoreError(
            f"{name} cannot be read as an export of takes. Ask for a new one, made with "
            "`academy export --takes mine`."
        ) from error
    if schema > SCHEMA:
        raise StoreError(f"{name} was written by a newer academy than this one. Update the academy here.")
    return rows


def _is_attempt(row: Any) -> bool:
    """Say whether a row of a table, which anybody may have edited, is a take with its score."""
    datetime.fromisoformat(row["played_at"])
    numbers = [row.get(key) for key in NUMBERS]
    words = (row["take_id"], row["exercise"], row.get("status") or "", row.get("constants") or "")
    return all(isinstance(word, str) for word in words) and all(
        one is None or (type(one) in (int, float) and math.isfinite(one)) for one in numbers
    )


def export_takes(desk: HasTakes, folder: Path, pad_map: PadMap) -> list[Path]:
    """Write every take as a MIDI file and return the files; one that exists already is left as it is.

    Names say when, what, how well and which: `2026-11-24 101500 backbeat first 86 3f2a9c.mid`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for row in desk.takes():
        take = desk.take(row["take_id"])
        if take is None:
            continue
        path = folder / _name(take)
        if not path.exists():
            hits = {"hits": take["hits"], "tempo": take["tempo"]}
            path.write_bytes(midi_of_take(take_from_json(hits), pad_map, take["tempo"] or DEFAULT_TEMPO))
        written.append(path)
    return written


def _name(take: dict[str, Any]) -> str:
    moment = str(take["played_at"])[:19].replace("T", " ").replace(":", "")
    overall = (take.get("score") or {}).get("overall")
    score = "" if overall is None else f" {overall:.0f}"
    what = re.sub(r"[^A-Za-z0-9-]+", " ", str(take["exercise"])).strip()
    which = re.sub(r"[^A-Za-z0-9-]+", "", str(take["take_id"]))
    return f"{moment} {what[:80]}{score} {which[:64]}.mid"
