"""Standard MIDI Files: takes and patterns in and out.

The tempo map is honoured; a note-on of velocity 0 is a release. Files are written (by mido) as the SP-404's
own app writes patterns: format 0, 480 ticks to a quarter, one channel a bank.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from academy.errors import TakeError
from academy.midi.device import PadMap
from academy.midi.messages import NOTE_OFF, NOTE_ON
from academy.midi.smf import TEMPO, TIME_SIGNATURE, read_events
from academy.midi.take import Hit, Take
from academy.patterns.model import Onset, Target

TICKS = 480
DEFAULT_TEMPO = 120.0
DEFAULT_QUARTER_US = 500_000
DEFAULT_METER = 4.0
_SHORTEST_S = 0.06


@dataclass(frozen=True, slots=True)
class Struck:
    """A note of a MIDI file in seconds and in beats (quarters)."""

    time_s: float
    beat: float
    channel: int
    note: int
    velocity: int
    release_s: float | None = None


def take_from_midi(data: bytes, pad_map: PadMap, name: str = "take.mid") -> Take:
    """Read a take; notes that the map does not know are kept without a pad. TakeError if unreadable."""
    notes, tempo, _ = read_notes(data, name)
    return Take.of(
        (
            Hit(
                note.time_s,
                pad_map.pad_of(note.channel, note.note),
                note.velocity,
                note.release_s,
                note.note,
                note.channel,
            )
            for note in notes
        ),
        device=name,
        mode="click",
        about={"file_tempo": tempo},
    )


def target_from_midi(data: bytes, pad_map: PadMap, name: str = "pattern.mid") -> Target:
    """Read a pattern as it is, nothing quantised; TakeError when a note is on no pad of the map."""
    notes, tempo, meter = read_notes(data, name)
    onsets = []
    for index, note in enumerate(sorted(notes, key=lambda note: note.time_s)):
        pad = pad_map.pad_of(note.channel, note.note)
        if pad is None:
            raise TakeError(
                f"{name}: note {note.note} on channel {note.channel} at {note.time_s:.3f} s is on no pad "
                f"of the map '{pad_map.name}'. Choose another with --map."
            )
        onsets.append(Onset(index, note.time_s, note.beat, pad, note.velocity, pad))
    beat_s = 60.0 / tempo
    last = onsets[-1].beat if onsets else 0.0
    length_s = (int(last // meter) + 1) * meter * beat_s
    if onsets:
        length_s = max(length_s, onsets[-1].time_s + beat_s / 4)
    return Target(tuple(onsets), tempo, meter, length_s, length_s, beat_s / 4)


def midi_of_take(take: Take, pad_map: PadMap, tempo: float) -> bytes:
    """Write a take; hits without a pad keep the note and channel they came with, if any."""
    return _written(_notes_of_take(take, pad_map), tempo)


def midi_of_target(target: Target, pad_map: PadMap, unit: int = 4) -> bytes:
    """Write one pass of a pattern, ready for the unit's app: tempo, meter, swing and lengths as they stand.

    `unit` is the beat unit of the meter (8 in 6/8), which a target does not know. A note that an offset puts
    before the first beat stands on it: a file cannot begin earlier. KeyError when the map lacks a pad.
    """
    notes = []
    for onset in target.onsets:
        if target.loop_s == target.length_s or onset.beat < target.loop_s / target.beat_s - 1e-9:
            channel, note = pad_map.note_of(onset.pad)
            time_s = max(onset.time_s, 0.0)
            end = time_s + (onset.hold_s or min(target.step_s, _SHORTEST_S * 2))
            notes.append(Struck(time_s, onset.beat, channel, note, onset.velocity, end))
    finer = next(factor for factor in (1, 2, 4, 8) if factor == 8 or (target.beats_per_bar * factor) % 1 == 0)
    meter = round(target.beats_per_bar * finer), unit * finer
    return _written(notes, target.tempo * 4 / unit, meter, target.loop_s)


def read_notes(data: bytes, name: str) -> tuple[list[Struck], float, float]:
    """Return the notes of a MIDI file, its first tempo (BPM) and the beats of its first bar."""
    try:
        division, events = read_events(data)
    except ValueError as error:
        raise TakeError(f"{name}: not a Standard MIDI File ({error}).") from error
    notes: list[Struck] = []
    sounding: dict[tuple[int, int], int] = {}
    quarter_us, tempo, meter = DEFAULT_QUARTER_US, None, None
    seconds, beat, before = 0.0, 0.0, 0
    for event in events:
        passed, before = event.tick - before, event.tick
        seconds += division.seconds(passed, quarter_us)
        beat += division.beats(passed, quarter_us)
        if event.kind == TEMPO and len(event.data) == 3 and any(event.data):
            quarter_us = int.from_bytes(event.data, "big")
            tempo = tempo or 60e6 / quarter_us
        elif event.kind == TIME_SIGNATURE:
            meter = meter or _meter(event.data)
        elif event.status & 0xF0 in (NOTE_OFF, NOTE_ON):
            note, velocity = (min(127, byte) for byte in event.data)
            place = (event.status & 0x0F) + 1, note
            begun = sounding.pop(place, None)
            if begun is not None:
                notes[begun] = _released(notes[begun], seconds)
            if event.status & 0xF0 == NOTE_ON and velocity:
                sounding[place] = len(notes)
                notes.append(Struck(seconds, beat, *place, velocity))
    return notes, tempo or DEFAULT_TEMPO, meter or DEFAULT_METER


def _meter(data: bytes) -> float | None:
    """Return the quarters in a bar that a time signature says; None for one that makes no sense."""
    if len(data) < 2 or not data[0] or data[1] > 6:
        return None
    return data[0] * 4.0 / float(2 ** data[1])


def _released(note: Struck, seconds: float) -> Struck:
    return Struck(note.time_s, note.beat, note.channel, note.note, note.velocity, seconds)


def _notes_of_take(take: Take, pad_map: PadMap) -> Iterator[Struck]:
    for hit in take.hits:
        if hit.pad is not None:
            channel, note = pad_map.note_of(hit.pad)
        elif hit.note is not None and hit.channel is not None:
            channel, note = hit.channel, hit.note
        else:
            continue
        end = max(hit.release_s or 0.0, hit.time_s + _SHORTEST_S)
        yield Struck(hit.time_s, 0.0, channel, note, hit.velocity, end)


def _written(
    notes: Iterable[Struck], tempo: float, meter: tuple[int, int] | None = None, length_s: float = 0.0
) -> bytes:
    """Write notes at `tempo` quarters a minute, to `length_s` or the last note's end.

    A file cannot begin before zero, so early hits move it to the next whole bar of four.
    """
    import mido

    notes = list(notes)
    first = min((note.time_s for note in notes), default=0.0)
    shift = 0.0 if first >= 0 else 4 * 60.0 / tempo
    events: list[tuple[float, int, Any]] = []
    for note in notes:
        said = {"channel": note.channel - 1, "note": note.note}
        events.append((note.time_s + shift, 1, mido.Message("note_on", velocity=note.velocity, **said)))
        end = (note.release_s or note.time_s + _SHORTEST_S) + shift
        events.append((end, 0, mido.Message("note_off", velocity=64, **said)))
    file = mido.MidiFile(type=0, ticks_per_beat=TICKS)
    track = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo))])
    if meter is not None:
        beats, unit = meter
        track.append(mido.MetaMessage("time_signature", numerator=beats, denominator=unit))
    file.tracks.append(track)
    ticks_a_second = tempo / 60 * TICKS
    at = 0
    for seconds, _, message in sorted(events, key=lambda event: event[:2]):
        tick = max(at, round(seconds * ticks_a_second))
        track.append(message.copy(time=tick - at))
        at = tick
    track.append(mido.MetaMessage("end_of_track", time=max(0, round(length_s * ticks_a_second) - at)))
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()
