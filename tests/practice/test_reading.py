"""A pattern read from the unit: what is missing, added, elsewhere, and how fast it runs."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from academy.coach.rules import feedback
from academy.midi.take import Hit, Take
from academy.patterns.model import Onset
from academy.patterns.notation import parse
from academy.practice.attempt import is_whole
from academy.practice.reading import is_reading, read_back

PADS = {"kick": "A13", "snare": "A15", "hat": "A11", "clap": "A16"}
PATTERN = parse("""
    tempo: 88
    swing: 57
    type: sequence
    kick   x... ...x ..x. ....
    snare  .... x... .... x...
    hat    x.x. x.x. x.x. x.x.
""")
LANES = {pad: lane for lane, pad in PADS.items()}


def machine(
    change: Callable[[list[Onset]], Iterable[Onset]] = list, *, stretch: float = 1.0, begins: float = 3.0
) -> dict[str, Any]:
    """Play the pattern and a quarter of its next pass as a sequencer does; return what is read of it."""
    target = PATTERN.target(PADS, passes=2)
    hits = [
        Hit(begins + onset.time_s * stretch, onset.pad, onset.velocity)
        for onset in change(list(target.onsets))
        if onset.time_s < 1.25 * target.loop_s
    ]
    return read_back(PATTERN, Take.of(hits), PADS, None)


def steps(said: dict[str, Any], key: str) -> list[tuple[int, str]]:
    return [(row["step"], row["pad"]) for row in said["written"][key]]


def differences(said: dict[str, Any]) -> int:
    return sum(len(said["written"][key]) for key in ("missing", "added", "wrong_pad", "moved"))


@pytest.mark.parametrize("begins", [0.0, 41.7])
def test_the_pattern_itself_is_right_whenever_it_was_started(begins: float) -> None:
    said = machine(begins=begins)
    assert (said["status"], said["overall"], differences(said)) == ("scored", 100.0, 0)
    assert said["written"]["tempo_bpm"] == 88.0


@pytest.mark.parametrize(("stretch", "bpm"), [(88 / 90, 90.0), (88 / 84, 84.0), (88 / 120, 120.0)])
def test_another_tempo_is_measured_and_makes_no_note_wrong(stretch: float, bpm: float) -> None:
    said = machine(stretch=stretch)
    assert (said["written"]["tempo_bpm"], differences(said)) == (bpm, 0)
    words = feedback(said, lanes=LANES)
    assert f"It runs at {bpm:g} BPM; 88 were asked for." in [
        fact.text for fact in words.areas_for_improvement
    ]


def test_a_missing_step_is_named() -> None:
    said = machine(lambda onsets: [one for one in onsets if (one.step, one.pad) != (7, "A13")])
    assert steps(said, "missing") == [(8, "A13")] and differences(said) == 1
    assert "Missing: kick (A13) on step 8." in [
        fact.text for fact in feedback(said, lanes=LANES).areas_for_improvement
    ]


def test_the_first_step_may_be_the_one_that_is_missing() -> None:
    said = machine(lambda onsets: [one for one in onsets if one.step != 0])
    assert steps(said, "missing") == [(1, "A11"), (1, "A13")]


def test_an_added_step_is_named_even_on_a_swung_place() -> None:
    said = machine(
        lambda onsets: [*onsets, replace(onsets[0], time_s=PATTERN.beat_of(3) * 60 / 88, pad="A16", step=3)]
    )
    assert steps(said, "added") == [(4, "A16")] and differences(said) == 1


def test_a_step_on_another_pad_says_both() -> None:
    said = machine(
        lambda onsets: [
            replace(one, pad="A16") if (one.step, one.pad) == (4, "A15") else one for one in onsets
        ]
    )
    assert [(row["step"], row["pad"], row["played"]) for row in said["written"]["wrong_pad"]] == [
        (5, "A15", "A16")
    ]


def test_a_pattern_recorded_by_hand_is_read_too() -> None:
    said = machine(
        lambda onsets: [replace(one, time_s=one.time_s + 0.015 * (-1) ** one.index) for one in onsets]
    )
    assert (said["status"], differences(said)) == ("scored", 0)


def test_a_note_beside_its_step_is_told_and_by_how_much() -> None:
    said = machine(
        lambda onsets: [
            replace(one, time_s=one.time_s + 0.04) if (one.step, one.pad) == (4, "A15") else one
            for one in onsets
        ]
    )
    assert [(row["step"], row["late_ms"]) for row in said["written"]["moved"]] == [(5, 40)]


def test_nobody_rushes_in_a_pattern() -> None:
    for said in (machine(), machine(stretch=0.8), machine(lambda onsets: onsets[3:])):
        words = feedback(said, lanes=LANES)
        told = (*words.areas_for_improvement, *words.strengths)
        spoken = " ".join([words.encouragement, *(fact.text for fact in told)])
        assert not any(word in spoken for word in ("rush", "drag", "You play", "beat.", "touch"))


def test_silence_asks_for_the_setting_and_another_pattern_is_called_one() -> None:
    silent = feedback(read_back(PATTERN, Take.of([]), PADS, None))
    assert "SEQ Note Out" in silent.specific_tips[0].text
    noise = [Hit(0.137 * n * n, "A2", 80) for n in range(9)]
    told = feedback(read_back(PATTERN, Take.of(noise), PADS, None))
    assert told.areas_for_improvement[0].id == "not_the_exercise"


def test_a_file_of_a_sequence_is_read_and_a_file_of_a_rhythm_is_played() -> None:
    file = {"practice": "play", "input": {"kind": "file"}}
    assert is_reading(file, PATTERN)
    assert not is_reading(file, replace(PATTERN, type="rhythm"))
    assert is_reading({"practice": "read"}, replace(PATTERN, type="rhythm"))
    assert not is_reading({"practice": "play", "input": {"kind": "webmidi"}}, PATTERN)


def test_what_was_too_slow_to_be_heard_to_its_end_is_not_called_missing() -> None:
    target = PATTERN.target(PADS, passes=1)
    heard = [one for one in target.onsets if one.time_s * 1.5 < 1.25 * target.length_s]
    hits = [Hit(2 + one.time_s * 1.5, one.pad, 80) for one in heard]
    assert len(heard) < len(target.onsets)
    said = read_back(PATTERN, Take.of(hits), PADS, None, is_live=True)
    assert (differences(said), said["written"]["cut"]) == (0, True)
    words = feedback(said, lanes=LANES)
    assert "as_written" not in [fact.id for fact in words.strengths]
    assert "its end was not heard" in words.specific_tips[0].text
    assert differences(read_back(PATTERN, Take.of(hits), PADS, None)) == len(target.onsets) - len(heard)


def test_a_lane_that_is_to_stand_late_is_measured_beside_the_others() -> None:
    late = replace(
        PATTERN, lanes=tuple(replace(lane, offset_ms=8.0 * (lane.name == "hat")) for lane in PATTERN.lanes)
    )
    for stands, told in (
        (8, "Hat stands 8 ms late beside the other lanes, as asked."),
        (0, "Hat stands on the grid"),
    ):
        target = replace(
            late, lanes=tuple(replace(one, offset_ms=stands * (one.name == "hat")) for one in late.lanes)
        )
        hits = [Hit(one.time_s, one.pad, 80) for one in target.target(PADS, passes=1).onsets]
        words = feedback(read_back(late, Take.of(hits), PADS, None), lanes=LANES)
        assert any(fact.text.startswith(told) for fact in (*words.strengths, *words.areas_for_improvement))


def test_nothing_that_hands_are_known_by_is_kept_of_a_machine() -> None:
    said = machine()
    known = {"pattern": 100.0, "timing": None, "dynamics": None, "tempo": None}
    assert (said["spread_ms"], said["gate"], said["order"], said["components"]) == (None, None, None, known)


def test_a_step_of_several_bars_is_told_with_its_bar_even_in_the_first() -> None:
    two = parse("tempo: 88\ntype: sequence\nkick x... x... x... x... | x... x... x... x...")
    hits = [Hit(one.time_s, one.pad, 80) for one in two.target(PADS, passes=1).onsets[1:] if one.step != 4]
    words = feedback(read_back(two, Take.of([Hit(0.0, "A13", 80), *hits]), PADS, None), lanes=LANES)
    assert [fact.text for fact in words.areas_for_improvement] == ["Missing: kick (A13) on bar 1, step 5."]


def test_the_page_shows_a_slower_pattern_on_the_steps_it_was_asked_for() -> None:
    target = PATTERN.target(PADS, passes=1)
    said = machine(stretch=1.1)
    assert [hit["time_s"] for hit in said["hits"]] == pytest.approx(
        [one.time_s for one in target.onsets], abs=1e-5
    )


def test_a_pattern_that_was_read_is_whole_whatever_the_page_was_set_to() -> None:
    file = {"input": {"kind": "file"}, "tempo": 60.0, "bars": [1, 1]}
    assert is_whole(file, PATTERN)
    assert not is_whole({"practice": "read", "interrupted": True}, PATTERN)
