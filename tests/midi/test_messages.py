"""What counts as a pad message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.midi.messages import PadMessage, decode


def test_a_note_on_is_a_hit_and_channels_count_from_one() -> None:
    assert decode([0x91, 48, 100]) == PadMessage(True, 2, 48, 100)


def test_a_note_off_and_a_note_on_of_velocity_zero_are_releases() -> None:
    assert decode([0x80, 36, 64]) == PadMessage(False, 1, 36, 64)
    assert decode([0x90, 36, 0]) == PadMessage(False, 1, 36, 0)


@pytest.mark.parametrize("data", [[0xF8], [0xFE], [0xB0, 7, 100], [0xC0, 5], [0x90, 36], [], [0x90, 200, 1]])
def test_clock_sensing_controls_and_broken_messages_are_no_hits(data: list[int]) -> None:
    assert decode(data) is None


@given(st.binary(max_size=6))
def test_no_bytes_at_all_break_it(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or 1 <= decoded.channel <= 16
