"""Whatever arrives for an exercise of any type is scored, twice the same, and what is said of it is true."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import patterns

from academy.coach.checker import contradictions
from academy.lessons.notebook import Exercise
from academy.midi.device import load_device
from academy.patterns.model import Pattern
from academy.practice import finish_take
from academy.practice.effects import EffectControls

Json = dict[str, Any]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
CONTROLS = EffectControls.of(load_device(Path(__file__).parents[2] / "data" / "sp404mk2.toml").facts)


class Sounds:
    """The pads of the lanes that the strategy writes."""

    pads: ClassVar = {
        "kick": "A13",
        "snare": "A15",
        "open-hat": "A7",
        "chop1": "B1",
        "A13": "A13",
        "J16": "J16",
    }


def hits_of(draw: st.DrawFn, pattern: Pattern, passes: int) -> list[Json]:
    """Some of the notes, near where they stand or far from it, and some that nobody asked for."""
    kept = []
    for onset in pattern.target(Sounds.pads, passes=passes).onsets[:40]:
        at = onset.time_s + draw(st.sampled_from((0.0, 0.0, -0.03, 0.02, 0.4)))
        if draw(st.integers(0, 5)):
            held = draw(st.sampled_from((None, 0.05, onset.hold_s or 0.1, 2.0)))
            release = None if held is None else at + held
            kept.append({"time_s": at, "pad": onset.pad, "velocity": onset.velocity, "release_s": release})
    strangers = st.tuples(st.floats(-1, 9), st.sampled_from((None, "A13", "B1", "J16")), st.integers(1, 127))
    for time_s, pad, velocity in draw(st.lists(strangers, max_size=4)):
        kept.append({"time_s": time_s, "pad": pad, "velocity": velocity, "release_s": None})
    return kept


@st.composite
def takes(draw: st.DrawFn) -> tuple[Pattern, Json, str | None]:
    """A pattern of any type, a take of it, and what firmware the learner says the unit has."""
    pattern = draw(patterns())
    passes = draw(st.integers(1, 2))
    controls = st.tuples(
        st.floats(-1, 9), st.integers(1, 16), st.sampled_from((7, 16, 17, 19, 80, 82)), st.integers(0, 127)
    )
    message = {
        "id": "one",
        "exercise": "any/one",
        "hits": hits_of(draw, pattern, passes),
        "passes": passes,
        "practice": draw(st.sampled_from(("play", "memory", "read"))),
        "input": {
            "kind": draw(st.sampled_from(("webmidi", "rtmidi", "keyboard", "file"))),
            "name": draw(st.sampled_from(("SP-404MKII", "MPD218"))),
        },
        "controls": [list(row) for row in draw(st.lists(controls, max_size=12))],
        "latency_ms": draw(st.sampled_from((None, 0.0, 20.0))),
        "interrupted": draw(st.booleans()),
    }
    return pattern, message, draw(st.sampled_from((None, "4.04", "5.50")))


def finished(pattern: Pattern, message: Json, firmware: str | None) -> Json:
    kit: Any = Sounds()
    exercise = Exercise("any/one", pattern, "", hash="abc")
    return finish_take(message, exercise, kit=kit, desk=None, now=NOON, effects=CONTROLS, firmware=firmware)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(takes())
def test_any_take_of_any_type_is_scored_the_same_each_time_and_told_truly(
    played: tuple[Pattern, Json, str | None],
) -> None:
    pattern, message, firmware = played
    result = finished(pattern, message, firmware)
    assert finished(pattern, message, firmware) == result
    said = contradictions(result["feedback"], result["score"], pattern.pass_mark, whole=result["whole"])
    assert said == []
