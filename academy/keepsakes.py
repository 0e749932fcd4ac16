"""A learner's takes as files of their own."""

import re
from pathlib import Path
from typing import Any, Protocol

from academy.midi.device import PadMap
from academy.midi.midi_file import midi_of_take
from academy.midi.take_json import take_from_json

DEFAULT_TEMPO = 120.0


class HasTakes(Protocol):
    """What this needs of a desk or a store."""

    def takes(self, exercise: str | None = None) -> list[dict[str, Any]]:
        """Return all takes without hits."""
        ...

    def take(self, take_id: str) -> dict[str, Any] | None:
        """Return a take with its hits."""
        ...


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
