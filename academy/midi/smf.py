"""The events of a Standard MIDI File, as the standard says (MIDI 1.0, RP-001) and no stricter.

Files in the wild have odd key signatures, manufacturers' chunks, running status across a meta event, a
RIFF envelope. None of that touches a note, so none of it may keep a take from being read; mido 1.3 refuses
most of these, and takes film time for a negative number of ticks, which is why reading is not left to it.
What cannot be read without guessing, a file that ends inside an event, is a ValueError that says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

META, SYSEX, SYSEX_MORE = 0xFF, 0xF0, 0xF7
TEMPO, TIME_SIGNATURE = 0x51, 0x58
_LENGTHS = {0x80: 2, 0x90: 2, 0xA0: 2, 0xB0: 2, 0xC0: 1, 0xD0: 1, 0xE0: 2}
_SYSTEM_LENGTHS = {0xF1: 1, 0xF2: 2, 0xF3: 1}
_TOO_SOON = "it ends too soon"


@dataclass(frozen=True, slots=True)
class Event:
    """What happens at a tick: a status byte and its data. For a meta event `kind` is its type, else 0."""

    tick: int
    status: int
    data: bytes
    kind: int = 0


@dataclass(frozen=True, slots=True)
class Division:
    """What a tick is: a part of a quarter note, or (in film time) a fixed part of a second."""

    ticks_per_quarter: int | None = None
    tick_s: float | None = None

    def seconds(self, ticks: int, quarter_us: int) -> float:
        """Return how long `ticks` last at `quarter_us` microseconds to a quarter."""
        if self.tick_s is not None:
            return ticks * self.tick_s
        return self.beats(ticks, quarter_us) * quarter_us * 1e-6

    def beats(self, ticks: int, quarter_us: int) -> float:
        """Return how many quarters `ticks` are at `quarter_us` microseconds to a quarter."""
        if self.ticks_per_quarter is not None:
            return ticks / self.ticks_per_quarter
        return ticks * (self.tick_s or 0.0) * 1e6 / quarter_us


def read_events(data: bytes) -> tuple[Division, list[Event]]:
    """Return the division and the events of all tracks in order of time; ValueError if unreadable."""
    if data[:4] == b"RIFF" and data[8:12] == b"RMID":
        data = next((body for name, body in _chunks(data[12:], "little") if name == b"data"), b"")
    if data[:4] != b"MThd":
        raise ValueError("it does not begin with MThd")
    header, tracks, declared = b"", [], 0
    for name, body in _chunks(data, "big"):
        if name == b"MThd" and not header:
            header = body
            declared = int.from_bytes(header[2:4], "big")
        elif name == b"MTrk":
            tracks.append(list(_track(body)))
        if len(tracks) == declared and header:
            break
    if len(header) < 6 or len(tracks) < declared:
        raise ValueError(_TOO_SOON)
    merged = [event for track in tracks for event in track]
    merged.sort(key=lambda event: event.tick)
    return _division(int.from_bytes(header[4:6], "big", signed=True)), merged


def _division(said: int) -> Division:
    """Read the division: positive is ticks to a quarter, negative film frames a second and ticks to each."""
    if said > 0:
        return Division(ticks_per_quarter=said)
    frames, ticks = -(said >> 8), said & 0xFF
    if not said or not ticks:
        raise ValueError("its ticks have no length")
    return Division(tick_s=1 / (ticks * (30000 / 1001 if frames == 29 else frames)))


def _chunks(data: bytes, order: Literal["big", "little"]) -> Iterator[tuple[bytes, bytes]]:
    """Yield (name, body) of each chunk; a chunk shorter than it says is a ValueError. RIFF pads to even."""
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], order)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise ValueError(_TOO_SOON)
        yield data[at : at + 4], body
        at += 8 + length + (length % 2 if order == "little" else 0)


def _track(body: bytes) -> Iterator[Event]:
    """Yield the events of one track; system messages that carry no note are passed over."""
    at, tick, running = 0, 0, 0
    while at < len(body):
        passed, at = _number(body, at)
        tick += passed
        status = _byte(body, at)
        if status < 0x80:
            if not running:
                raise ValueError("an event has no status")
            status = running
        else:
            at += 1
        kind = 0
        if status == META:
            kind, at = _byte(body, at), at + 1
        if status in (META, SYSEX, SYSEX_MORE):
            length, at = _number(body, at)
        else:
            length = _SYSTEM_LENGTHS.get(status, 0) if status >= SYSEX else _LENGTHS[status & 0xF0]
            running = status if status < SYSEX else running
        said = body[at : at + length]
        if len(said) < length:
            raise ValueError(_TOO_SOON)
        at += length
        yield Event(tick, status, said, kind)


def _byte(body: bytes, at: int) -> int:
    if at >= len(body):
        raise ValueError(_TOO_SOON)
    return body[at]


def _number(body: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length (seven bits a byte, four bytes at most) and the place after it."""
    value = 0
    for place in range(at, at + 4):
        byte = _byte(body, place)
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    raise ValueError("a number has no end")
