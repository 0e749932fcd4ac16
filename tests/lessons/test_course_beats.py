"""The exercises of the course: what section 4 of the device reference asks for, and what can be passed."""

import pytest
from expected import Expected
from whole_course import ALL, COURSE, PADS, exercise_of, words_of

from academy.midi.take import Hit, Take
from academy.patterns.model import Mark, Pattern, Target
from academy.practice.judging import score_take
from academy.scoring.score import Score

EXERCISES = [(lesson, name) for lesson, exercises in ALL.items() for name in exercises]


def played(pattern: Pattern, mark: Mark | None = None) -> dict[str, list[int]]:
    """Return the steps of each pad, from 1; only those of one mark if it is given."""
    steps = {
        PADS[lane.name]: [note.step + 1 for note in lane.notes if mark in (None, note.mark)]
        for lane in pattern.lanes
    }
    return {pad: places for pad, places in steps.items() if places}


@pytest.mark.parametrize(("lesson", "name"), EXERCISES)
def test_an_exercise_is_played_as_the_reference_says(lesson: str, name: str) -> None:
    wanted: Expected = ALL[lesson][name]
    pattern = exercise_of(lesson, name)
    assert (pattern.tempo, pattern.swing, pattern.bars) == (wanted.tempo, wanted.swing, wanted.bars)
    assert (pattern.division, pattern.meter, pattern.type) == (wanted.division, (4, 4), wanted.type)
    steps = played(pattern)
    assert steps == wanted.steps
    assert played(pattern, Mark.ACCENT) == wanted.loud
    assert played(pattern, Mark.GHOST) == wanted.soft
    offsets = {PADS[lane.name]: lane.offset_ms for lane in pattern.lanes if lane.offset_ms}
    assert offsets == wanted.offsets
    held = {PADS[lane.name]: note.hold + 1 for lane in pattern.lanes for note in lane.notes if note.hold}
    assert held == wanted.held


def target_of(pattern: Pattern) -> Target:
    return pattern.target(PADS)


def scored(pattern: Pattern, hits: list[Hit]) -> Score:
    return score_take(pattern, Take.of(hits, latency_ms=0.0), pads=PADS)


@pytest.mark.parametrize(("lesson", "name"), EXERCISES)
def test_playing_what_is_written_passes_and_playing_nothing_does_not(lesson: str, name: str) -> None:
    pattern = exercise_of(lesson, name)
    hits = [
        Hit(onset.time_s, onset.pad, onset.velocity, onset.time_s + (onset.hold_s or 0.02))
        for onset in target_of(pattern).onsets
    ]
    best = scored(pattern, hits).as_json()
    assert (best["status"], best["overall"]) == ("scored", 100.0)
    assert not scored(pattern, []).as_json()["overall"]


@pytest.mark.parametrize(("lesson", "name"), EXERCISES)
def test_an_exercise_stays_on_the_sixteen_pads_of_one_bank(lesson: str, name: str) -> None:
    """The page shows the bank of the first lane, and a learner has the pads of one bank under the hands."""
    assert len({PADS[lane.name][0] for lane in exercise_of(lesson, name).lanes}) == 1


def test_the_pulse_is_kept_for_four_bars_and_pads_are_named_in_order() -> None:
    pulse, pads = COURSE.exercise("first-hits/pulse"), COURSE.exercise("first-hits/name-the-pad")
    assert pulse is not None
    assert pads is not None
    assert pulse.pattern.passes * pulse.pattern.bars == 4
    assert pads.pattern.order == "strict"


def test_pads_of_a_new_kit_are_hit_in_order() -> None:
    assert exercise_of("load-your-own-kit", "name-every-pad").order == "strict"


def test_dilla_is_placed_where_the_reference_wants_it() -> None:
    pattern = exercise_of("dilla-time", "placed")
    late = {
        (onset.pad, onset.step): 1000 * (onset.time_s - onset.beat * 60 / 86)
        for onset in pattern.target(PADS, passes=1).onsets
    }
    kicks = {step: round(ms, 1) for (pad, step), ms in late.items() if pad in ("D13", "D9", "D10")}
    assert kicks == {0: 0.0, 7: 20.0, 10: 30.0}
    assert {round(ms) for (pad, _), ms in late.items() if pad == "D15"} == {-20}
    assert {round(ms) for (pad, _), ms in late.items() if pad == "D11"} == {0}


@pytest.mark.parametrize(
    ("name", "lateness"), [("swung-sixteenths", 27), ("pocket-54", 14), ("pocket-62", 41)]
)
def test_swing_comes_as_late_as_lesson_eleven_says(name: str, lateness: int) -> None:
    pattern = exercise_of("swing-on-purpose", name)
    assert round((pattern.beat_of(1) - 1 / 4) * 60_000 / pattern.tempo) == lateness
    assert f"{lateness} ms late" in words_of(COURSE.lessons[10])


def test_the_swing_of_boom_bap_is_as_late_as_the_text_says() -> None:
    exercise = COURSE.exercise("boom-bap-pocket/first-bar")
    assert exercise is not None
    onsets = exercise.pattern.target(PADS, passes=1).onsets
    late = {onset.lane: onset.time_s - onset.beat * 60 / 88 for onset in onsets if onset.step in (7, 11)}
    assert {lane: round(1000 * seconds) for lane, seconds in late.items()} == {"kick": 24, "ghost": 24}
    assert "24 ms late" in words_of(COURSE.lessons[3])
    assert not [
        onset
        for onset in onsets
        if onset.lane == "hat" and onset.beat * 30 / 44 != pytest.approx(onset.time_s)
    ]
