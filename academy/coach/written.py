"""What is true of a pattern that a machine played: which steps differ from what was asked, and the tempo.

Nobody rushes and nobody drags here. Where to put things right on the unit: sp404mk2.md 2.3 (TR-REC).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from academy.coach.fact import Fact, Json, capital, listed, sound

NAMED = 4
TEMPO_BPM = 0.5
"""A display shows tenths; half a beat a minute is more than reading sixteen steps by USB can be wrong."""
OFFSET_MS = 5.0
"""So near it a lane stands where it is asked to; reading strays by 3 ms (scoring/written.py)."""
MICROSCOPE = "In TR-REC hold PATTERN EDIT and press the step: VALUE moves the note by ticks."
TR_REC = "In TR-REC hold SUB PAD and press {pad} to choose the sound, then press the step."


def written_facts(score: Json, lanes: Mapping[str, str]) -> Iterator[Fact]:
    """Yield what differs between a pattern that was read and the exercise, or that nothing does."""
    written: Mapping[str, Any] = score["written"]
    bars = written.get("bars") or max((row["bar"] for key in _KINDS for row in written[key]), default=1)
    wrong = sum(len(written[key]) for key in _KINDS)
    if not wrong and not written.get("cut"):
        text = f"Every note is on its step, and nothing else: {written['notes']} of {written['notes']}."
        yield Fact("as_written", True, 0.95, text, evidence={"notes": written["notes"]})
    for key, said in _KINDS.items():
        rows = written[key]
        if rows:
            yield _steps(key, said, rows, lanes, of_bars=bars > 1)
    for row in written.get("offsets") or ():
        yield _offset(row)
    yield from _tempo(written)


_KINDS = {
    "missing": "Missing",
    "added": "Not asked for",
    "wrong_pad": "On another pad",
    "moved": "Beside their steps",
}


def _steps(key: str, said: str, rows: Sequence[Json], lanes: Mapping[str, str], *, of_bars: bool) -> Fact:
    named = [_row(key, row, lanes, of_bars=of_bars) for row in rows[:NAMED]]
    more = len(rows) - len(named)
    text = f"{said}: {listed([*named, f'{more} more'] if more else named)}."
    first = str(rows[0]["pad"] or "its pad")
    tips = {
        "missing": TR_REC.format(pad=first),
        "added": f"In TR-REC choose {first} with SUB PAD: a step that is lit goes out when you press it.",
        "wrong_pad": f"Put the step out for the pad that plays there; then choose {first} and light it.",
        "moved": f"{MICROSCOPE} Or record it again with quantise on.",
    }
    evidence = {"steps": [dict(row) for row in rows[:NAMED]], "count": len(rows), "more": more}
    return Fact(f"steps_{key}", False, min(1.0, 0.4 + 0.1 * len(rows)), text, tips[key], evidence=evidence)


def _row(key: str, row: Json, lanes: Mapping[str, str], *, of_bars: bool) -> str:
    where = f"bar {row['bar']}, step {row['step']}" if of_bars else f"step {row['step']}"
    name = sound(str(row["pad"] or "a pad that is not known"), lanes)
    if key == "wrong_pad":
        return f"{name} on {where}, where {sound(str(row['played'] or 'another pad'), lanes)} is"
    if key == "moved":
        late = row["late_ms"]
        return f"{name} on {where}, {abs(late)} ms {'late' if late > 0 else 'early'}"
    return f"{name} on {where}"


def _offset(row: Json) -> Fact:
    name, asked, found = str(row["lane"]).replace("-", " "), float(row["asked_ms"]), int(row["found_ms"])
    evidence = {"found_ms": found, "asked_ms": row["asked_ms"]}
    place = f"{capital(name)} stands {_late(found)} beside the other lanes"
    if abs(found - asked) <= OFFSET_MS:
        return Fact(f"offset_{row['lane']}", True, 0.7, f"{place}, as asked.", evidence=evidence)
    text = f"{place}; {_late(asked)} was asked for."
    tip = f"Move every note of {name} by the same number of ticks: the microscope, step after step."
    return Fact(f"offset_{row['lane']}", False, 0.6, text, tip, evidence=evidence)


def _late(ms: float) -> str:
    return f"{abs(ms):g} ms {'early' if ms < 0 else 'late'}" if round(ms) else "on the grid"


def _tempo(written: Mapping[str, Any]) -> Iterator[Fact]:
    tempo, asked = written["tempo_bpm"], written["tempo_asked"]
    if tempo is None:
        return
    evidence = {"tempo_bpm": tempo, "tempo_asked": asked}
    if abs(tempo - asked) <= TEMPO_BPM:
        yield Fact("tempo_as_asked", True, 0.4, f"It runs at {asked:g} BPM, as asked.", evidence=evidence)
        return
    text = f"It runs at {tempo:g} BPM; {asked:g} were asked for."
    cut = " At this tempo its end was not heard." if written.get("cut") else ""
    tip = f"Set the pattern's tempo to {asked:g} before you record, then read it again.{cut}"
    yield Fact(
        "tempo_differs", False, min(0.9, abs(tempo - asked) / asked * 4 + 0.3), text, tip, evidence=evidence
    )


NOTHING_READ = Fact(
    "empty",
    False,
    1.0,
    "No note of the pattern arrived.",
    "Set SEQ Note Out to ON (SHIFT+13, SYSTEM, CTRL 3 to the MIDI tab), press Read, then start the pattern.",
    evidence={"pad": 13, "knob": 3},
)
ANOTHER_PATTERN = Fact(
    "not_the_exercise",
    False,
    1.0,
    "What was read is another pattern than the one that is written here.",
    "Stop everything with SHIFT+EXIT, press Read, then start this pattern alone from its first step.",
)
