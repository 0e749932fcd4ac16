"""The connect page's drill: a few hits say mode, offset, velocity and what is switched off."""

from pathlib import Path

from academy.midi.device import load_device
from academy.midi.drill import Heard, first_pad, second_pad, soft_and_loud

DEVICE = load_device(Path(__file__).parents[2] / "data" / "sp404mk2.toml")


def test_the_factory_unit_is_found_by_a13_and_b1() -> None:
    first = Heard(1, 36, 90)
    assert first_pad([first], DEVICE).ok
    found = second_pad(first, [Heard(2, 48, 90)], DEVICE)
    assert found.ok
    assert found.device == {"mode": "A"}


def test_mode_b_is_found_with_its_offset_and_channels() -> None:
    first = Heard(3, 17, 90)
    found = second_pad(first, [Heard(3, 45, 90)], DEVICE)
    assert found.device == {"mode": "B", "offset": 5, "first_channel": 3}


def test_mode_b_that_imitates_mode_a_is_told_by_bank_b() -> None:
    first = Heard(1, 36, 90)
    assert second_pad(first, [Heard(1, 64, 90)], DEVICE).device == {
        "mode": "B",
        "offset": 24,
        "first_channel": 1,
    }


def test_silence_names_the_empty_pad_and_the_pad_note_out_setting() -> None:
    found = first_pad([], DEVICE)
    assert not found.ok
    assert "without a sample" in found.cures[0]
    assert "PAD Note Out" in found.cures[1]
    assert "SHIFT+13" in found.cures[1]


def test_the_wrong_corner_is_named_by_its_pad_number() -> None:
    assert "That was pad 1." in first_pad([Heard(1, 48, 90)], DEVICE).says
    assert "EXT SOURCE" in first_pad([Heard(1, 35, 90)], DEVICE).says


def test_bank_a_again_asks_for_the_bank_button() -> None:
    found = second_pad(Heard(1, 36, 90), [Heard(1, 48, 90)], DEVICE)
    assert (found.ok, "still bank A" in found.says) == (False, True)


def test_a_running_pattern_is_told_from_a_player() -> None:
    notes = [Heard(1, note, 100, at) for at, note in enumerate((36, 42, 38, 42))]
    found = first_pad(notes, DEVICE)
    assert "a pattern is running" in found.says
    assert any("SEQ Note Out" in cure for cure in found.cures)


def test_only_127_is_fixed_velocity_and_a_loud_hit_is_not() -> None:
    fixed = soft_and_loud([Heard(1, 36, 127), Heard(1, 36, 127)], DEVICE)
    assert (fixed.ok, "FIXED VELOCITY" in fixed.says) == (False, True)
    assert soft_and_loud([Heard(1, 36, 30), Heard(1, 36, 127)], DEVICE).ok
    assert "nearly alike" in soft_and_loud([Heard(1, 36, 80), Heard(1, 36, 99)], DEVICE).says


def test_another_controller_is_offered_to_be_taught() -> None:
    found = second_pad(Heard(10, 60, 90), [Heard(10, 71, 90)], DEVICE)
    assert (found.ok, found.unknown) == (False, True)
    assert "teach" in found.cures[0]
