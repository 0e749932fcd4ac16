"""What is true of a pattern that a machine played: which steps differ from what was asked, and the tempo.

Nobody rushes and nobody drags here. Where to put things right on the unit: sp404mk2.md 2.3 (TR-REC).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from academy.coach.fact import Fact, Json, capital, listed, sound

NAMED = 4
TEMPO_BPM = 0.5
"""A display shows tenths; half a beat a minute is more than reading sixteen steps by USB can be wrong."""
TR_REC = "In TR-REC hold SUB PAD and press {pad} to choose the sound, then press the step."


def written_facts(score: Json, lanes: Mapping[str, str]) -> Iterator[Fact]:
    """Yield what differs between a pattern that was read and the exercise, or that nothing does."""
    written: Mapping[str, Any] = score["written"]
    bars = max((row["bar"] for key in _KINDS for row in written[key]), default=1)
    wrong = sum(len(written[key]) for key in _KINDS)
    if not wrong:
        text = f"Every note is on its step, and nothing else: {written['notes']} of {written['notes']}."
        yield Fact("as_written", True, 0.95, text, evidence={"notes": written["notes"]})
    for key, said in _KINDS.items():
        rows = written[key]
        if rows:
            yield _steps(key, said, rows, lanes, of_bars=bars > 1)
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
        "added": f"{TR_REC.format(pad=first)} A step that is lit goes out.",
        "wrong_pad": TR_REC.format(pad=first),
        "moved": "In TR-REC hold PATTERN EDIT and press the step: VALUE moves the note by ticks (firmware "
        "4.04); or record it again with quantise on.",
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


def _tempo(written: Mapping[str, Any]) -> Iterator[Fact]:
    tempo, asked = written["tempo_bpm"], written["tempo_asked"]
    if tempo is None:
        return
    evidence = {"tempo_bpm": tempo, "tempo_asked": asked}
    if abs(tempo - asked) <= TEMPO_BPM:
        yield Fact("tempo_as_asked", True, 0.4, f"It runs at {asked:g} BPM, as asked.", evidence=evidence)
        return
    text = capital(f"it runs at {tempo:g} BPM; {asked:g} were asked for.")
    tip = f"Set the pattern's tempo to {asked:g} (CTRL 1 before you record), then read it again."
    yield Fact(
        "tempo_differs", False, min(0.9, abs(tempo - asked) / asked * 4 + 0.3), text, tip, evidence=evidence
    )


def headline(score: Json, *, passed: bool) -> str:
    """Return what a pattern that was read is called as a whole."""
    wrong = sum(len(score["written"][key]) for key in _KINDS)
    if not wrong:
        return "Read back: the pattern is as it is written."
    steps = "1 step differs" if wrong == 1 else f"{wrong} steps differ"
    return f"Read back: {steps}." + (" It passes all the same." if passed else "")


NOTHING_READ = Fact(
    "empty",
    False,
    1.0,
    "No note of the pattern arrived.",
    "Set SEQ Note Out to ON (SHIFT+13, SYSTEM, CTRL 3 to the MIDI tab), press Read, then start the pattern.",
)
ANOTHER_PATTERN = Fact(
    "not_the_exercise",
    False,
    1.0,
    "What was read is another pattern than the one that is written here.",
    "Stop everything with SHIFT+EXIT, press Read, then start this pattern alone from its first step.",
)
