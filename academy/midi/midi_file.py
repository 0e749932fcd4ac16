"""Standard MIDI Files: takes and patterns in and out, by mido.

The tempo map is honoured; a note-on of velocity 0 is a release. Files are written as the SP-404's
own app writes patterns: format 0, 480 ticks to a quarter, one channel a bank.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from academy.errors import TakeError
from academy.midi.device import PadMap
from academy.midi.take import Hit, Take
from academy.patterns.model import Onset, Target

TICKS = 480
DEFAULT_TEMPO = 120.0
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


def midi_of_target(target: Target, pad_map: PadMap) -> bytes:
    """Write one pass of a pattern, ready for the unit's app."""
    notes = []
    for onset in target.onsets:
        if onset.time_s < target.loop_s - 1e-9:
            channel, note = pad_map.note_of(onset.pad)
            end = onset.time_s + (onset.hold_s or min(target.step_s, _SHORTEST_S * 2))
            notes.append(Struck(max(onset.time_s, 0.0), onset.beat, channel, note, onset.velocity, end))
    return _written(notes, target.tempo)


def read_notes(data: bytes, name: str) -> tuple[list[Struck], float, float]:
    """Return the notes of a MIDI file, its first tempo (BPM) and the beats of its first bar."""
    import mido

    try:
        file = mido.MidiFile(file=io.BytesIO(data), clip=True)
        merged = mido.merge_tracks(file.tracks)
    except (OSError, EOFError, ValueError, KeyError, IndexError) as error:
        raise TakeError(f"{name}: not a Standard MIDI File ({error or 'it ends too soon'}).") from error
    notes: list[Struck] = []
    sounding: dict[tuple[int, int], int] = {}
    tempo_us, tempo, meter = 500_000, None, None
    seconds, ticks = 0.0, 0
    for message in merged:
        seconds += mido.tick2second(message.time, file.ticks_per_beat, tempo_us)
        ticks += message.time
        if message.type == "set_tempo":
            tempo_us = message.tempo
            tempo = tempo or mido.tempo2bpm(tempo_us)
        elif message.type == "time_signature":
            meter = meter or message.numerator * 4 / message.denominator
        elif message.type in ("note_on", "note_off"):
            place = (message.channel + 1, message.note)
            begun = sounding.pop(place, None)
            if begun is not None:
                notes[begun] = _released(notes[begun], seconds)
            if message.type == "note_on" and message.velocity:
                sounding[place] = len(notes)
                notes.append(Struck(seconds, ticks / file.ticks_per_beat, *place, message.velocity))
    return notes, tempo or DEFAULT_TEMPO, meter or 4.0


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


def _written(notes: Iterable[Struck], tempo: float) -> bytes:
    """Write notes; a file cannot begin before zero, so early hits move it to the next whole bar of four."""
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
    file.tracks.append(track)
    at = 0
    for seconds, _, message in sorted(events, key=lambda event: event[:2]):
        tick = max(at, round(seconds * tempo / 60 * TICKS))
        track.append(message.copy(time=tick - at))
        at = tick
    track.append(mido.MetaMessage("end_of_track", time=0))
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()
