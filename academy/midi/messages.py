"""Whole MIDI messages, decoded; a note-on of velocity 0 becomes a release here and nowhere else.

Channels count from 1. Messages arrive whole (Web MIDI and RtMidi see to that), so there is no
running status; clock, active sensing, controls and system messages are not pads and decode to None.
"""

from collections.abc import Sequence
from dataclasses import dataclass

NOTE_OFF, NOTE_ON = 0x80, 0x90


@dataclass(frozen=True, slots=True)
class PadMessage:
    """A note that began (`is_on`) or ended."""

    is_on: bool
    channel: int
    note: int
    velocity: int


def decode(data: Sequence[int]) -> PadMessage | None:
    """Return the pad message in `data`, None when it is something else or not whole."""
    if len(data) != 3 or data[0] & 0xF0 not in (NOTE_OFF, NOTE_ON):
        return None
    status, note, velocity = data
    if note > 127 or velocity > 127:
        return None
    return PadMessage(status & 0xF0 == NOTE_ON and velocity > 0, (status & 0x0F) + 1, note, velocity)
