"""An effect is judged where the unit can be heard; where it cannot, the reason is said and nobody fails."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from academy.errors import TakeError
from academy.lessons.notebook import Exercise
from academy.midi.device import load_device
from academy.patterns.notation import parse
from academy.practice import Practice, finish_take
from academy.practice.effects import EffectControls

Json = dict[str, Any]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
CONTROLS = EffectControls.of(load_device(Path(__file__).parents[2] / "data" / "sp404mk2.toml").facts)
TEXT = "tempo: 120\ntype: effect\npasses: 1\nmove ctrl1: 0 -> 127, bars 1-2\nkick " + 8 * "x..."
EXERCISE = Exercise("effects/open", parse(TEXT), TEXT, hash="abc")
SWEEP = [[0.03 * n, 1, 16, n] for n in range(128)]
UNIT = {"kind": "webmidi", "name": "SP-404MKII"}


def finished(
    kit: Any,
    desk: Any,
    controls: Any = (),
    firmware: str | None = "5.50",
    exercise: Exercise = EXERCISE,
    **said: Any,
) -> Json:
    """Play all eight kicks in time, with these control changes."""
    hits = [{"time_s": beat / 2, "pad": "A13", "velocity": 90} for beat in range(8)]
    message = {"id": "one", "exercise": exercise.id, "hits": hits, "input": UNIT, "controls": list(controls)}
    return finish_take(
        message | said, exercise, kit=kit, desk=desk, now=NOON, effects=CONTROLS, firmware=firmware
    )


def facts_of(result: Json) -> list[str]:
    feedback = result["feedback"]
    return [fact["text"] for fact in (*feedback["strengths"], *feedback["areas_for_improvement"])]


def test_the_table_of_the_device_says_which_message_is_which_control() -> None:
    assert CONTROLS.numbers == {
        16: "ctrl1",
        17: "ctrl2",
        18: "ctrl3",
        80: "ctrl4",
        81: "ctrl5",
        82: "ctrl6",
        19: "switch",
    }
    assert (CONTROLS.channels, CONTROLS.sent_from) == ((1, 2, 3, 4, 5), "5.0")


def test_a_move_that_was_made_passes_and_is_told(kit: Any, desk: Any) -> None:
    result = finished(kit, desk, SWEEP)
    assert result["passed"] and result["score"]["controls"]["kept"]
    assert "CTRL 1 went from 0 to 127 in bars 1 to 2." in facts_of(result)


def test_the_points_are_those_of_the_playing_whatever_the_knob_did(kit: Any, desk: Any) -> None:
    assert finished(kit, desk, SWEEP)["score"]["overall"] == finished(kit, desk)["score"]["overall"] == 100.0


def test_a_move_that_fell_short_does_not_pass_and_counts_as_practice(kit: Any, desk: Any) -> None:
    result = finished(kit, desk, SWEEP[:91])
    assert not result["passed"] and result["unmet"]
    assert "CTRL 1 went from 0 to 90 in bars 1 to 2; 0 to 127 was asked for." in facts_of(result)
    assert result["best"] is None  # what is stored is practice, for mastery too


def test_a_unit_that_would_have_spoken_says_that_nothing_moved(kit: Any, desk: Any) -> None:
    result = finished(kit, desk, firmware="5.0")
    assert not result["passed"] and "CTRL 1 was not moved." in facts_of(result)


@pytest.mark.parametrize(
    ("said", "firmware", "why"),
    [
        ({}, "4.04", "firmware 4.04; effects send MIDI from 5.0 on"),
        ({}, None, "No control arrived"),
        ({"input": {"kind": "keyboard"}}, "5.50", "Only a unit by MIDI"),
        ({"input": {"kind": "webmidi", "name": "MPD218"}}, "5.50", "Only a unit by MIDI"),
    ],
)
def test_where_nothing_can_be_heard_the_playing_passes_and_the_reason_is_said(
    kit: Any, desk: Any, said: Json, firmware: str | None, why: str
) -> None:
    result = finished(kit, desk, firmware=firmware, **said)
    controls = result["score"]["controls"]
    assert result["passed"] and not controls["checked"] and controls["kept"] is None
    assert why in controls["why"]


def test_controls_that_were_heard_count_whatever_the_firmware_is_called(kit: Any, desk: Any) -> None:
    assert finished(kit, desk, SWEEP, firmware="4.04")["score"]["controls"]["checked"]


def test_a_switch_that_no_unit_spoke_of_fails_nobody(kit: Any, desk: Any) -> None:
    throw = Exercise(
        "effects/throw", parse(TEXT.replace("ctrl1: 0 -> 127, bars 1-2", "switch: off -> on")), TEXT
    )
    silent = finished(kit, desk, exercise=throw)
    assert silent["passed"] and "effect's switch" in silent["score"]["controls"]["why"]
    thrown = finished(kit, desk, [[1.0, 2, 19, 127]], exercise=throw, id="two")
    assert thrown["score"]["controls"]["kept"] and "The effect went on." in facts_of(thrown)


def test_other_messages_are_no_controls_of_an_effect(kit: Any, desk: Any) -> None:
    others = [[0.1, 1, 7, 100], [0.2, 6, 16, 100]]  # DJ level; channel 6 has no bus
    assert not finished(kit, desk, others, firmware=None)["score"]["controls"]["checked"]


@pytest.mark.parametrize("row", [[0.1, 1, 16], ["x", 1, 16, 3], None, [float("inf"), 1, 16, 3]])
def test_a_control_that_is_none_is_named(kit: Any, desk: Any, row: Any) -> None:
    with pytest.raises(TakeError, match=r"control 1: .*expected .seconds, channel, control, value"):
        finished(kit, desk, [row])


def test_a_loop_of_some_bars_is_not_asked_for_its_moves(kit: Any, desk: Any) -> None:
    assert finished(kit, desk, SWEEP, bars=[2, 2])["score"]["controls"] is None


def test_a_word_of_the_learners_own_is_kept_as_one_and_is_no_attempt(practice: Practice, desk: Any) -> None:
    practice.keep_report(True, NOON)
    said = practice.learner_json()
    assert said["report"] == {"did": True, "at": NOON.isoformat(), "source": "self-reported"}
    assert (said["attempts"], said["best"]) == ([], None)


def test_a_knob_that_stood_still_is_told_once_however_often_it_is_asked_for(kit: Any, desk: Any) -> None:
    text = TEXT.replace("move ctrl1", "move ctrl1: 127 -> 0, bar 1\nmove ctrl1")
    result = finished(kit, desk, exercise=Exercise("effects/two", parse(text), text))
    assert [fact for fact in facts_of(result) if "CTRL 1" in fact] == ["CTRL 1 was not moved."]
